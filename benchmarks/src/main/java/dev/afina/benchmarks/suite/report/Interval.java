package dev.afina.benchmarks.suite.report;

import dev.afina.benchmarks.measure.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A mean with its 95 % interval.
 *
 * @param mean over the problems of the mean over the seeds
 * @param low 2.5 % of the bootstrap's means lie below
 * @param high 2.5 % of them lie above
 */
record Interval(double mean, double low, double high) {

  private static final int RESAMPLES = 1000;
  private static final long SEED = 20;

  /**
   * By the percentile bootstrap: problems are drawn with replacement, and within each problem its
   * seeds. The same figures have the same interval.
   */
  static Interval of(Figures figures) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[][] values = figures.values();
    List<Double> means = new ArrayList<>(RESAMPLES);
    for (int i = 0; i < RESAMPLES; i++) {
      double sum = 0;
      for (int p = 0; p < values.length; p++) {
        double[] seeds = values[random.nextInt(values.length)];
        double ofProblem = 0;
        for (int s = 0; s < seeds.length; s++) {
          ofProblem += seeds[random.nextInt(seeds.length)];
        }
        sum += ofProblem / seeds.length;
      }
      means.add(sum / values.length);
    }
    return new Interval(
        figures.mean(), Statistics.quantile(means, 0.025), Statistics.quantile(means, 0.975));
  }

  /** Whether all of it lies below all of the other. */
  boolean isBelow(Interval other) {
    return high < other.low;
  }
}
