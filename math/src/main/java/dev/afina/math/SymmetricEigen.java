package dev.afina.math;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/**
 * The eigenvalues and eigenvectors of a positive definite matrix, {@code A = B·diag(d²)·Bᵀ}, and
 * products with its roots.
 *
 * <p>By Hipparchus, O(n³). Eigenvalues that rounding or the matrix itself made smaller than {@link
 * #LEAST_RATIO} of the largest are raised to that. Immutable.
 */
public final class SymmetricEigen {

  /** The smallest eigenvalue, as a part of the largest. */
  public static final double LEAST_RATIO = 1e-15;

  private final double[] roots;
  private final double[][] vectors;

  private SymmetricEigen(double[] roots, double[][] vectors) {
    this.roots = roots;
    this.vectors = vectors;
  }

  /**
   * Of a matrix.
   *
   * @param matrix {@code [n][n]}, finite; the mean of it and its transpose is taken
   * @throws IllegalArgumentException if an entry is not finite, or no eigenvalue is above 0
   */
  public static SymmetricEigen of(double[][] matrix) {
    int n = matrix.length;
    RealMatrix symmetric = new Array2DRowRealMatrix(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double mean = 0.5 * (matrix[i][j] + matrix[j][i]);
        if (!Double.isFinite(mean)) {
          throw new IllegalArgumentException(
              "entry (%d, %d) is %s, expected finite numbers".formatted(i, j, mean));
        }
        symmetric.setEntry(i, j, mean);
      }
    }
    EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(symmetric);
    double[] values = eigen.getEigenvalues();
    double largest = Arrays.stream(values).max().orElse(0);
    if (!(largest > 0)) {
      throw new IllegalArgumentException(
          "the largest eigenvalue is %s, expected a positive definite matrix".formatted(largest));
    }
    double[] roots = new double[n];
    Arrays.setAll(roots, k -> Math.sqrt(Math.max(values[k], LEAST_RATIO * largest)));
    return new SymmetricEigen(roots, eigen.getV().getData());
  }

  /** The number of rows. */
  public int size() {
    return roots.length;
  }

  /** The root of an eigenvalue, in the order of Hipparchus: descending. */
  public double root(int k) {
    return roots[k];
  }

  /** The largest root of an eigenvalue. */
  public double largestRoot() {
    return Arrays.stream(roots).max().orElse(0);
  }

  /** The smallest root of an eigenvalue. */
  public double smallestRoot() {
    return Arrays.stream(roots).min().orElse(0);
  }

  /** An entry of an eigenvector of length 1. */
  public double vector(int entry, int k) {
    return vectors[entry][k];
  }

  /** {@code B·diag(d)·z}, which turns independent normal numbers into some of covariance A. */
  public double[] correlate(double[] z) {
    int n = roots.length;
    double[] product = new double[n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        product[i] += vectors[i][k] * roots[k] * z[k];
      }
    }
    return product;
  }

  /** {@code A^(−1/2)·y}. */
  public double[] whiten(double[] y) {
    int n = roots.length;
    double[] turned = new double[n];
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < n; i++) {
        turned[k] += vectors[i][k] * y[i];
      }
      turned[k] /= roots[k];
    }
    double[] product = new double[n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        product[i] += vectors[i][k] * turned[k];
      }
    }
    return product;
  }

  /** The logarithm of A's determinant. */
  public double logDeterminant() {
    return 2 * Arrays.stream(roots).map(Math::log).sum();
  }
}
