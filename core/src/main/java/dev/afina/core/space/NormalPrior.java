package dev.afina.core.space;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A normal distribution of a number, or of its natural logarithm.
 *
 * @param mean of the number or its logarithm, finite
 * @param sd standard deviation of the same, in (0, ∞)
 * @param log whether it is that of the logarithm
 */
record NormalPrior(double mean, double sd, boolean log) implements Prior {

  static final String KIND = "prior";
  static final String NORMAL = "normal";
  static final String LOG_NORMAL = "log-normal";
  static final String MEAN = "mean";
  static final String SD = "sd";

  /** ln 1e−300. */
  private static final double LEAST_LOG_MASS = -300 * Math.log(10);

  /** Intervals shorter than this many standard deviations have no curvature to speak of. */
  private static final double SHORT = 1e-6;

  NormalPrior {
    if (!Double.isFinite(mean)) {
      throw new IllegalArgumentException(
          "the mean (%s) of a prior must be a finite number".formatted(mean));
    }
    if (!(sd > 0) || Double.isInfinite(sd)) {
      throw new IllegalArgumentException(
          "the standard deviation (%s) of a prior must be a number above 0".formatted(sd));
    }
  }

  /** A number's range, from the left of its first cell to the right of its last one. */
  private record Range(double low, double high, double step, boolean isLog) {

    static Range of(Distribution distribution) {
      if (distribution instanceof DoubleDistribution d) {
        return new Range(
            d.low(), d.high(), d.step() == null ? 0 : d.step(), d.scale() == Scale.LOG);
      }
      if (distribution instanceof IntDistribution d) {
        return new Range(d.low(), d.high(), d.step(), d.scale() == Scale.LOG);
      }
      throw new IllegalArgumentException(
          "a normal prior is for numbers, not for the choices " + distribution);
    }

    double from() {
      return low - step / 2;
    }

    double to() {
      return high + step / 2;
    }

    /** Of the whole range on its scale, the logarithm of the length; without overflow. */
    double logLength() {
      return isLog
          ? Math.log(Math.log(to()) - Math.log(from()))
          : Math.log(to() / 2 - from() / 2) + Math.log(2);
    }
  }

  @Override
  public void check(String name, Distribution distribution) {
    if (distribution instanceof CategoricalDistribution) {
      throw new IllegalArgumentException(
          "parameter \"%s\" is a choice of %s, and its prior %s is for numbers; give it weights"
              .formatted(name, distribution, this));
    }
    if (!distribution.isSinglePoint() && !(logTotal(Range.of(distribution)) > LEAST_LOG_MASS)) {
      throw new IllegalArgumentException(
          "parameter \"%s\" has the range %s, in which its prior %s has no mass to speak of; move one of them%s"
              .formatted(
                  name,
                  distribution,
                  this,
                  log ? ", and note that the mean is that of the natural logarithm" : ""));
    }
  }

  /** A number's distance from the mean in standard deviations. */
  private double place(double value) {
    double at = log ? (value > 0 ? Math.log(value) : Double.NEGATIVE_INFINITY) : value;
    return (at - mean) / sd;
  }

  private double logTotal(Range range) {
    return logMass(range.from(), range.to(), range.to() - range.from());
  }

  /** The mass between two values, exact also where they are too close to tell apart. */
  private double logMass(double from, double to, double width) {
    if (log && from <= 0) {
      return TruncatedNormal.logMass(Double.NEGATIVE_INFINITY, place(to));
    }
    double length = (log ? Math.log1p(width / from) : width) / sd;
    return length > SHORT
        ? TruncatedNormal.logMass(place(from), place(to))
        : TruncatedNormal.logDensity(place(from + width / 2)) + Math.log(length);
  }

  @Override
  public double quantile(Distribution distribution, double share) {
    Range range = Range.of(distribution);
    if (range.low == range.high) {
      return range.low;
    }
    double at = mean + sd * TruncatedNormal.quantile(share, place(range.from()), place(range.to()));
    double value = Math.min(range.high, Math.max(range.low, log ? Math.exp(at) : at));
    if (range.step == 0) {
      return value;
    }
    long last = distribution.cardinality().orElseThrow() - 1;
    return distribution.valueAt(Math.min(last, (long) Math.rint((value - range.low) / range.step)));
  }

  @Override
  public double logDensity(Distribution distribution, double internal) {
    Range range = Range.of(distribution);
    if (range.low == range.high) {
      return 0;
    }
    double ratio =
        range.step > 0
            ? logMass(internal - range.step / 2, internal + range.step / 2, range.step)
                - logUniformCell(range, internal)
            : logSlope(range, internal);
    return ratio == Double.NEGATIVE_INFINITY ? ratio : ratio - logTotal(range);
  }

  private static double logUniformCell(Range range, double value) {
    double length = range.isLog ? Math.log1p(range.step / (value - range.step / 2)) : range.step;
    return Math.log(length) - range.logLength();
  }

  /** Of a continuous range: the density on the range's scale, of which the range is one unit. */
  private double logSlope(Range range, double value) {
    if (log && value <= 0) {
      return Double.NEGATIVE_INFINITY;
    }
    double unit = range.isLog == log ? 0 : log ? -Math.log(value) : Math.log(value);
    return TruncatedNormal.logDensity(place(value)) - Math.log(sd) + unit + range.logLength();
  }

  @Override
  public Map<String, Object> toAttribute() {
    Map<String, Object> stored = new LinkedHashMap<>();
    stored.put(KIND, log ? LOG_NORMAL : NORMAL);
    stored.put(MEAN, mean);
    stored.put(SD, sd);
    return Collections.unmodifiableMap(stored);
  }

  @Override
  public String toString() {
    return "%s(%s, %s)".formatted(log ? LOG_NORMAL : NORMAL, mean, sd);
  }
}
