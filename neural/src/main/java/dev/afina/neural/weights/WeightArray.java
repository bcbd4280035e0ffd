package dev.afina.neural.weights;

import dev.afina.neural.layer.Shape;
import java.util.Arrays;

/** An array of weights with its shape, row-major. The values are not copied: do not write. */
public final class WeightArray {

  private final Shape shape;
  private final float[] values;

  /** With {@code shape.count()} values. */
  public WeightArray(Shape shape, float[] values) {
    if (shape.count() != values.length) {
      throw new IllegalArgumentException(
          "weights of shape %s need %d values, given %d"
              .formatted(shape, shape.count(), values.length));
    }
    this.shape = shape;
    this.values = values;
  }

  /** Its sizes. */
  public Shape shape() {
    return shape;
  }

  /** Its values, row by row. */
  public float[] values() {
    return values;
  }

  /** Equal to the last bit, NaN included. */
  @Override
  public boolean equals(Object other) {
    return other instanceof WeightArray array
        && shape.equals(array.shape)
        && Arrays.equals(values, array.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "WeightArray" + shape;
  }
}
