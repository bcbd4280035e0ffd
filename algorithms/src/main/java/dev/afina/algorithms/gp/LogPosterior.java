package dev.afina.algorithms.gp;

import dev.afina.math.BoundedLbfgs;
import dev.afina.math.Cholesky;
import java.util.Arrays;

/**
 * Minus the logarithm of the density of {@link Unknowns} given observations, without its constants:
 * equations (5.8) and (5.9) of <a href="https://gaussianprocess.org/gpml/">Rasmussen and Williams
 * 2006</a> and the {@link Priors}. O(n³ + n²·features); not thread-safe.
 *
 * <p>Pairs of observations (i, k), k below i, stand one after the other, so that the loops over
 * them run along memory.
 */
final class LogPosterior implements BoundedLbfgs.Function {

  private final Unknowns unknowns;
  private final Priors priors;
  private final double[][] points;
  private final double[] targets;
  private final double[][] differences;
  private final int n;
  private final int pairs;
  private final int features;

  private final double[] together;
  private final double[] alone;
  private final double[] slopes;
  private final double[] reductions;
  private final double[][] loneSlopes;
  private final double[][] matrix;

  /**
   * A density.
   *
   * @param points {@code [n][features]}
   * @param targets {@code [n]}, standardised
   */
  LogPosterior(Unknowns unknowns, Priors priors, double[][] points, double[] targets) {
    this.unknowns = unknowns;
    this.priors = priors;
    this.points = points;
    this.targets = targets;
    n = points.length;
    pairs = n * (n - 1) / 2;
    features = unknowns.features();
    differences = new double[features][pairs];
    for (int j = 0; j < features; j++) {
      int at = 0;
      for (int i = 1; i < n; i++) {
        for (int k = 0; k < i; k++) {
          differences[j][at++] =
              Kernel.difference(unknowns.hamming()[j], points[i][j], points[k][j]);
        }
      }
    }
    together = new double[pairs];
    alone = new double[pairs];
    slopes = new double[pairs];
    reductions = new double[pairs];
    loneSlopes = new double[features][pairs];
    matrix = new double[n][n];
  }

  @Override
  public double evaluate(double[] vector, double[] gradient) {
    Kernel kernel = unknowns.kernel(vector);
    double noise = unknowns.noise(vector);
    WarpedPairs warped = unknowns.warped() ? new WarpedPairs(unknowns, vector, points) : null;
    if (warped != null) {
      warped.squaredDifferences(differences);
    }
    correlate(kernel);
    double share = kernel.loneScale() / features;
    int at = 0;
    for (int i = 0; i < n; i++) {
      matrix[i][i] = kernel.variance() + noise;
      for (int k = 0; k < i; k++, at++) {
        matrix[k][i] = kernel.constant() + kernel.scale() * together[at] + share * alone[at];
      }
    }
    Cholesky factor = Cholesky.of(matrix);
    double[] weights = targets.clone();
    factor.solve(weights);
    double value = 0.5 * factor.logDeterminant();
    for (int i = 0; i < n; i++) {
      value += 0.5 * targets[i] * weights[i];
    }
    double trace = reduce(factor, weights);
    gradient[unknowns.noise()] = noise * trace;
    gradient[unknowns.scale()] = kernel.scale() * (Loops.dot(reductions, together) + trace);
    gradient[unknowns.loneScale()] =
        share * Loops.dot(reductions, alone) + kernel.loneScale() * trace;
    for (int i = 0; i < pairs; i++) {
      slopes[i] *= kernel.scale() * reductions[i];
    }
    for (int j = 0; j < features; j++) {
      double inverse = kernel.inverseReaches()[j];
      Loops.multiply(loneSlopes[j], reductions);
      Loops.scale(loneSlopes[j], share * inverse * inverse);
      gradient[j] = kernel.weights()[j] * Loops.dot(slopes, differences[j]);
      gradient[unknowns.reach(j)] = Loops.dot(loneSlopes[j], differences[j]);
      if (warped != null) {
        warped.writeGradient(j, kernel.weights()[j], slopes, loneSlopes[j], gradient);
      }
    }
    return value + priors.evaluate(vector, gradient);
  }

  /** Fills the correlations of all pairs, and what their derivatives are made of. */
  private void correlate(Kernel kernel) {
    double[] squared = reductions;
    Arrays.fill(squared, 0);
    Arrays.fill(alone, 0);
    for (int j = 0; j < features; j++) {
      Loops.add(squared, kernel.weights()[j], differences[j]);
      if (unknowns.hamming()[j]) {
        correlateCategories(kernel.inverseReaches()[j], differences[j], alone, loneSlopes[j]);
      } else {
        correlateNumbers(kernel.inverseReaches()[j], differences[j], alone, loneSlopes[j]);
      }
    }
    for (int i = 0; i < pairs; i++) {
      double u = Math.sqrt(5 * squared[i]);
      double decay = Math.exp(-u);
      together[i] = (1 + u + u * u / 3) * decay;
      slopes[i] = 5.0 / 3 * (1 + u) * decay;
    }
  }

  private static void correlateNumbers(
      double inverse, double[] differences, double[] sums, double[] slopes) {
    for (int i = 0; i < sums.length; i++) {
      double r = inverse * Math.sqrt(differences[i]);
      double h = Math.max(0, 1 - r);
      double h4 = h * h * h * h;
      sums[i] += h4 * h * (r * (8 * r + 5) + 1);
      slopes[i] = 14 * h4 * (4 * r + 1);
    }
  }

  private static void correlateCategories(
      double inverse, double[] differences, double[] sums, double[] slopes) {
    double other = Wendland.at(inverse);
    double slope = Wendland.slope(inverse);
    for (int i = 0; i < sums.length; i++) {
      sums[i] += differences[i] == 0 ? 1 : other;
      slopes[i] = slope;
    }
  }

  /**
   * Fills {@code K⁻¹ − ααᵀ} of all pairs.
   *
   * @return half its trace
   */
  private double reduce(Cholesky factor, double[] weights) {
    double[][] inverse = factor.inverseLower();
    double trace = 0;
    int at = 0;
    for (int i = 0; i < n; i++) {
      double[] row = inverse[i];
      double weight = weights[i];
      trace += 0.5 * (row[i] - weight * weight);
      for (int k = 0; k < i; k++) {
        reductions[at++] = row[k] - weight * weights[k];
      }
    }
    return trace;
  }
}
