package dev.afina.algorithms.gp;

import dev.afina.math.Cholesky;
import java.util.Arrays;

/**
 * A Gaussian process of mean zero after its observations.
 *
 * <p>Equations (2.25) and (2.26) of <a href="https://gaussianprocess.org/gpml/">Rasmussen and
 * Williams 2006</a>. O(n³) to make, O(n²) to extend by a point and to ask for one. Not thread-safe.
 */
final class GaussianProcess {

  private static final double BELIEF = 1e-6;

  private final Kernel kernel;
  private final double noise;
  private final Cholesky factor;
  private double[][] columns;
  private double[] weights;
  private double[] targets;
  private int size;

  private final double[] meanGradient;
  private final double[] varianceGradient;
  private double mean;
  private double variance;

  /**
   * Conditions on observations.
   *
   * @param points {@code [n][features]}
   * @param targets {@code [n]}
   * @param noise variance of the observations, at least 0
   */
  GaussianProcess(double[][] points, double[] targets, Kernel kernel, double noise) {
    this.kernel = kernel;
    this.noise = noise;
    this.targets = targets.clone();
    size = points.length;
    int features = kernel.weights().length;
    columns = new double[features][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < features; j++) {
        columns[j][i] = points[i][j];
      }
    }
    double[][] matrix = new double[size][size];
    for (int i = 0; i < size; i++) {
      kernel.squaredDistances(columns, size, points[i], matrix[i]);
      for (int k = i; k < size; k++) {
        matrix[i][k] = kernel.scale() * Kernel.correlation(matrix[i][k]);
      }
      matrix[i][i] += noise;
    }
    factor = Cholesky.of(matrix);
    weights = this.targets.clone();
    factor.solve(weights);
    meanGradient = new double[features];
    varianceGradient = new double[features];
  }

  /** Conditions on one observation more, without another fit. */
  void observe(double[] point, double target) {
    observe(point, target, noise);
  }

  /**
   * Conditions on what is expected at a point, as surely as if it was seen without noise: else a
   * noisy objective would be asked at the same place again and again.
   */
  void believe(double[] point) {
    ask(point);
    observe(point, mean, Math.min(noise, BELIEF * kernel.scale()));
  }

  private void observe(double[] point, double target, double ownNoise) {
    double[] column = new double[size + 1];
    kernel.squaredDistances(columns, size, point, column);
    for (int i = 0; i < size; i++) {
      column[i] = kernel.scale() * Kernel.correlation(column[i]);
    }
    column[size] = kernel.scale() + ownNoise;
    factor.extend(column);
    for (int j = 0; j < columns.length; j++) {
      columns[j] = Arrays.copyOf(columns[j], size + 1);
      columns[j][size] = point[j];
    }
    targets = Arrays.copyOf(targets, size + 1);
    targets[size] = target;
    size++;
    weights = targets.clone();
    factor.solve(weights);
  }

  /** Number of observations. */
  int size() {
    return size;
  }

  /** The variance of observations around the function. */
  double noise() {
    return noise;
  }

  /** The function's mean, as the last {@link #ask} left it. */
  double mean() {
    return mean;
  }

  /** The function's variance, above 0, as the last {@link #ask} left it. */
  double variance() {
    return variance;
  }

  /** The mean's derivatives, {@code [features]}, 0 for categories; the process's own array. */
  double[] meanGradient() {
    return meanGradient;
  }

  /** The variance's derivatives, {@code [features]}, 0 for categories; the process's own array. */
  double[] varianceGradient() {
    return varianceGradient;
  }

  private double floored(double variance) {
    return Math.max(variance, 1e-12 * kernel.scale());
  }

  /** Computes mean and variance at a point. */
  void ask(double[] point) {
    double[] k = new double[size];
    kernel.squaredDistances(columns, size, point, k);
    for (int i = 0; i < size; i++) {
      k[i] = kernel.scale() * Kernel.correlation(k[i]);
    }
    mean = dot(k, weights);
    factor.solveLower(k);
    variance = floored(kernel.scale() - dot(k, k));
  }

  /** Computes mean and variance at a point, and their derivatives. */
  void askWithGradient(double[] point) {
    double[] squared = new double[size];
    kernel.squaredDistances(columns, size, point, squared);
    double[] k = new double[size];
    for (int i = 0; i < size; i++) {
      k[i] = kernel.scale() * Kernel.correlation(squared[i]);
    }
    mean = dot(k, weights);
    factor.solveLower(k);
    variance = floored(kernel.scale() - dot(k, k));
    factor.solveUpper(k);
    double[] ofMean = squared;
    for (int i = 0; i < size; i++) {
      double slope = -2 * kernel.scale() * Kernel.slope(squared[i]);
      ofMean[i] = slope * weights[i];
      k[i] *= -2 * slope;
    }
    for (int j = 0; j < meanGradient.length; j++) {
      double m = 0;
      double v = 0;
      if (!kernel.hamming()[j]) {
        double[] column = columns[j];
        for (int i = 0; i < size; i++) {
          double d = point[j] - column[i];
          m += d * ofMean[i];
          v += d * k[i];
        }
      }
      meanGradient[j] = m * kernel.weights()[j];
      varianceGradient[j] = v * kernel.weights()[j];
    }
  }

  /**
   * Means and variances at many points, several times faster than one by one.
   *
   * @param points {@code [m][features]}
   * @param means receives {@code [m]}
   * @param variances receives {@code [m]}
   */
  void askAll(double[][] points, double[] means, double[] variances) {
    int m = points.length;
    double[][] cross = new double[size][m];
    double[] k = new double[size];
    for (int c = 0; c < m; c++) {
      kernel.squaredDistances(columns, size, points[c], k);
      for (int i = 0; i < size; i++) {
        k[i] = kernel.scale() * Kernel.correlation(k[i]);
        cross[i][c] = k[i];
      }
      means[c] = dot(k, weights);
    }
    factor.solveLower(cross);
    Arrays.fill(variances, 0, m, kernel.scale());
    for (double[] row : cross) {
      for (int c = 0; c < m; c++) {
        variances[c] -= row[c] * row[c];
      }
    }
    for (int c = 0; c < m; c++) {
      variances[c] = floored(variances[c]);
    }
  }

  /**
   * The means at its own observations, {@code [size]}: targets less what noise explains. Not after
   * a {@link #believe}.
   */
  double[] fittedMeans() {
    double[] means = new double[size];
    double shift = noise + factor.jitter();
    for (int i = 0; i < size; i++) {
      means[i] = targets[i] - shift * weights[i];
    }
    return means;
  }

  private static double dot(double[] a, double[] b) {
    double even = 0;
    double odd = 0;
    int i = 0;
    for (; i + 1 < a.length; i += 2) {
      even += a[i] * b[i];
      odd += a[i + 1] * b[i + 1];
    }
    return even + odd + (i < a.length ? a[i] * b[i] : 0);
  }
}
