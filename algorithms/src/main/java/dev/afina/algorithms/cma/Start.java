package dev.afina.algorithms.cma;

import dev.afina.math.SymmetricEigen;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The distribution that a run begins with, N(m, σ²C). */
final class Start {

  /** The part of other samplers' trials that a warm start learns from, and its prior deviation. */
  private static final double GAMMA = 0.1;

  private static final double ALPHA = 0.1;

  private final double[] mean;
  private final double sigma;
  private final double[][] covariance;

  Start(double[] mean, double sigma, double[][] covariance) {
    this.mean = mean;
    this.sigma = sigma;
    this.covariance = covariance;
  }

  /** m, {@code [d]}; not to be written to. */
  double[] mean() {
    return mean;
  }

  double sigma() {
    return sigma;
  }

  /** C, {@code [d][d]}; not to be written to. */
  double[][] covariance() {
    return covariance;
  }

  /** In the middle of the range. */
  static Start central(int dimension, double sigma) {
    double[] mean = new double[dimension];
    Arrays.fill(mean, 0.5);
    return new Start(mean, sigma, identity(dimension));
  }

  /** Anywhere in the range, for a restart. */
  static Start random(int dimension, double sigma, RandomGenerator random) {
    double[] mean = new double[dimension];
    Arrays.setAll(mean, j -> random.nextDouble());
    return new Start(mean, sigma, identity(dimension));
  }

  /**
   * Where the best tenth of other trials lie: their mean and covariance, with a prior of deviation
   * 0.1. After <a href="https://arxiv.org/abs/2012.06932">Nomura et al. 2021</a>.
   *
   * @param points {@code [n][d]}, best first, at least one
   * @param count of all trials, those without a usable result among them
   */
  static Start warm(double[][] points, int count) {
    int best = Math.min(points.length, Math.max(1, (int) Math.floor(GAMMA * count)));
    int n = points[0].length;
    double[] mean = new double[n];
    for (int i = 0; i < best; i++) {
      for (int j = 0; j < n; j++) {
        mean[j] += points[i][j] / best;
      }
    }
    double[][] product = identity(n);
    for (int a = 0; a < n; a++) {
      product[a][a] = ALPHA * ALPHA;
      for (int b = 0; b < n; b++) {
        for (int i = 0; i < best; i++) {
          product[a][b] += (points[i][a] - mean[a]) * (points[i][b] - mean[b]) / best;
        }
      }
    }
    double sigma = Math.exp(SymmetricEigen.of(product).logDeterminant() / (2 * n));
    for (double[] row : product) {
      for (int j = 0; j < n; j++) {
        row[j] /= sigma * sigma;
      }
    }
    return new Start(mean, sigma, product);
  }

  private static double[][] identity(int dimension) {
    double[][] identity = new double[dimension][dimension];
    for (int j = 0; j < dimension; j++) {
      identity[j][j] = 1;
    }
    return identity;
  }
}
