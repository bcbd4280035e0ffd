package dev.afina.algorithms.gp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a fit looks for, all as logarithms in one vector: a length-scale for each coordinate, the
 * noise's variance, the variance of the kernel's part together, that of its parts alone, a reach
 * for each coordinate (as the length-scale it stands for), and where inputs are warped, the two
 * exponents for each coordinate.
 */
final class Unknowns {

  /**
   * Of the mean of standardised targets; it is not looked for. With 1, test functions were searched
   * a little better still, and networks' hyperparameters worse.
   */
  private static final double MEAN_VARIANCE = 0.3;

  private final boolean[] hamming;
  private final boolean warped;

  /**
   * Of a kind of model.
   *
   * @param hamming {@code [features]}, whether a coordinate is a category
   * @param warped whether inputs are
   */
  Unknowns(boolean[] hamming, boolean warped) {
    this.hamming = hamming;
    this.warped = warped;
  }

  boolean[] hamming() {
    return hamming;
  }

  boolean warped() {
    return warped;
  }

  int features() {
    return hamming.length;
  }

  int count() {
    return (warped ? 4 : 2) * features() + 3;
  }

  int noise() {
    return features();
  }

  int scale() {
    return features() + 1;
  }

  int loneScale() {
    return features() + 2;
  }

  /** Of coordinate j. */
  int reach(int j) {
    return features() + 3 + j;
  }

  /** The first exponent of coordinate j; the second follows. */
  int exponents(int j) {
    return 2 * features() + 3 + 2 * j;
  }

  /** The kernel that a vector stands for. */
  Kernel kernel(double[] vector) {
    double[] weights = new double[features()];
    double[] inverseReaches = new double[features()];
    Arrays.setAll(weights, j -> Math.exp(-2 * vector[j]));
    Arrays.setAll(
        inverseReaches, j -> Math.exp(-vector[reach(j)]) / Math.sqrt(Wendland.REACH_SQUARED));
    return new Kernel(
        hamming,
        weights,
        Math.exp(vector[scale()]),
        inverseReaches,
        Math.exp(vector[loneScale()]),
        MEAN_VARIANCE);
  }

  double noise(double[] vector) {
    return Math.exp(vector[noise()]);
  }

  /** The warp that a vector stands for; {@code null} without. */
  @Nullable Warp warp(double[] vector) {
    if (!warped) {
      return null;
    }
    double[] first = new double[features()];
    double[] second = new double[features()];
    Arrays.setAll(first, j -> Math.exp(vector[exponents(j)]));
    Arrays.setAll(second, j -> Math.exp(vector[exponents(j) + 1]));
    return new Warp(hamming, first, second);
  }
}
