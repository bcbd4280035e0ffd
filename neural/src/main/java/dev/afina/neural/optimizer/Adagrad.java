package dev.afina.neural.optimizer;

/**
 * Adagrad: s ← s + g², then w ← w − rate·g / (√s + ε); <a
 * href="https://jmlr.org/papers/v12/duchi11a.html">Duchi et al. 2011</a>, in PyTorch's form.
 *
 * <p>s starts at 0, as in the paper, in PyTorch and on slides; Keras starts it at 0.1, which makes
 * the first steps shorter, and has ε = 1e-7 under the root.
 *
 * @param learningRate step size, in (0, ∞)
 * @param initialAccumulator what s starts at, at least 0, default 0
 * @param epsilon added to the root, above 0, default 1e-10
 * @param weightDecay L2 penalty, in [0, ∞), default 0; biases decay too
 */
public record Adagrad(
    double learningRate, double initialAccumulator, double epsilon, double weightDecay)
    implements Optimizer {

  static final String TYPE = "adagrad";

  /** Checks the ranges. */
  public Adagrad {
    Checks.above(TYPE, "learning rate", learningRate);
    Checks.atLeastZero(TYPE, "initial accumulator", initialAccumulator);
    Checks.above(TYPE, "epsilon", epsilon);
    Checks.atLeastZero(TYPE, "weight decay", weightDecay);
  }

  /** Adagrad with PyTorch's defaults but for the step size. */
  public static Adagrad withLearningRate(double learningRate) {
    return new Adagrad(learningRate, 0, 1e-10, 0);
  }

  /** This optimizer with another start of s. */
  public Adagrad initialAccumulator(double changed) {
    return new Adagrad(learningRate, changed, epsilon, weightDecay);
  }

  /** This optimizer with another ε. */
  public Adagrad epsilon(double changed) {
    return new Adagrad(learningRate, initialAccumulator, changed, weightDecay);
  }

  /** This optimizer with an L2 penalty. */
  public Adagrad weightDecay(double changed) {
    return new Adagrad(learningRate, initialAccumulator, epsilon, changed);
  }

  @Override
  public String type() {
    return TYPE;
  }
}
