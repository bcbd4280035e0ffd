package dev.afina.core.space;

import java.util.Map;

/**
 * Values that are the denser the nearer they lie to the high end: {@code low + high − v} is uniform
 * on a logarithmic scale.
 *
 * <p>Integers and grid points stand for the cells that begin at them, as wide as a step, so that
 * the quantiles of integers are those of KerasTuner's {@code reverse_log}.
 */
record ReverseLogPrior() implements Prior {

  static final String REVERSE_LOG = "reverse-log";

  /** A number's range; {@code end} lies a step behind the last value of a grid. */
  private record Range(double low, double end, double step) {

    static Range of(Distribution distribution) {
      if (distribution instanceof DoubleDistribution d) {
        double step = d.step() == null ? 0 : d.step();
        return new Range(d.low(), d.high() + step, step);
      }
      IntDistribution d = (IntDistribution) distribution;
      return new Range(d.low(), (double) d.high() + d.step(), d.step());
    }

    /** The share of the mass below a value. */
    double below(double value) {
      return 1 - Math.log((low + end - value) / low) / Math.log(end / low);
    }
  }

  @Override
  public void check(String name, Distribution distribution) {
    boolean linear =
        (distribution instanceof DoubleDistribution d && d.scale() == Scale.LINEAR)
            || (distribution instanceof IntDistribution i && i.scale() == Scale.LINEAR);
    if (!linear) {
      throw new IllegalArgumentException(
          "parameter \"%s\" is %s, and a reverse-log prior is for numbers on a linear scale"
              .formatted(name, distribution));
    }
    if (!(Range.of(distribution).low > 0)) {
      throw new IllegalArgumentException(
          "parameter \"%s\" has the range %s, expected one above 0 for a reverse-log prior"
              .formatted(name, distribution));
    }
  }

  @Override
  public double quantile(Distribution distribution, double share) {
    if (distribution.isSinglePoint()) {
      return distribution.valueAt(0);
    }
    Range range = Range.of(distribution);
    double value = range.low + range.end - range.low * Math.pow(range.end / range.low, 1 - share);
    if (range.step == 0) {
      return Math.min(range.end, Math.max(range.low, value));
    }
    long last = distribution.cardinality().orElseThrow() - 1;
    long rank = (long) Math.floor((value - range.low) / range.step);
    return distribution.valueAt(Math.min(last, Math.max(0, rank)));
  }

  @Override
  public double logDensity(Distribution distribution, double internal) {
    if (distribution.isSinglePoint()) {
      return 0;
    }
    Range range = Range.of(distribution);
    if (range.step > 0) {
      double share = range.below(internal + range.step) - range.below(internal);
      return Math.log(share * distribution.cardinality().orElseThrow());
    }
    double slope = (range.low + range.end - internal) * Math.log(range.end / range.low);
    return Math.log((range.end - range.low) / slope);
  }

  @Override
  public Map<String, Object> toAttribute() {
    return Map.of(NormalPrior.KIND, REVERSE_LOG);
  }

  @Override
  public String toString() {
    return REVERSE_LOG;
  }
}
