package dev.afina.data;

import java.util.random.RandomGenerator;

/**
 * Fisher–Yates on top of {@link RandomGenerator#nextLong()} alone, so that the same generator gives
 * the same order on every Java version.
 */
final class Shuffle {
  private Shuffle() {}

  /** The numbers from 0 to {@code size − 1} in random order. */
  static int[] permutation(int size, RandomGenerator random) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    inPlace(order, random);
    return order;
  }

  static void inPlace(int[] values, RandomGenerator random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = below(i + 1, random);
      int swap = values[i];
      values[i] = values[j];
      values[j] = swap;
    }
  }

  /**
   * Uniform in {@code [0, bound)}, without bias: draws beyond the last full multiple are redrawn.
   */
  private static int below(int bound, RandomGenerator random) {
    while (true) {
      long bits = random.nextLong() >>> 1;
      long result = bits % bound;
      if (bits - result + (bound - 1) >= 0) {
        return (int) result;
      }
    }
  }
}
