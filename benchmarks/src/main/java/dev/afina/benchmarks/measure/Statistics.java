package dev.afina.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;

/** The few statistics that results are summed up with. */
public final class Statistics {

  private Statistics() {}

  /**
   * The middle value; of an even number of values the mean of the two in the middle.
   *
   * @param values at least one, none of them NaN, in any order
   */
  public static double median(List<Double> values) {
    return quantile(values, 0.5);
  }

  /**
   * A quantile, interpolated linearly between the two nearest values (Hyndman and Fan's type 7, as
   * in NumPy).
   *
   * @param values at least one, none of them NaN, in any order
   * @param share in [0, 1]; 0 is the smallest value and 1 the largest
   */
  public static double quantile(List<Double> values, double share) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a quantile needs at least one value, none was given");
    }
    if (values.contains(Double.NaN)) {
      throw new IllegalArgumentException("a quantile needs numbers, given %s".formatted(values));
    }
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "quantile share is %s, expected a number in [0, 1]".formatted(share));
    }
    List<Double> sorted = values.stream().sorted().toList();
    double place = share * (sorted.size() - 1);
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    double low = sorted.get(below);
    return low + (place - below) * (sorted.get(above) - low);
  }

  /**
   * The quotient of each pair; their median is not moved by what slows down both of a pair.
   *
   * @param first as many as {@code second}, at least one
   * @param second none of them 0
   */
  public static List<Double> ratios(List<Double> first, List<Double> second) {
    if (first.size() != second.size()) {
      throw new IllegalArgumentException(
          "pairs need as many figures on both sides, given %d and %d"
              .formatted(first.size(), second.size()));
    }
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      if (second.get(i) == 0) {
        throw new IllegalArgumentException("pair %d has a ratio to 0".formatted(i + 1));
      }
      ratios.add(first.get(i) / second.get(i));
    }
    return ratios;
  }

  /**
   * By how much values grow from one to the next: the slope of the line with the least squares.
   *
   * @param values at least two, none of them NaN, in the order they came
   */
  public static double slope(List<Double> values) {
    if (values.size() < 2) {
      throw new IllegalArgumentException(
          "a slope needs at least two values, given %d".formatted(values.size()));
    }
    double middle = (values.size() - 1) / 2.0;
    double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    double common = 0;
    double own = 0;
    for (int i = 0; i < values.size(); i++) {
      common += (i - middle) * (values.get(i) - mean);
      own += (i - middle) * (i - middle);
    }
    return common / own;
  }
}
