package dev.afina.math;

import java.util.random.RandomGenerator;

/** Random orders. */
public final class Permutations {

  private Permutations() {}

  /**
   * The numbers from 0 to {@code size − 1}, each order equally likely (Fisher and Yates).
   *
   * @param size at least 0
   */
  public static int[] random(int size, RandomGenerator random) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int at = random.nextInt(i + 1);
      order[i] = order[at];
      order[at] = i;
    }
    return order;
  }
}
