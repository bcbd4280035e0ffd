package dev.afina.algorithms.gp;

import java.util.Arrays;

/**
 * Matérn's covariance of smoothness 5/2 with a length-scale for each coordinate.
 *
 * <p>{@code k(r) = s(1 + √5r + 5r²/3)exp(−√5r)} with {@code r² = Σⱼ δⱼ/ℓⱼ²}, where δ is the squared
 * difference of numbers, and whether they differ (Hamming) of categories.
 */
final class Kernel {

  private static final double ROOT_FIVE = Math.sqrt(5);

  private final boolean[] hamming;
  private final double[] weights;
  private final double scale;

  /**
   * A kernel.
   *
   * @param hamming {@code [features]}, whether a coordinate is a category
   * @param weights {@code [features]}, 1/ℓ²
   * @param scale s, the variance of the function
   */
  Kernel(boolean[] hamming, double[] weights, double scale) {
    this.hamming = hamming;
    this.weights = weights;
    this.scale = scale;
  }

  /** Which coordinates are categories. */
  boolean[] hamming() {
    return hamming;
  }

  /** 1/ℓ² of each coordinate. */
  double[] weights() {
    return weights;
  }

  /** The variance of the function. */
  double scale() {
    return scale;
  }

  /** δ of one coordinate. */
  static double difference(boolean hamming, double a, double b) {
    double d = a - b;
    return hamming ? (d == 0 ? 0 : 1) : d * d;
  }

  /** The correlation at a squared distance. */
  static double correlation(double squared) {
    double u = ROOT_FIVE * Math.sqrt(squared);
    return (1 + u + u * u / 3) * Math.exp(-u);
  }

  /**
   * Minus the derivative of {@link #correlation} by the squared distance, {@code 5/6(1 + √5r)e}.
   */
  static double slope(double squared) {
    double u = ROOT_FIVE * Math.sqrt(squared);
    return 5.0 / 6 * (1 + u) * Math.exp(-u);
  }

  /**
   * Adds up the squared distances of a point from many.
   *
   * @param columns {@code [features][n]} of the many
   * @param squared receives {@code [n]}
   */
  void squaredDistances(double[][] columns, int n, double[] point, double[] squared) {
    Arrays.fill(squared, 0, n, 0);
    for (int j = 0; j < weights.length; j++) {
      add(columns[j], point[j], hamming[j], weights[j], n, squared);
    }
  }

  private static void add(
      double[] column, double at, boolean hamming, double weight, int n, double[] squared) {
    if (hamming) {
      for (int i = 0; i < n; i++) {
        squared[i] += column[i] == at ? 0 : weight;
      }
    } else {
      for (int i = 0; i < n; i++) {
        double d = column[i] - at;
        squared[i] += weight * d * d;
      }
    }
  }

  double covariance(double[] a, double[] b) {
    double squared = 0;
    for (int j = 0; j < weights.length; j++) {
      squared += weights[j] * difference(hamming[j], a[j], b[j]);
    }
    return scale * correlation(squared);
  }
}
