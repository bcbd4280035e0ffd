package dev.afina.algorithms.gp;

import dev.afina.math.Cholesky;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Functions that may be the one behind noisy observations, drawn from the posterior at some points
 * and continued from there by their mean.
 *
 * <p>By Matheron's rule, a function of the prior is moved by what the observations differ from it
 * (<a href="https://arxiv.org/abs/2002.09309">Wilson et al. 2020</a>, eq. 12). They come in pairs
 * that mirror each other at the posterior mean, so that their average is exact.
 */
final class SampledFunctions {

  private final GaussianProcess surface;
  private final double[][] weights;
  private final double[][] values;

  /**
   * Draws functions, O(n³ + pairs·n²).
   *
   * @param process of the observations, before it was told to believe anything
   * @param points {@code [n][features]}, first those of the observations
   */
  SampledFunctions(GaussianProcess process, double[][] points, int pairs, RandomGenerator random) {
    surface = process.surface(points);
    weights = new double[2 * pairs][];
    values = new double[2 * pairs][];
    double[] normal = new double[points.length + process.size()];
    for (int pair = 0; pair < pairs; pair++) {
      Arrays.setAll(normal, i -> random.nextGaussian());
      draw(2 * pair, process, normal);
      Loops.scale(normal, -1);
      draw(2 * pair + 1, process, normal);
    }
  }

  /** With u the weights of the differences, K⁻¹(Lz + Ku) = L⁻ᵀ(z + Lᵀu) loses no digits. */
  private void draw(int s, GaussianProcess process, double[] normal) {
    Cholesky factor = surface.factor();
    double[] whitened = Arrays.copyOf(normal, surface.size());
    double[] prior = times(factor, whitened);
    double[] differences = new double[process.size()];
    double deviation = Math.sqrt(process.noise());
    Arrays.setAll(
        differences,
        i -> process.targets()[i] - prior[i] - deviation * normal[whitened.length + i]);
    process.factor().solve(differences);
    for (int column = 0; column < differences.length; column++) {
      for (int row = column; row < differences.length; row++) {
        whitened[column] += factor.at(row, column) * differences[row];
      }
    }
    values[s] = times(factor, whitened);
    factor.solveUpper(whitened);
    weights[s] = whitened;
  }

  private static double[] times(Cholesky factor, double[] vector) {
    double[] product = new double[vector.length];
    for (int column = 0; column < vector.length; column++) {
      for (int row = column; row < vector.length; row++) {
        product[row] += factor.at(row, column) * vector[column];
      }
    }
    return product;
  }

  /** Number of functions. */
  int count() {
    return weights.length;
  }

  /**
   * A process at the points, whose mean with the {@link #weights} of a function is the function's.
   */
  GaussianProcess surface() {
    return surface;
  }

  /** {@code [count][n]} of the points. */
  double[][] weights() {
    return weights;
  }

  /** {@code [count][n]}, the functions at the points. */
  double[][] values() {
    return values;
  }
}
