package dev.afina.core.space;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The values that one parameter may take.
 *
 * <p>Every value has two forms. The <em>external</em> one is what an objective sees: a {@link
 * Double}, a {@link Long}, or one of a list of choices. The <em>internal</em> one is a double that
 * samplers and storages handle: the number itself (never its logarithm), or the index of the
 * choice.
 */
public sealed interface Distribution
    permits DoubleDistribution, IntDistribution, CategoricalDistribution {

  /**
   * The internal form of a value.
   *
   * @throws IllegalArgumentException if the value is of another kind or outside of the distribution
   */
  double toInternal(@Nullable Object external);

  /** The external form of a value that this distribution {@linkplain #contains contains}. */
  @Nullable Object toExternal(double internal);

  /** Whether an internal value is one of this distribution's. */
  boolean contains(double internal);

  /** How many values there are; empty for a continuous range of more than one point. */
  OptionalLong cardinality();

  /**
   * The internal form of the value of a rank, in ascending order.
   *
   * @param rank in {@code [0, cardinality)}
   * @throws IllegalStateException if the distribution is continuous
   */
  double valueAt(long rank);

  /**
   * The rank of an internal value, the inverse of {@link #valueAt}.
   *
   * @return −1 if this distribution does not {@linkplain #contains contain} the value
   * @throws IllegalStateException if the distribution is continuous
   */
  long rankOf(double internal);

  /** Whether only one value is possible. */
  default boolean isSinglePoint() {
    OptionalLong count = cardinality();
    return count.isPresent() && count.getAsLong() == 1;
  }

  /**
   * Whether two trials of one study may record the same name with these two distributions: the same
   * class, and the same scale of a numeric one or the same choices of a categorical one. Ranges and
   * steps may differ.
   */
  boolean isCompatibleWith(Distribution other);
}
