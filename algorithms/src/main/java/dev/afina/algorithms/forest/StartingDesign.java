package dev.afina.algorithms.forest;

import dev.afina.math.Sobol;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Points far from those before in every projection: of scrambled Sobol points the one of least
 * {@code Σᵢ Πⱼ 1/(δᵢⱼ + ε)}, the greedy form of <a
 * href="https://doi.org/10.1093/biomet/asv002">Joseph, Gul and Ba 2015</a>. The difference δ is
 * squared for numbers, and 0 or 1 for choices and for being asked for.
 */
final class StartingDesign {

  private static final int CANDIDATES = 128;
  private static final double LEAST = 1e-3;

  private StartingDesign() {}

  /**
   * The next point.
   *
   * @param before points tried or running
   * @return {@code null} if every candidate was tried
   */
  static double @Nullable [] next(
      Encoding encoding, List<double[]> before, Tried tried, RandomGenerator random) {
    double[] best = null;
    double least = Double.POSITIVE_INFINITY;
    for (double[] uniform : Sobol.scrambled(CANDIDATES, encoding.parameters(), random)) {
      double[] point = new double[uniform.length];
      for (int j = 0; j < point.length; j++) {
        point[j] = encoding.axis(j).ofUniform(uniform[j]);
      }
      double[] pruned = encoding.prune(point);
      double crowding = crowding(encoding.choices(), pruned, before);
      if (crowding < least && !tried.contains(pruned)) {
        least = crowding;
        best = point;
      }
    }
    return best;
  }

  private static double crowding(int[] choices, double[] pruned, List<double[]> before) {
    double sum = 0;
    for (double[] point : before) {
      double log = 0;
      for (int j = 0; j < pruned.length; j++) {
        boolean absent = point[j] == Encoding.ABSENT || pruned[j] == Encoding.ABSENT;
        double distance = point[j] - pruned[j];
        boolean equality = absent || choices[j] > 0;
        log -= Math.log((equality ? distance == 0 ? 0 : 1 : distance * distance) + LEAST);
      }
      sum += Math.exp(Math.min(600, log / pruned.length));
    }
    return sum;
  }
}
