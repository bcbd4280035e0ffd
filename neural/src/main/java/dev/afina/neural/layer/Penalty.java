package dev.afina.neural.layer;

/**
 * What large weights cost: l1 · Σ|w| + l2 · Σw², added to the loss as Keras's regularizers do, with
 * no half in front of the squares. The loss that is reported holds it, of training and of
 * validation data alike.
 *
 * @param l1 at least 0; above it drives weights to exactly 0
 * @param l2 at least 0
 */
public record Penalty(double l1, double l2) {

  /** No penalty. */
  public static final Penalty NONE = new Penalty(0, 0);

  /** Checks the factors. */
  public Penalty {
    if (!(l1 >= 0 && Double.isFinite(l1) && l2 >= 0 && Double.isFinite(l2))) {
      throw new IllegalArgumentException(
          "penalty has factors %s of l1 and %s of l2, expected finite numbers of at least 0"
              .formatted(l1, l2));
    }
  }

  /** On absolute values (the lasso); Keras's default is 0.01. */
  public static Penalty l1(double factor) {
    return new Penalty(factor, 0);
  }

  /** On squares (ridge); Keras's default is 0.01. */
  public static Penalty l2(double factor) {
    return new Penalty(0, factor);
  }

  /** On both (the elastic net). */
  public static Penalty elastic(double l1, double l2) {
    return new Penalty(l1, l2);
  }
}
