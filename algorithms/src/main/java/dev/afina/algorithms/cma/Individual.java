package dev.afina.algorithms.cma;

import dev.afina.math.Normal;
import java.util.random.RandomGenerator;

/**
 * A trial as a step {@code y = (x − m)/σ} of a distribution: drawn for a new trial, or found again
 * for an ended one.
 *
 * <p>A trial is evaluated at {@code m + σAy}, in the nearest cell where the parameter is discrete.
 * What lies outside of a continuous range is drawn anew, at most 10d times as in Optuna, and then
 * put on the border.
 */
final class Individual {

  private static final int REDRAWS_A_DIMENSION = 10;

  /** How far a stored coordinate may be from the one it was drawn as. */
  private static final double ROUNDING = 1e-9;

  private static final double LONGEST = 8.2;

  private Individual() {}

  /** A standard normal number; by inversion, so that it does not depend on the Java version. */
  static double normal(RandomGenerator random) {
    double uniform = ((random.nextLong() >>> 11) + 0.5) * 0x1p-53;
    return Math.min(LONGEST, Math.max(-LONGEST, Normal.quantile(uniform)));
  }

  /** A new step, {@code [d]}. */
  static double[] draw(Evolution evolution, Coordinate[] coordinates, RandomGenerator random) {
    int n = coordinates.length;
    double[] z = new double[n];
    double[] step = z;
    for (int i = 0; i <= REDRAWS_A_DIMENSION * n; i++) {
      for (int j = 0; j < n; j++) {
        z[j] = normal(random);
      }
      step = evolution.eigen().correlate(z);
      if (clip(evolution, coordinates, step.clone())) {
        return step;
      }
    }
    clip(evolution, coordinates, step);
    return step;
  }

  /** Puts what lies outside of a continuous range on its border; whether nothing did. */
  private static boolean clip(Evolution evolution, Coordinate[] coordinates, double[] step) {
    boolean inside = true;
    for (int j = 0; j < step.length; j++) {
      double x = evolution.mean(j) + evolution.sigma() * step[j];
      if (!coordinates[j].isDiscrete() && !(x >= 0 && x <= 1)) {
        step[j] = ((x > 1 ? 1 : 0) - evolution.mean(j)) / evolution.sigma();
        inside = false;
      }
    }
    return inside;
  }

  /** The internal values at which a step is evaluated, {@code [d]}. */
  static double[] internals(Evolution evolution, Coordinate[] coordinates, double[] step) {
    double[] values = new double[step.length];
    for (int j = 0; j < step.length; j++) {
      values[j] =
          coordinates[j].internal(
              evolution.mean(j) + evolution.sigma() * evolution.scale(j) * step[j]);
    }
    return values;
  }

  /**
   * The step of an ended trial.
   *
   * <p>If the distribution draws the trial's values from its random numbers, that draw, with what
   * the cells of discrete parameters hide. Otherwise the trial was drawn from an earlier
   * distribution, or is not of this sampler: then discrete parameters are drawn within their cells,
   * and a step longer than {@code √d + 2d/(d + 2)} is shortened to that (<a
   * href="https://arxiv.org/abs/1110.4181">Hansen 2011</a>).
   *
   * @param internals its values, {@code [d]}
   * @param own what it was drawn with, if it is of this sampler
   * @param cells for drawing within cells
   */
  static double[] of(
      Evolution evolution,
      Coordinate[] coordinates,
      double[] internals,
      RandomGenerator own,
      RandomGenerator cells) {
    double[] drawn = draw(evolution, coordinates, own);
    if (isSame(coordinates, internals, internals(evolution, coordinates, drawn))) {
      return drawn;
    }
    int n = coordinates.length;
    double[] step = new double[n];
    for (int j = 0; j < n; j++) {
      step[j] =
          coordinates[j].isDiscrete()
              ? withinCell(evolution, coordinates[j], internals[j], j, cells.nextDouble())
              : (coordinates[j].of(internals[j]) - evolution.mean(j)) / evolution.sigma();
    }
    double length = 0;
    for (double w : evolution.eigen().whiten(step)) {
      length += w * w;
    }
    double shortening = (Math.sqrt(n) + 2.0 * n / (n + 2)) / Math.sqrt(length);
    for (int j = 0; j < n && shortening < 1; j++) {
      step[j] *= shortening;
    }
    return step;
  }

  private static boolean isSame(Coordinate[] coordinates, double[] stored, double[] drawn) {
    for (int j = 0; j < stored.length; j++) {
      boolean same =
          coordinates[j].isDiscrete()
              ? stored[j] == drawn[j]
              : Math.abs(coordinates[j].of(stored[j]) - coordinates[j].of(drawn[j])) <= ROUNDING;
      if (!same) {
        return false;
      }
    }
    return true;
  }

  /** A normal number as far as it lies in the cell of a value. */
  private static double withinCell(
      Evolution evolution, Coordinate coordinate, double internal, int j, double uniform) {
    double deviation = Math.sqrt(evolution.covariance(j, j));
    double width = evolution.sigma() * evolution.scale(j) * deviation;
    long rank = coordinate.rank(coordinate.of(internal));
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    if (rank > 0) {
      low = (coordinate.border(rank) - evolution.mean(j)) / width;
    }
    if (rank < coordinate.count() - 1) {
      high = (coordinate.border(rank + 1) - evolution.mean(j)) / width;
    }
    double below = Normal.cdf(low);
    double z = Normal.quantile(below + uniform * (Normal.cdf(high) - below));
    // in the far tails the border nearest to the mean
    z = Math.min(LONGEST, Math.max(-LONGEST, z));
    return deviation * Math.min(high, Math.max(low, z));
  }
}
