package dev.afina.neural.layer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/**
 * The sizes of one sample, without the batch: {@code (28, 28)} for a grey image.
 *
 * <p>Immutable.
 */
public final class Shape {

  private final int[] sizes;

  private Shape(int[] sizes) {
    this.sizes = sizes;
  }

  /**
   * A shape of the given sizes.
   *
   * @param sizes at least one, each at least 1; their product must fit an {@code int}
   */
  @JsonCreator
  public static Shape of(int... sizes) {
    if (sizes.length == 0) {
      throw new IllegalArgumentException("a shape needs at least one size, none was given");
    }
    long count = 1;
    for (int size : sizes) {
      count *= size;
      if (size < 1 || count > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "shape %s must have sizes of at least 1 and at most 2^31 - 1 values in all"
                .formatted(Arrays.toString(sizes)));
      }
    }
    return new Shape(sizes.clone());
  }

  /** Number of dimensions. */
  public int rank() {
    return sizes.length;
  }

  /** Number of values. */
  public int count() {
    int count = 1;
    for (int size : sizes) {
      count *= size;
    }
    return count;
  }

  /** The last size. */
  public int last() {
    return sizes[sizes.length - 1];
  }

  /** This shape with another last size. */
  public Shape withLast(int size) {
    int[] changed = sizes.clone();
    changed[changed.length - 1] = size;
    return of(changed);
  }

  /** The sizes, as a copy. */
  @JsonValue
  public int[] toArray() {
    return sizes.clone();
  }

  /** The sizes behind a batch size, as PyTorch wants them. */
  public long[] withBatch(long batch) {
    long[] all = new long[sizes.length + 1];
    all[0] = batch;
    for (int i = 0; i < sizes.length; i++) {
      all[i + 1] = sizes[i];
    }
    return all;
  }

  /** The sizes as longs. */
  public long[] toLongs() {
    return Arrays.stream(sizes).asLongStream().toArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  /** Such as {@code (28, 28)}. */
  @Override
  public String toString() {
    String inner = Arrays.toString(sizes);
    return "(" + inner.substring(1, inner.length() - 1) + ")";
  }
}
