package dev.afina.algorithms.gp;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes Gaussian processes of observations, and remembers the last fits by what they were fitted
 * to, which saves time where several trials begin between two results.
 */
final class Model {

  /** More observations than these do not improve a fit enough for what they cost. */
  private static final int MOST_FITTED = 150;

  private final Map<String, Memory> memories = new HashMap<>();

  private static final class Memory {
    private final double[][] points;
    private final double[] targets;
    private final boolean[] hamming;
    private final int dimension;
    private final Fit.Found found;

    private Memory(double[][] points, double[] targets, Encoding encoding, Fit.Found found) {
      this.points = points;
      this.targets = targets;
      hamming = encoding.hamming();
      dimension = encoding.parameters();
      this.found = found;
    }

    private boolean isOf(double[][] otherPoints, double[] otherTargets, Encoding encoding) {
      return dimension == encoding.parameters()
          && Arrays.equals(hamming, encoding.hamming())
          && Arrays.equals(targets, otherTargets)
          && Arrays.deepEquals(points, otherPoints);
    }
  }

  /**
   * A process fitted to observations.
   *
   * @param purpose what the fit is remembered by
   * @param targets {@code [n]}, more is better
   * @param mostNoise bound of the noise variance
   */
  GaussianProcess of(
      String purpose, double[][] points, double[] targets, Encoding encoding, double mostNoise) {
    double[] keys = new double[targets.length];
    Arrays.setAll(keys, i -> -targets[i]);
    int[] few = Thinning.positions(keys, MOST_FITTED);
    double[][] fewPoints = new double[few.length][];
    double[] fewTargets = new double[few.length];
    for (int i = 0; i < few.length; i++) {
      fewPoints[i] = points[few[i]];
      fewTargets[i] = targets[few[i]];
    }
    Memory memory = memories.get(purpose);
    if (memory == null || !memory.isOf(fewPoints, fewTargets, encoding)) {
      Fit.Found found =
          Fit.best(fewPoints, fewTargets, encoding.hamming(), encoding.parameters(), mostNoise);
      memory = new Memory(fewPoints, fewTargets, encoding, found);
      memories.put(purpose, memory);
    }
    return new GaussianProcess(points, targets, memory.found.kernel(), memory.found.noise());
  }
}
