package dev.afina.neural.tune;

import java.util.Arrays;

/**
 * How values scatter.
 *
 * @param mean their mean
 * @param deviation their standard deviation, with n − 1; 0 of a single one
 */
public record Spread(double mean, double deviation) {

  /**
   * Of at least one value.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no value is given, expected at least one");
    }
    if (values.length == 1) {
      return new Spread(values[0], 0);
    }
    double mean = Arrays.stream(values).sum() / values.length;
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return new Spread(mean, Math.sqrt(squares / (values.length - 1)));
  }
}
