package dev.afina.algorithms.gp;

import java.util.Arrays;

/**
 * The covariance of two points: a part for all coordinates together, a part for each alone, and a
 * constant.
 *
 * <p>Together, Matérn's of smoothness 5/2 with a length-scale for each coordinate, {@code s(1 + √5r
 * + 5r²/3)exp(−√5r)} with {@code r² = Σⱼ δⱼ/ℓⱼ²}, where δ is the squared difference of numbers, and
 * whether they differ (Hamming) of categories. Alone, the mean over coordinates of {@link Wendland}
 * functions of {@code √δⱼ/Rⱼ}: what one parameter does whatever the others are (<a
 * href="https://arxiv.org/abs/1112.4394">Duvenaud et al. 2011</a>, first order), so that a result
 * teaches also of points that are far away in all coordinates but one. The constant is the variance
 * of the function's mean, which so is learnt: of a search that has found a good place, most
 * observations lie there and count as one, and what was not seen is not expected to be as good as
 * their average.
 */
final class Kernel {

  private static final double ROOT_FIVE = Math.sqrt(5);

  private final boolean[] hamming;
  private final double[] weights;
  private final double scale;
  private final double[] inverseReaches;
  private final double loneScale;
  private final double constant;

  /**
   * A kernel.
   *
   * @param hamming {@code [features]}, whether a coordinate is a category
   * @param weights {@code [features]}, 1/ℓ² of the part together
   * @param scale the variance of the part together
   * @param inverseReaches {@code [features]}, 1/R of the parts alone
   * @param loneScale the variance of the parts alone, all of them
   * @param constant the variance of the function's mean
   */
  Kernel(
      boolean[] hamming,
      double[] weights,
      double scale,
      double[] inverseReaches,
      double loneScale,
      double constant) {
    this.hamming = hamming;
    this.weights = weights;
    this.scale = scale;
    this.inverseReaches = inverseReaches;
    this.loneScale = loneScale;
    this.constant = constant;
  }

  /** Without parts alone, and of mean zero. */
  static Kernel together(boolean[] hamming, double[] weights, double scale) {
    return new Kernel(hamming, weights, scale, new double[weights.length], 0, 0);
  }

  /** Which coordinates are categories. */
  boolean[] hamming() {
    return hamming;
  }

  /** 1/ℓ² of each coordinate. */
  double[] weights() {
    return weights;
  }

  /** The variance of the part together. */
  double scale() {
    return scale;
  }

  /** 1/R of each coordinate. */
  double[] inverseReaches() {
    return inverseReaches;
  }

  /** The variance of the parts alone. */
  double loneScale() {
    return loneScale;
  }

  /** The variance of the function's mean. */
  double constant() {
    return constant;
  }

  /** The variance of the function. */
  double variance() {
    return scale + loneScale + constant;
  }

  /** δ of one coordinate. */
  static double difference(boolean hamming, double a, double b) {
    double d = a - b;
    return hamming ? (d == 0 ? 0 : 1) : d * d;
  }

  /** Matérn's correlation at a squared distance. */
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
   * The covariances of a point with many.
   *
   * @param columns {@code [features][n]} of the many
   * @param covariances receives {@code [n]}
   */
  void covariances(double[][] columns, int n, double[] point, double[] covariances) {
    squaredDistances(columns, n, point, covariances);
    for (int i = 0; i < n; i++) {
      covariances[i] = constant + scale * correlation(covariances[i]);
    }
    double share = loneScale / weights.length;
    for (int j = 0; j < weights.length && share > 0; j++) {
      if (hamming[j]) {
        addWhere(
            columns[j], point[j], share, share * Wendland.at(inverseReaches[j]), n, covariances);
      } else {
        Wendland.add(columns[j], point[j], inverseReaches[j], share, n, covariances);
      }
    }
  }

  private static void addWhere(
      double[] column, double at, double same, double other, int n, double[] sums) {
    for (int i = 0; i < n; i++) {
      sums[i] += column[i] == at ? same : other;
    }
  }

  private void squaredDistances(double[][] columns, int n, double[] point, double[] squared) {
    Arrays.fill(squared, 0, n, 0);
    for (int j = 0; j < weights.length; j++) {
      if (hamming[j]) {
        addWhere(columns[j], point[j], 0, weights[j], n, squared);
      } else {
        add(columns[j], point[j], weights[j], n, squared);
      }
    }
  }

  private static void add(double[] column, double at, double weight, int n, double[] squared) {
    for (int i = 0; i < n; i++) {
      double d = column[i] - at;
      squared[i] += weight * d * d;
    }
  }

  /**
   * The derivatives by the point's coordinates of {@code Σᵢ coefficientᵢ·covarianceᵢ}, for several
   * sets of coefficients at once.
   *
   * @param columns {@code [features][n]} of the many
   * @param coefficients {@code [sets][n]}
   * @param derivatives receives {@code [sets][features]}, 0 for categories
   */
  void derivatives(
      double[][] columns, int n, double[] point, double[][] coefficients, double[][] derivatives) {
    double[] slopes = new double[n];
    squaredDistances(columns, n, point, slopes);
    for (int i = 0; i < n; i++) {
      slopes[i] = -2 * scale * slope(slopes[i]);
    }
    double share = loneScale / weights.length;
    double[] sloped = new double[n];
    for (int set = 0; set < coefficients.length; set++) {
      for (int i = 0; i < n; i++) {
        sloped[i] = slopes[i] * coefficients[set][i];
      }
      for (int j = 0; j < weights.length; j++) {
        double sum = 0;
        if (!hamming[j]) {
          sum = weights[j] * dotDifferences(columns[j], point[j], sloped, n);
          if (share > 0) {
            sum +=
                share
                    * Wendland.derivative(
                        columns[j], point[j], inverseReaches[j], coefficients[set], n);
          }
        }
        derivatives[set][j] = sum;
      }
    }
  }

  private static double dotDifferences(double[] column, double at, double[] factors, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += (at - column[i]) * factors[i];
    }
    return sum;
  }
}
