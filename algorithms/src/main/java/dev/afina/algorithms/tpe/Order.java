package dev.afina.algorithms.tpe;

import java.util.Arrays;

/** The positions of numbers, by size. */
final class Order {

  /** From so many numbers on, sorting by digits is quicker than by comparisons. */
  private static final int MANY = 2048;

  private static final int DIGIT_BITS = 11;
  private static final int DIGITS = (Long.SIZE + DIGIT_BITS - 1) / DIGIT_BITS;
  private static final int RADIX = 1 << DIGIT_BITS;

  private Order() {}

  /**
   * Sorts positions by the numbers that are there; earlier positions first of equals.
   *
   * @param values none of them NaN
   * @param size how many of them there are
   * @param order takes the positions
   */
  static void sort(double[] values, int size, int[] order) {
    if (size < MANY) {
      sortByComparisons(values, size, order);
    } else {
      sortByDigits(values, size, order);
    }
  }

  private static void sortByComparisons(double[] values, int size, int[] order) {
    double[] sorted = Arrays.copyOf(values, size);
    Arrays.sort(sorted);
    int[] equals = new int[size];
    for (int position = 0; position < size; position++) {
      int rank = countBelow(sorted, values[position]);
      order[rank + equals[rank]++] = position;
    }
  }

  private static int countBelow(double[] sorted, double value) {
    int from = 0;
    int to = sorted.length;
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

  /** Least significant digit first; each pass keeps the order of equals. */
  private static void sortByDigits(double[] values, int size, int[] order) {
    long[] keys = new long[size];
    int[] positions = new int[size];
    int[][] counts = new int[DIGITS][RADIX];
    for (int i = 0; i < size; i++) {
      long key = key(values[i]);
      keys[i] = key;
      positions[i] = i;
      for (int digit = 0; digit < DIGITS; digit++) {
        counts[digit][digit(key, digit)]++;
      }
    }
    long[] nextKeys = new long[size];
    int[] nextPositions = new int[size];
    for (int digit = 0; digit < DIGITS; digit++) {
      int[] starts = counts[digit];
      if (starts[digit(keys[0], digit)] == size) {
        continue;
      }
      for (int value = 0, sum = 0; value < RADIX; value++) {
        int count = starts[value];
        starts[value] = sum;
        sum += count;
      }
      for (int i = 0; i < size; i++) {
        int to = starts[digit(keys[i], digit)]++;
        nextKeys[to] = keys[i];
        nextPositions[to] = positions[i];
      }
      long[] oldKeys = keys;
      keys = nextKeys;
      nextKeys = oldKeys;
      int[] oldPositions = positions;
      positions = nextPositions;
      nextPositions = oldPositions;
    }
    System.arraycopy(positions, 0, order, 0, size);
  }

  /** Bits that are ordered as unsigned numbers like the numbers; both zeros are the same. */
  private static long key(double value) {
    long bits = Double.doubleToRawLongBits(value + 0.0);
    return bits ^ ((bits >> (Long.SIZE - 1)) | Long.MIN_VALUE);
  }

  private static int digit(long key, int digit) {
    return (int) (key >>> (digit * DIGIT_BITS)) & (RADIX - 1);
  }
}
