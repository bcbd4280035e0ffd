package dev.afina.neural.optimizer;

/**
 * An optimizer that gets gradients which are cut before every step; {@link Optimizer#clipValue},
 * {@link Optimizer#clipNorm} and {@link Optimizer#clipGlobalNorm} make it.
 *
 * @param optimizer what takes the step; not clipped itself
 * @param by what is cut
 * @param threshold above 0
 */
public record Clipped(Optimizer optimizer, By by, double threshold) implements Optimizer {

  static final String TYPE = "clipped";

  /** What is cut. */
  public enum By {
    /** Every single value, into [−threshold, threshold]. */
    VALUE,
    /** Every array of weights, scaled down to a Euclidean norm of at most the threshold. */
    NORM,
    /** All weights as one vector, scaled down to a norm of at most the threshold. */
    GLOBAL_NORM
  }

  /** Checks the threshold. */
  public Clipped {
    Checks.above("clipping", "threshold", threshold);
    if (optimizer instanceof Clipped) {
      throw new IllegalArgumentException(
          "the optimizer %s clips gradients already, expected one way of clipping"
              .formatted(optimizer.type()));
    }
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public double learningRate() {
    return optimizer.learningRate();
  }
}
