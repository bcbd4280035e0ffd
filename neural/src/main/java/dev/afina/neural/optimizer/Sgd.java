package dev.afina.neural.optimizer;

/**
 * Stochastic gradient descent: g ← g + decay·w, v ← momentum·v + g, then w ← w − rate·v, or with
 * Nesterov's momentum w ← w − rate·(g + momentum·v); Sutskever et al. 2013, in PyTorch's form.
 *
 * <p>Slides and Keras have the learning rate inside the velocity, v ← momentum·v − rate·g; that is
 * the same until the rate changes.
 *
 * @param learningRate step size, in (0, ∞)
 * @param momentum in [0, 1), default 0
 * @param nesterov whether the step looks ahead, default false; needs a momentum
 * @param weightDecay L2 penalty, in [0, ∞), default 0; biases decay too
 */
public record Sgd(double learningRate, double momentum, boolean nesterov, double weightDecay)
    implements Optimizer {

  static final String TYPE = "sgd";

  /** Checks the ranges. */
  public Sgd {
    Checks.above(TYPE, "learning rate", learningRate);
    Checks.belowOne(TYPE, "momentum", momentum);
    Checks.atLeastZero(TYPE, "weight decay", weightDecay);
    if (nesterov && momentum == 0) {
      throw new IllegalArgumentException(
          "sgd has nesterov without a momentum, expected a momentum above 0; maybe call"
              + " momentum(0.9) first");
    }
  }

  /** Plain gradient descent. */
  public static Sgd withLearningRate(double learningRate) {
    return new Sgd(learningRate, 0, false, 0);
  }

  /** This optimizer with momentum. */
  public Sgd momentum(double changed) {
    return new Sgd(learningRate, changed, nesterov, weightDecay);
  }

  /** This optimizer looking ahead; call {@link #momentum(double)} first. */
  public Sgd withNesterov() {
    return new Sgd(learningRate, momentum, true, weightDecay);
  }

  /** This optimizer with an L2 penalty. */
  public Sgd weightDecay(double changed) {
    return new Sgd(learningRate, momentum, nesterov, changed);
  }

  @Override
  public String type() {
    return TYPE;
  }
}
