package dev.afina.data.table;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Shifts and scales numbers so that those it was fitted on have mean 0 and standard deviation 1.
 *
 * @param mean mean of the numbers fitted on
 * @param scale their standard deviation (the population's, divided by n); 0 if they are all the
 *     same
 */
record Standardizer(double mean, double scale) {
  /** Spread below this share of the magnitude is rounding, not variation. */
  private static final double NOISE = 1e-12;

  /**
   * Fits on values none of which is NaN. The variance is the mean of the squared distances, taken
   * in a second pass: one pass would lose all digits for large, close values.
   */
  static Standardizer fit(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double scale = values.length == 0 ? 0 : Math.sqrt(squares / values.length);
    return new Standardizer(mean, scale > NOISE * Math.abs(mean) ? scale : 0);
  }

  boolean isConstant() {
    return scale == 0;
  }

  double apply(double value) {
    return (value - mean) / scale;
  }

  double invert(double value) {
    return value * scale + mean;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("mean", mean);
    map.put("scale", scale);
    return map;
  }

  static Standardizer fromMap(StoredMap map) {
    return new Standardizer(map.number("mean"), map.number("scale"));
  }

  /**
   * The median of the values that are not NaN: the mean of the middle two if their count is even.
   */
  static double median(double[] values) {
    double[] present = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    int n = present.length;
    if (n == 0) {
      return Double.NaN;
    }
    return n % 2 == 1 ? present[n / 2] : present[n / 2 - 1] / 2 + present[n / 2] / 2;
  }

  /** The values with {@code fill} in the place of NaN. */
  static double[] filled(double[] values, double fill) {
    return Arrays.stream(values).map(v -> Double.isNaN(v) ? fill : v).toArray();
  }

  static boolean hasMissing(double[] values) {
    return Arrays.stream(values).anyMatch(Double::isNaN);
  }
}
