package dev.afina.algorithms.forest;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Points that trees learn from, by columns. */
final class Sample {

  private final int size;
  private final double[][] columns;
  private final int[][] orders;
  private final int[] choices;

  /**
   * A sample.
   *
   * @param points {@code [n][features]}: numbers of at least −0.5, or indices of choices; {@link
   *     Encoding#ABSENT} in either
   * @param choices {@code [features]}, the number of choices; 0 of numbers
   */
  Sample(double[][] points, int[] choices) {
    this.choices = choices;
    size = points.length;
    columns = new double[choices.length][size];
    orders = new int[choices.length][0];
    for (int j = 0; j < choices.length; j++) {
      for (int i = 0; i < size; i++) {
        columns[j][i] = points[i][j];
      }
    }
  }

  int size() {
    return size;
  }

  int features() {
    return columns.length;
  }

  /** {@code [n]}. */
  double[] column(int feature) {
    return columns[feature];
  }

  /** Number of choices of a feature; 0 of a number. */
  int choices(int feature) {
    return choices[feature];
  }

  /** Rows by ascending value; sorted at the first call. */
  int[] order(int feature) {
    if (orders[feature].length < size) {
      double[] column = columns[feature];
      orders[feature] =
          IntStream.range(0, size)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> column[i]))
              .mapToInt(i -> i)
              .toArray();
    }
    return orders[feature];
  }
}
