package dev.afina.math;

import org.hipparchus.random.SobolSequenceGenerator;

/**
 * The unscrambled Sobol sequence, any point of it at once.
 *
 * <p>The order and the direction numbers are those of {@link Sobol#points}. A coordinate does not
 * depend on the number of dimensions. Not thread-safe.
 */
public final class SobolSequence {

  private final SobolSequenceGenerator generator;

  /**
   * Of so many coordinates.
   *
   * @param dimension in {@code [1, }{@value Sobol#LARGEST_DIMENSION}{@code ]}
   */
  public SobolSequence(int dimension) {
    if (dimension < 1 || dimension > Sobol.LARGEST_DIMENSION) {
      throw new IllegalArgumentException(
          "dimension (%d) must be in [1, %d]".formatted(dimension, Sobol.LARGEST_DIMENSION));
    }
    generator = new SobolSequenceGenerator(dimension);
  }

  /**
   * The point at a position, the origin at 0; O(dimension · log index).
   *
   * @param index at least 0
   * @return {@code [dimension]}, in [0, 1)
   */
  public double[] point(int index) {
    return generator.skipTo(index);
  }
}
