package dev.afina.algorithms.tpe;

import java.util.Arrays;

/** The positions of numbers, by size. */
final class Order {

  private Order() {}

  /**
   * Sorts positions by the numbers that are there; earlier positions first of equals.
   *
   * @param values none of them NaN
   * @param size how many of them there are
   * @param order takes the positions
   */
  static void sort(double[] values, int size, int[] order) {
    double[] sorted = Arrays.copyOf(values, size);
    Arrays.sort(sorted);
    int[] starts = starts(sorted);
    int[] equals = new int[size];
    for (int position = 0; position < size; position++) {
      int cell = cell(sorted, values[position]);
      int rank = countBelow(sorted, values[position], starts[cell], starts[cell + 1]);
      order[rank + equals[rank]++] = position;
    }
  }

  /** How many numbers lie before each of as many cells of equal width as there are numbers. */
  private static int[] starts(double[] sorted) {
    int[] starts = new int[sorted.length + 2];
    for (double value : sorted) {
      starts[cell(sorted, value) + 1]++;
    }
    for (int cell = 1; cell < starts.length; cell++) {
      starts[cell] += starts[cell - 1];
    }
    return starts;
  }

  private static int cell(double[] sorted, double value) {
    double low = sorted[0];
    double range = sorted[sorted.length - 1] - low;
    return range > 0 ? (int) ((value - low) / range * sorted.length) : 0;
  }

  private static int countBelow(double[] sorted, double value, int first, int last) {
    int from = first;
    int to = last;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (sorted[middle] < value) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }
}
