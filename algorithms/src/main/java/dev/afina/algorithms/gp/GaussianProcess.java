package dev.afina.algorithms.gp;

import dev.afina.math.Cholesky;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A Gaussian process, of mean zero but for what its kernel lets it learn, after its observations.
 *
 * <p>Equations (2.25) and (2.26) of <a href="https://gaussianprocess.org/gpml/">Rasmussen and
 * Williams 2006</a>. O(n³) to make, O(n²) to extend by a point and to ask for one. Not thread-safe.
 */
final class GaussianProcess {

  private static final double BELIEF = 1e-6;

  /** Points that are asked for together, so that what is computed of them stays in the cache. */
  private static final int TOGETHER = 64;

  private final Kernel kernel;
  private final double noise;
  private final @Nullable Warp warp;
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
   * @param warp of the inputs; {@code null} for none
   */
  GaussianProcess(
      double[][] points, double[] targets, Kernel kernel, double noise, @Nullable Warp warp) {
    this.kernel = kernel;
    this.noise = noise;
    this.warp = warp;
    this.targets = targets.clone();
    size = points.length;
    int features = kernel.weights().length;
    columns = new double[features][size];
    double[][] warped = new double[size][];
    for (int i = 0; i < size; i++) {
      warped[i] = warped(points[i]);
      for (int j = 0; j < features; j++) {
        columns[j][i] = warped[i][j];
      }
    }
    double[][] matrix = new double[size][size];
    for (int i = 0; i < size; i++) {
      kernel.covariances(columns, size, warped[i], matrix[i]);
      matrix[i][i] += noise;
    }
    factor = Cholesky.of(matrix);
    weights = this.targets.clone();
    factor.solve(weights);
    meanGradient = new double[features];
    varianceGradient = new double[features];
  }

  private double[] warped(double[] point) {
    return warp == null ? point : warp.of(point);
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
    observe(point, mean, Math.min(noise, BELIEF * kernel.variance()));
  }

  private void observe(double[] raw, double target, double ownNoise) {
    double[] point = warped(raw);
    double[] column = new double[size + 1];
    kernel.covariances(columns, size, point, column);
    column[size] = kernel.variance() + ownNoise;
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

  /**
   * What would be expected of each observation if it had not been made, {@code [size]}: equation
   * (5.12) of Rasmussen and Williams 2006. O(n³).
   */
  double[] leftOutMeans() {
    double[][] inverse = factor.inverseLower();
    double[] means = new double[size];
    Arrays.setAll(means, i -> targets[i] - weights[i] / inverse[i][i]);
    return means;
  }

  /** Number of observations. */
  int size() {
    return size;
  }

  /** What was observed, {@code [size]}; the process's own array. */
  double[] targets() {
    return targets;
  }

  /** The factor of the observations' covariances, noise included; the process's own. */
  Cholesky factor() {
    return factor;
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
    return Math.max(variance, 1e-12 * kernel.variance());
  }

  /** Computes mean and variance at a point. */
  void ask(double[] point) {
    double[] k = new double[size];
    kernel.covariances(columns, size, warped(point), k);
    mean = Loops.dot(k, weights);
    factor.solveLower(k);
    variance = floored(kernel.variance() - Loops.dot(k, k));
  }

  /** Computes mean and variance at a point, and their derivatives. */
  void askWithGradient(double[] point) {
    askWithGradient(
        point,
        k -> {
          mean = Loops.dot(k, weights);
          return weights;
        });
  }

  /**
   * Computes the variance at a point and its derivatives, and the derivatives of a mean by other
   * weights of the observations.
   *
   * @param weighting the weights, given the covariances with the observations; the variance is
   *     known when it is asked
   */
  void askWithGradient(double[] raw, UnaryOperator<double[]> weighting) {
    double[] point = warped(raw);
    double[] k = new double[size];
    kernel.covariances(columns, size, point, k);
    double[] solved = k.clone();
    factor.solveLower(solved);
    variance = floored(kernel.variance() - Loops.dot(solved, solved));
    double[] coefficients = weighting.apply(k);
    factor.solveUpper(solved);
    Loops.scale(solved, -2);
    kernel.derivatives(
        columns,
        size,
        point,
        new double[][] {coefficients, solved},
        new double[][] {meanGradient, varianceGradient});
    for (int j = 0; j < meanGradient.length && warp != null; j++) {
      double slope = warp.slope(j, raw[j]);
      meanGradient[j] *= slope;
      varianceGradient[j] *= slope;
    }
  }

  /** Adds the derivatives of what depends on mean and variance at the point last asked for. */
  void addGradient(double byMean, double byVariance, double[] gradient) {
    Loops.add(gradient, byMean, meanGradient);
    Loops.add(gradient, byVariance, varianceGradient);
  }

  /**
   * Means and variances at many points, several times faster than one by one.
   *
   * @param points {@code [m][features]}
   * @param means receives {@code [m]}
   * @param variances receives {@code [m]}
   */
  void askAll(double[][] points, double[] means, double[] variances) {
    askAll(points, new double[][] {weights}, new double[][] {means}, variances);
  }

  /**
   * Variances at many points, and the means there by several sets of weights of the observations.
   *
   * @param points {@code [m][features]}
   * @param sets {@code [s][size]}
   * @param means receives {@code [s][m]}
   * @param variances receives {@code [m]}
   */
  void askAll(double[][] points, double[][] sets, double[][] means, double[] variances) {
    for (int from = 0; from < points.length; from += TOGETHER) {
      askSome(points, from, Math.min(points.length, from + TOGETHER), sets, means, variances);
    }
  }

  private void askSome(
      double[][] points, int from, int to, double[][] sets, double[][] means, double[] variances) {
    double[][] cross = new double[size][to - from];
    double[] k = new double[size];
    for (int c = from; c < to; c++) {
      kernel.covariances(columns, size, warped(points[c]), k);
      for (int i = 0; i < size; i++) {
        cross[i][c - from] = k[i];
      }
      for (int s = 0; s < sets.length; s++) {
        means[s][c] = Loops.dot(k, sets[s]);
      }
    }
    factor.solveLower(cross);
    double[] explained = new double[to - from];
    for (double[] row : cross) {
      Loops.addSquares(explained, row);
    }
    for (int c = from; c < to; c++) {
      variances[c] = floored(kernel.variance() - explained[c - from]);
    }
  }

  /**
   * A process of the same function at other points, almost without noise, to draw functions from.
   *
   * @param points {@code [m][features]}
   */
  GaussianProcess surface(double[][] points) {
    double little = Math.min(noise, BELIEF * kernel.variance());
    return new GaussianProcess(points, new double[points.length], kernel, little, warp);
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
}
