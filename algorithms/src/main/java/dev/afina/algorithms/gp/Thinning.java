package dev.afina.algorithms.gp;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Chooses which of many trials a model is fitted to. */
final class Thinning {

  private Thinning() {}

  /**
   * Some of n trials: the better half of the allowance the best ones, a quarter the latest ones,
   * and the rest evenly spread over the others.
   *
   * @param keys smaller is better, in order of the trials; NaN last
   * @param most allowance
   * @return positions, ascending; all if they fit
   */
  static int[] positions(double[] keys, int most) {
    int n = keys.length;
    if (n <= most) {
      return IntStream.range(0, n).toArray();
    }
    boolean[] chosen = new boolean[n];
    int[] order = new int[n];
    double[] sorted = keys.clone();
    Arrays.sort(sorted);
    double limit = sorted[most / 2 - 1];
    int taken = 0;
    for (int i = 0; i < n && taken < most / 2; i++) {
      if (keys[i] <= limit) {
        chosen[i] = true;
        taken++;
      }
    }
    for (int i = n - 1, latest = 0; i >= 0 && latest < most / 4; i--) {
      if (!chosen[i]) {
        chosen[i] = true;
        latest++;
        taken++;
      }
    }
    int rest = 0;
    for (int i = 0; i < n; i++) {
      if (!chosen[i]) {
        order[rest++] = i;
      }
    }
    int wanted = most - taken;
    for (int k = 0; k < wanted; k++) {
      chosen[order[(int) ((long) k * rest / wanted)]] = true;
    }
    return IntStream.range(0, n).filter(i -> chosen[i]).toArray();
  }
}
