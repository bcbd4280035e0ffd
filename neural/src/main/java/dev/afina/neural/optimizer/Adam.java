package dev.afina.neural.optimizer;

/**
 * Adam, algorithm 1 of <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba 2015</a>; with a
 * weight decay it is AdamW, algorithm 2 of <a href="https://arxiv.org/abs/1711.05101">Loshchilov
 * and Hutter 2019</a>: the decay is decoupled from the gradient, every weight loses learning rate ×
 * decay of itself a step. Biases and normalisation scales decay too, as in PyTorch.
 *
 * <p>ε stands behind the root, √v̂ + ε, as in the paper, in PyTorch and in Keras; lecture slides
 * often write √(v̂ + ε). Keras's ε is 1e-7, and it adds it before the correction of v's bias.
 *
 * @param learningRate step size, in (0, ∞)
 * @param beta1 decay of the gradient's mean, in [0, 1), default 0.9
 * @param beta2 decay of the squared gradient's mean, in [0, 1), default 0.999
 * @param epsilon added to the root, above 0, default 1e-8
 * @param weightDecay in [0, ∞), default 0
 * @param amsgrad whether the largest v̂ so far stands for the current one, default false; algorithm
 *     2 of <a href="https://openreview.net/forum?id=ryQu7f-RZ">Reddi et al. 2018</a>, in PyTorch's
 *     form
 */
public record Adam(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    boolean amsgrad)
    implements Optimizer {

  static final String TYPE = "adam";

  /** Checks the ranges. */
  public Adam {
    Checks.above(TYPE, "learning rate", learningRate);
    Checks.belowOne(TYPE, "beta1", beta1);
    Checks.belowOne(TYPE, "beta2", beta2);
    Checks.above(TYPE, "epsilon", epsilon);
    Checks.atLeastZero(TYPE, "weight decay", weightDecay);
  }

  /** Adam with the paper's defaults but for the step size. */
  public static Adam withLearningRate(double learningRate) {
    return new Adam(learningRate, 0.9, 0.999, 1e-8, 0, false);
  }

  /** This optimizer with other decays of the means. */
  public Adam betas(double first, double second) {
    return new Adam(learningRate, first, second, epsilon, weightDecay, amsgrad);
  }

  /** This optimizer with another ε. */
  public Adam epsilon(double changed) {
    return new Adam(learningRate, beta1, beta2, changed, weightDecay, amsgrad);
  }

  /** This optimizer with a decoupled weight decay. */
  public Adam weightDecay(double changed) {
    return new Adam(learningRate, beta1, beta2, epsilon, changed, amsgrad);
  }

  /** This optimizer with steps that never grow again by a shrinking v̂. */
  public Adam withAmsgrad() {
    return new Adam(learningRate, beta1, beta2, epsilon, weightDecay, true);
  }

  @Override
  public String type() {
    return TYPE;
  }
}
