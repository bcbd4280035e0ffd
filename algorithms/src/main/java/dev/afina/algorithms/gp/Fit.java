package dev.afina.algorithms.gp;

import dev.afina.math.BoundedLbfgs;
import dev.afina.math.Cholesky;
import java.util.Arrays;

/**
 * The kernel and the noise that explain observations best: maximum a posteriori.
 *
 * <p>Priors of <a href="https://arxiv.org/abs/2402.02229">Hvarfner et al. 2024</a>: a length-scale
 * {@code ℓ ~ LogNormal(√2 + ln(d)/2, √3)} in d dimensions, so that distances stay comparable as d
 * grows. Unlike there, less noise is expected, its variance {@code ~ LogNormal(−5, 1)} and not
 * {@code (−4, 1)}, and the function's variance is fitted too, {@code ~ LogNormal(0, 1)}. The
 * unknowns are logarithms: d length-scales, noise, variance. An evaluation costs O(n³ + n²d).
 *
 * <p>Starts are fixed, one of noise and short length-scales and one of little noise and longer
 * ones, so that a fit depends on its observations alone.
 */
final class Fit implements BoundedLbfgs.Function {

  private static final double ROOT_TWO = Math.sqrt(2);
  private static final double LENGTH_VARIANCE = 3;
  private static final double NOISE_LOG_MEAN = -5;
  private static final double LEAST_NOISE = 1e-6;

  /** Twice the variance of standardised targets. */
  static final double MOST_NOISE = 2;

  private final boolean[] hamming;
  private final double[][] differences;
  private final double[] targets;
  private final double lengthLogMean;
  private final int features;
  private final int n;

  /** What was found. */
  record Found(Kernel kernel, double noise, double logPosterior) {}

  /**
   * Observations to be explained.
   *
   * @param points {@code [n][features]}
   * @param targets {@code [n]}, standardised
   * @param dimension d of the prior
   */
  Fit(double[][] points, double[] targets, boolean[] hamming, int dimension) {
    this.hamming = hamming;
    this.targets = targets;
    n = points.length;
    features = hamming.length;
    lengthLogMean = ROOT_TWO + 0.5 * Math.log(dimension);
    differences = new double[features][n * (n - 1) / 2];
    for (int j = 0; j < features; j++) {
      int at = 0;
      for (int i = 1; i < n; i++) {
        for (int k = 0; k < i; k++) {
          differences[j][at++] = Kernel.difference(hamming[j], points[i][j], points[k][j]);
        }
      }
    }
  }

  /** Fits from every start and keeps the best. */
  static Found best(double[][] points, double[] targets, boolean[] hamming, int dimension) {
    return best(points, targets, hamming, dimension, MOST_NOISE);
  }

  /**
   * Fits from every start and keeps the best.
   *
   * @param mostNoise bound of the noise variance
   */
  static Found best(
      double[][] points, double[] targets, boolean[] hamming, int dimension, double mostNoise) {
    Fit fit = new Fit(points, targets, hamming, dimension);
    int unknowns = fit.unknowns();
    double[] lower = new double[unknowns];
    double[] upper = new double[unknowns];
    Arrays.fill(lower, Math.log(5e-3));
    Arrays.fill(upper, Math.log(1e3) + 0.5 * Math.log(dimension));
    lower[unknowns - 2] = Math.log(LEAST_NOISE);
    upper[unknowns - 2] = Math.log(mostNoise);
    lower[unknowns - 1] = Math.log(1e-2);
    upper[unknowns - 1] = Math.log(1e2);
    BoundedLbfgs.Result best = null;
    for (double[] start : fit.starts()) {
      BoundedLbfgs.Result result = BoundedLbfgs.minimize(fit, start, lower, upper, 50, 1e-2);
      if (best == null || result.value() < best.value()) {
        best = result;
      }
    }
    double[] found = best == null ? fit.starts()[0] : best.point();
    return new Found(
        fit.kernel(found),
        Math.exp(found[unknowns - 2]),
        best == null ? Double.NaN : -best.value());
  }

  private int unknowns() {
    return features + 2;
  }

  private double[][] starts() {
    double[] mode = new double[unknowns()];
    Arrays.fill(mode, lengthLogMean - LENGTH_VARIANCE);
    mode[features] = Math.log(0.05);
    mode[features + 1] = 0;
    double[] smooth = mode.clone();
    Arrays.fill(smooth, 0, features, lengthLogMean - 0.5 * LENGTH_VARIANCE);
    smooth[features] = Math.log(1e-4);
    return new double[][] {mode, smooth};
  }

  /** The kernel of a vector of unknowns. */
  Kernel kernel(double[] unknowns) {
    double[] weights = new double[features];
    for (int j = 0; j < features; j++) {
      weights[j] = Math.exp(-2 * unknowns[j]);
    }
    return new Kernel(hamming, weights, Math.exp(unknowns[features + 1]));
  }

  /** Minus the logarithm of the posterior density, without its constants. */
  @Override
  public double evaluate(double[] unknowns, double[] gradient) {
    Kernel kernel = kernel(unknowns);
    double noise = Math.exp(unknowns[features]);
    double[] squared = new double[n * (n - 1) / 2];
    for (int j = 0; j < features; j++) {
      accumulate(squared, kernel.weights()[j], differences[j]);
    }
    double[][] matrix = new double[n][n];
    double[] slopes = new double[squared.length];
    int at = 0;
    for (int i = 0; i < n; i++) {
      matrix[i][i] = kernel.scale() + noise;
      for (int k = 0; k < i; k++) {
        double u = Math.sqrt(5 * squared[at]);
        double decay = kernel.scale() * Math.exp(-u);
        matrix[k][i] = (1 + u + u * u / 3) * decay;
        slopes[at++] = 5.0 / 3 * (1 + u) * decay;
      }
    }
    Cholesky factor = Cholesky.of(matrix);
    double[] weights = targets.clone();
    factor.solve(weights);
    double value = 0.5 * factor.logDeterminant();
    for (int i = 0; i < n; i++) {
      value += 0.5 * targets[i] * weights[i];
    }
    // ½tr((K⁻¹ − ααᵀ)∂K), equation (5.9) of Rasmussen and Williams
    double[][] inverse = factor.inverseLower();
    double trace = 0;
    double byScale = 0;
    at = 0;
    for (int i = 0; i < n; i++) {
      double[] row = inverse[i];
      double diagonal = 0.5 * (row[i] - weights[i] * weights[i]);
      trace += diagonal;
      for (int k = 0; k < i; k++) {
        double pair = row[k] - weights[i] * weights[k];
        byScale += pair * matrix[k][i];
        slopes[at++] *= pair;
      }
    }
    for (int j = 0; j < features; j++) {
      gradient[j] = kernel.weights()[j] * dot(slopes, differences[j]);
    }
    gradient[features] = noise * trace;
    gradient[features + 1] = byScale + kernel.scale() * trace;
    return value + prior(unknowns, gradient);
  }

  private static void accumulate(double[] sum, double weight, double[] values) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * values[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      s0 += a[i] * b[i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** Minus the log densities of the priors; adds their derivatives. */
  private double prior(double[] unknowns, double[] gradient) {
    double sum = 0;
    for (int j = 0; j < features; j++) {
      sum += logNormal(unknowns, gradient, j, lengthLogMean, LENGTH_VARIANCE);
    }
    sum += logNormal(unknowns, gradient, features, NOISE_LOG_MEAN, 1);
    return sum + logNormal(unknowns, gradient, features + 1, 0, 1);
  }

  private static double logNormal(
      double[] unknowns, double[] gradient, int at, double mean, double variance) {
    double d = unknowns[at] - mean;
    gradient[at] += 1 + d / variance;
    return unknowns[at] + 0.5 * d * d / variance;
  }
}
