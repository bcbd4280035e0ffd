package dev.afina.core.sampler;

import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Scale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values that an enumeration goes through, parameter by parameter and in its order.
 *
 * @param points how many of a range that is not gone through as a whole; 0 if there is none
 * @param first external values by name, each the first of its parameter
 */
record GridPoints(int points, Map<String, @Nullable Object> first) {

  /** More values than this are not gone through one by one. */
  static final int MOST = 10_000;

  GridPoints {
    first = new LinkedHashMap<>(first);
  }

  /** All values of finite parameters, ascending. */
  static GridPoints all() {
    return new GridPoints(0, Map.of());
  }

  /**
   * Internal values; null if there are too many.
   *
   * @throws IllegalArgumentException if a range is continuous, and the number of points is 0
   */
  double @Nullable [] of(String name, Distribution distribution) {
    double[] values = values(name, distribution);
    if (values == null || !first.containsKey(name)) {
      return values;
    }
    double start;
    try {
      start = distribution.toInternal(first.get(name));
    } catch (IllegalArgumentException e) {
      return values;
    }
    List<Double> ordered = new ArrayList<>(List.of(start));
    for (double value : values) {
      if (value != start) {
        ordered.add(value);
      }
    }
    return ordered.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private double @Nullable [] values(String name, Distribution distribution) {
    boolean whole =
        distribution.cardinality().isPresent()
            && distribution.cardinality().getAsLong()
                <= (isLogarithmic(distribution) ? points : MOST);
    if (whole || (points == 0 && distribution.cardinality().isPresent())) {
      long count = distribution.cardinality().orElseThrow();
      if (count > MOST) {
        return null;
      }
      double[] values = new double[(int) count];
      for (int rank = 0; rank < values.length; rank++) {
        values[rank] = distribution.valueAt(rank);
      }
      return values;
    }
    if (points == 0) {
      throw new IllegalArgumentException(
          "parameter \"%s\" (%s) is continuous and cannot be enumerated; give it a step"
              .formatted(name, distribution));
    }
    List<Double> spread = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      double value = at(distribution, (i + 0.5) / points);
      if (!spread.contains(value)) {
        spread.add(value);
      }
    }
    return spread.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static boolean isLogarithmic(Distribution distribution) {
    return distribution instanceof IntDistribution d && d.scale() == Scale.LOG;
  }

  /** The value below which a share of the range lies, on its scale. */
  private static double at(Distribution distribution, double share) {
    if (distribution instanceof DoubleDistribution d && d.step() == null) {
      double value =
          d.scale() == Scale.LOG
              ? d.low() * Math.pow(d.high() / d.low(), share)
              : d.low() + share * (d.high() - d.low());
      return Math.min(d.high(), Math.max(d.low(), value));
    }
    if (distribution instanceof IntDistribution d && d.scale() == Scale.LOG) {
      double value = d.low() * Math.pow((d.high() + 1.0) / d.low(), share);
      return Math.min((double) d.high(), Math.floor(value));
    }
    long count = distribution.cardinality().orElseThrow();
    return distribution.valueAt((long) Math.min(count - 1.0, Math.floor(share * count)));
  }
}
