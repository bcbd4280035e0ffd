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
    private final Fit.Options options;
    private final Fit fit;

    private Memory(double[][] points, double[] targets, Fit.Options options) {
      this.points = points;
      this.targets = targets;
      this.options = options;
      fit = Fit.of(points, targets, options);
    }

    private boolean isOf(double[][] otherPoints, double[] otherTargets, Fit.Options otherOptions) {
      return options.isSame(otherOptions)
          && Arrays.equals(targets, otherTargets)
          && Arrays.deepEquals(points, otherPoints);
    }
  }

  /**
   * A process fitted to observations.
   *
   * @param purpose what the fit is remembered by
   * @param targets {@code [n]}, more is better
   */
  GaussianProcess of(String purpose, double[][] points, double[] targets, Fit.Options options) {
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
    if (memory == null || !memory.isOf(fewPoints, fewTargets, options)) {
      memory = new Memory(fewPoints, fewTargets, options);
      memories.put(purpose, memory);
    }
    return memory.fit.process(points, targets);
  }
}
