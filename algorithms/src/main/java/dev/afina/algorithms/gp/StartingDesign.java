package dev.afina.algorithms.gp;

import dev.afina.math.Sobol;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Where to begin: points far from those before in every projection.
 *
 * <p>Of scrambled Sobol points, the one of least {@code Σᵢ Πⱼ 1/(δᵢⱼ + ε)} is taken, the greedy
 * form of <a href="https://doi.org/10.1093/biomet/asv002">Joseph, Gul and Ba 2015</a>. Unlike the
 * next point of a sequence it keeps away from whatever was tried or is running, and needs no count.
 */
final class StartingDesign {

  private static final int CANDIDATES = 128;
  private static final double LEAST = 1e-3;

  private StartingDesign() {}

  /**
   * The next point.
   *
   * @param before points tried or running, {@link ActivityTree#ABSENT} where they lack a parameter
   * @return {@code null} if every candidate was tried
   */
  static double @Nullable [] next(
      Encoding encoding,
      Beliefs beliefs,
      List<double[]> before,
      Tried tried,
      RandomGenerator random) {
    double[] best = null;
    double least = Double.POSITIVE_INFINITY;
    List<double[]> candidates = new ArrayList<>();
    for (double[] uniform : Sobol.scrambled(CANDIDATES, encoding.parameters(), random)) {
      candidates.add(beliefs.ofUniform(uniform));
    }
    for (double[] candidate : candidates) {
      double crowding = crowding(encoding, candidate, before);
      if (crowding < least && !tried.contains(encoding.prune(candidate))) {
        least = crowding;
        best = candidate;
      }
    }
    return best;
  }

  /** The logarithm of the sum; −∞ where nothing was before. */
  private static double crowding(Encoding encoding, double[] candidate, List<double[]> before) {
    double sum = 0;
    for (double[] point : before) {
      double log = 0;
      for (int j = 0; j < candidate.length; j++) {
        if (point[j] != ActivityTree.ABSENT) {
          boolean hamming = encoding.axis(j).isCategorical();
          log -= Math.log(Kernel.difference(hamming, candidate[j], point[j]) + LEAST);
        }
      }
      sum += Math.exp(Math.min(600, log / candidate.length));
    }
    return Math.log(sum);
  }
}
