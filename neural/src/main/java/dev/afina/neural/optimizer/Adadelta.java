package dev.afina.neural.optimizer;

/**
 * Adadelta, algorithm 1 of <a href="https://arxiv.org/abs/1212.5701">Zeiler 2012</a>: s ← rho·s +
 * (1 − rho)·g², d = √(u + ε) / √(s + ε)·g, u ← rho·u + (1 − rho)·d², then w ← w − rate·d. ε stands
 * under both roots, as in the paper, in PyTorch and in Keras.
 *
 * @param learningRate factor of the step, in (0, ∞); the paper's is 1, PyTorch's default; Keras's
 *     is 0.001, which trains very slowly
 * @param rho decay of the means, in [0, 1), default 0.9 as in PyTorch; Keras's is 0.95
 * @param epsilon above 0, default 1e-6 as in the paper; Keras's is 1e-7
 * @param weightDecay L2 penalty, in [0, ∞), default 0; biases decay too
 */
public record Adadelta(double learningRate, double rho, double epsilon, double weightDecay)
    implements Optimizer {

  static final String TYPE = "adadelta";

  /** Checks the ranges. */
  public Adadelta {
    Checks.above(TYPE, "learning rate", learningRate);
    Checks.belowOne(TYPE, "rho", rho);
    Checks.above(TYPE, "epsilon", epsilon);
    Checks.atLeastZero(TYPE, "weight decay", weightDecay);
  }

  /** Adadelta with PyTorch's defaults but for the factor of the step. */
  public static Adadelta withLearningRate(double learningRate) {
    return new Adadelta(learningRate, 0.9, 1e-6, 0);
  }

  /** This optimizer with another decay of the means. */
  public Adadelta rho(double changed) {
    return new Adadelta(learningRate, changed, epsilon, weightDecay);
  }

  /** This optimizer with another ε. */
  public Adadelta epsilon(double changed) {
    return new Adadelta(learningRate, rho, changed, weightDecay);
  }

  /** This optimizer with an L2 penalty. */
  public Adadelta weightDecay(double changed) {
    return new Adadelta(learningRate, rho, epsilon, changed);
  }

  @Override
  public String type() {
    return TYPE;
  }
}
