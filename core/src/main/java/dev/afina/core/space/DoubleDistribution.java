package dev.afina.core.space;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Floating-point values of a closed range, on a linear or logarithmic scale, optionally on a grid.
 *
 * <p>The grid is exact in decimal arithmetic: from 0.001 to 0.020 by 0.0005 are 39 values, the last
 * of them 0.020. Where the range is no multiple of the step, {@code high} shrinks to the last grid
 * point, as in Optuna.
 *
 * @param low smallest value
 * @param high largest value, at least {@code low}
 * @param scale logarithmic only with {@code low > 0} and without a step
 * @param step distance of the grid points, in (0, ∞); {@code null} for a continuous range
 */
public record DoubleDistribution(double low, double high, Scale scale, @Nullable Double step)
    implements Distribution {

  private static final double GRID_TOLERANCE = 1e-8;
  private static final long MOST_STEPS = 1L << 53;

  /** Checks the bounds and shrinks {@code high} to the grid. */
  public DoubleDistribution {
    if (!Double.isFinite(low) || !Double.isFinite(high)) {
      throw new IllegalArgumentException(
          "bounds %s and %s must both be finite numbers".formatted(low, high));
    }
    if (low > high) {
      throw new IllegalArgumentException(
          "low (%s) must not exceed high (%s); maybe the bounds are swapped".formatted(low, high));
    }
    if (scale == Scale.LOG && low <= 0) {
      throw new IllegalArgumentException(
          "low (%s) must be above 0 on a logarithmic scale".formatted(low));
    }
    if (step != null) {
      if (scale == Scale.LOG) {
        throw new IllegalArgumentException(
            "a step (%s) and a logarithmic scale exclude each other; drop one".formatted(step));
      }
      if (!(step > 0) || step.isInfinite()) {
        throw new IllegalArgumentException("step (%s) must be a number above 0".formatted(step));
      }
      if (!(high / step - low / step <= MOST_STEPS)) {
        throw new IllegalArgumentException(
            "step (%s) is too small for a range from %s to %s; at most 2^53 steps fit"
                .formatted(step, low, high));
      }
      high = Decimals.at(low, step, Decimals.steps(low, high, step));
    }
  }

  @Override
  public double toInternal(@Nullable Object external) {
    if (!(external instanceof Number number)) {
      throw new IllegalArgumentException("%s is no number".formatted(external));
    }
    double value = number.doubleValue();
    if (!contains(value)) {
      throw new IllegalArgumentException("%s is not in %s".formatted(value, this));
    }
    return value;
  }

  @Override
  public Double toExternal(double internal) {
    return internal;
  }

  @Override
  public boolean contains(double internal) {
    if (!(internal >= low && internal <= high)) {
      return false;
    }
    if (step == null) {
      return true;
    }
    double steps = (internal - low) / step;
    double rounding = 4 * Math.ulp(Math.max(Math.abs(low), Math.abs(high))) / step;
    return Math.abs(steps - Math.rint(steps)) < Math.max(GRID_TOLERANCE, rounding);
  }

  @Override
  public OptionalLong cardinality() {
    if (low == high) {
      return OptionalLong.of(1);
    }
    return step == null
        ? OptionalLong.empty()
        : OptionalLong.of(Math.addExact(Decimals.steps(low, high, step), 1));
  }

  @Override
  public double valueAt(long rank) {
    if (step == null) {
      if (low == high) {
        return low;
      }
      throw new IllegalStateException(this + " is continuous and has no ranks");
    }
    return Decimals.at(low, step, rank);
  }

  @Override
  public long rankOf(double internal) {
    if (step == null && low != high) {
      throw new IllegalStateException(this + " is continuous and has no ranks");
    }
    if (!contains(internal)) {
      return -1;
    }
    return step == null ? 0 : Math.round((internal - low) / step);
  }

  @Override
  public boolean isCompatibleWith(Distribution other) {
    return other instanceof DoubleDistribution that && scale == that.scale;
  }

  @Override
  public String toString() {
    return "%s..%s%s%s"
        .formatted(
            Decimals.text(low),
            Decimals.text(high),
            scale == Scale.LOG ? " log" : "",
            step == null ? "" : " by " + Decimals.text(step));
  }
}
