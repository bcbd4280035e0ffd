package dev.afina.neural.optimizer;

/**
 * Nadam, Adam with Nesterov's momentum; <a
 * href="https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ">Dozat 2016</a>, algorithm 2, with the
 * momentum of step t being beta1·(1 − 0.96^(t·psi) / 2), in PyTorch's form.
 *
 * <p>Keras's momentum has psi = 1.
 *
 * @param learningRate step size, in (0, ∞)
 * @param beta1 limit of the momentum, in [0, 1), default 0.9
 * @param beta2 decay of the squared gradient's mean, in [0, 1), default 0.999
 * @param epsilon added to the root, above 0, default 1e-8
 * @param momentumDecay psi, how fast the momentum approaches its limit, at least 0, default 0.004
 * @param weightDecay L2 penalty, in [0, ∞), default 0; biases decay too
 */
public record Nadam(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double momentumDecay,
    double weightDecay)
    implements Optimizer {

  static final String TYPE = "nadam";

  /** Checks the ranges. */
  public Nadam {
    Checks.above(TYPE, "learning rate", learningRate);
    Checks.belowOne(TYPE, "beta1", beta1);
    Checks.belowOne(TYPE, "beta2", beta2);
    Checks.above(TYPE, "epsilon", epsilon);
    Checks.atLeastZero(TYPE, "momentum decay", momentumDecay);
    Checks.atLeastZero(TYPE, "weight decay", weightDecay);
  }

  /** Nadam with PyTorch's defaults but for the step size. */
  public static Nadam withLearningRate(double learningRate) {
    return new Nadam(learningRate, 0.9, 0.999, 1e-8, 0.004, 0);
  }

  /** This optimizer with other decays of the means. */
  public Nadam betas(double first, double second) {
    return new Nadam(learningRate, first, second, epsilon, momentumDecay, weightDecay);
  }

  /** This optimizer with another ε. */
  public Nadam epsilon(double changed) {
    return new Nadam(learningRate, beta1, beta2, changed, momentumDecay, weightDecay);
  }

  /** This optimizer with another psi; 1 is Keras's. */
  public Nadam momentumDecay(double changed) {
    return new Nadam(learningRate, beta1, beta2, epsilon, changed, weightDecay);
  }

  /** This optimizer with an L2 penalty. */
  public Nadam weightDecay(double changed) {
    return new Nadam(learningRate, beta1, beta2, epsilon, momentumDecay, changed);
  }

  @Override
  public String type() {
    return TYPE;
  }
}
