package dev.afina.neural.optimizer;

/**
 * RMSprop: s ← rho·s + (1 − rho)·g², then w ← w − rate·g / (√s + ε); Tieleman and Hinton 2012,
 * lecture 6e, in PyTorch's form. With a momentum the fraction is added up, b ← momentum·b + g / (√s
 * + ε), and w ← w − rate·b. Centered, the variance s − m² stands for s, where m is the gradient's
 * mean with the same rho; <a href="https://arxiv.org/abs/1308.0850">Graves 2013</a>, equations 38
 * to 41.
 *
 * <p>Keras has ε = 1e-7 under the root, and its momentum adds up steps that have the learning rate
 * in them already, which differs once the rate changes.
 *
 * @param learningRate step size, in (0, ∞)
 * @param rho decay of the means, in [0, 1), default 0.9 as in the lecture and in Keras; PyTorch's
 *     alpha is 0.99
 * @param momentum in [0, 1), default 0
 * @param epsilon added to the root, above 0, default 1e-8
 * @param centered whether the variance stands for the mean square, default false
 * @param weightDecay L2 penalty, in [0, ∞), default 0; biases decay too
 */
public record Rmsprop(
    double learningRate,
    double rho,
    double momentum,
    double epsilon,
    boolean centered,
    double weightDecay)
    implements Optimizer {

  static final String TYPE = "rmsprop";

  /** Checks the ranges. */
  public Rmsprop {
    Checks.above(TYPE, "learning rate", learningRate);
    Checks.belowOne(TYPE, "rho", rho);
    Checks.belowOne(TYPE, "momentum", momentum);
    Checks.above(TYPE, "epsilon", epsilon);
    Checks.atLeastZero(TYPE, "weight decay", weightDecay);
  }

  /** RMSprop with the defaults but for the step size. */
  public static Rmsprop withLearningRate(double learningRate) {
    return new Rmsprop(learningRate, 0.9, 0, 1e-8, false, 0);
  }

  /** This optimizer with another decay of the means. */
  public Rmsprop rho(double changed) {
    return new Rmsprop(learningRate, changed, momentum, epsilon, centered, weightDecay);
  }

  /** This optimizer with a momentum. */
  public Rmsprop momentum(double changed) {
    return new Rmsprop(learningRate, rho, changed, epsilon, centered, weightDecay);
  }

  /** This optimizer with another ε. */
  public Rmsprop epsilon(double changed) {
    return new Rmsprop(learningRate, rho, momentum, changed, centered, weightDecay);
  }

  /** This optimizer dividing by the gradient's deviation. */
  public Rmsprop withCentering() {
    return new Rmsprop(learningRate, rho, momentum, epsilon, true, weightDecay);
  }

  /** This optimizer with an L2 penalty. */
  public Rmsprop weightDecay(double changed) {
    return new Rmsprop(learningRate, rho, momentum, epsilon, centered, changed);
  }

  @Override
  public String type() {
    return TYPE;
  }
}
