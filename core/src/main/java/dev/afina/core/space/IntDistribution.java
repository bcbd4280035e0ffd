package dev.afina.core.space;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Integers of a closed range, on a linear or logarithmic scale, optionally every {@code step}-th.
 *
 * <p>Where the range is no multiple of the step, {@code high} shrinks to the last grid point, as in
 * Optuna.
 *
 * @param low smallest value
 * @param high largest value, at least {@code low}; both within ±2⁵³, so that a double holds them
 * @param step distance of the values, at least 1, and 1 on a logarithmic scale
 * @param scale logarithmic only with {@code low ≥ 1}
 */
public record IntDistribution(long low, long high, long step, Scale scale) implements Distribution {

  private static final long EXACT = 1L << 53;

  /** Checks the bounds and shrinks {@code high} to the grid. */
  public IntDistribution {
    if (low > high) {
      throw new IllegalArgumentException(
          "low (%d) must not exceed high (%d); maybe the bounds are swapped".formatted(low, high));
    }
    if (low < -EXACT || high > EXACT) {
      throw new IllegalArgumentException(
          "bounds %d and %d must lie within ±2^53".formatted(low, high));
    }
    if (step < 1) {
      throw new IllegalArgumentException("step (%d) must be at least 1".formatted(step));
    }
    if (scale == Scale.LOG) {
      if (low < 1) {
        throw new IllegalArgumentException(
            "low (%d) must be at least 1 on a logarithmic scale".formatted(low));
      }
      if (step != 1) {
        throw new IllegalArgumentException(
            "a step (%d) and a logarithmic scale exclude each other; drop one".formatted(step));
      }
    }
    high = low + (high - low) / step * step;
  }

  @Override
  public double toInternal(@Nullable Object external) {
    if (!(external instanceof Number number) || number.doubleValue() != number.longValue()) {
      throw new IllegalArgumentException("%s is no integer".formatted(external));
    }
    double value = number.longValue();
    if (!contains(value)) {
      throw new IllegalArgumentException("%s is not in %s".formatted(external, this));
    }
    return value;
  }

  @Override
  public Long toExternal(double internal) {
    return (long) internal;
  }

  @Override
  public boolean contains(double internal) {
    return internal >= low
        && internal <= high
        && internal == Math.rint(internal)
        && ((long) internal - low) % step == 0;
  }

  @Override
  public OptionalLong cardinality() {
    return OptionalLong.of((high - low) / step + 1);
  }

  @Override
  public double valueAt(long rank) {
    return low + rank * step;
  }

  @Override
  public long rankOf(double internal) {
    return contains(internal) ? ((long) internal - low) / step : -1;
  }

  @Override
  public boolean isCompatibleWith(Distribution other) {
    return other instanceof IntDistribution that && scale == that.scale;
  }

  @Override
  public String toString() {
    return "%d..%d%s%s"
        .formatted(low, high, scale == Scale.LOG ? " log" : "", step == 1 ? "" : " by " + step);
  }
}
