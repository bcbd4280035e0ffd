package dev.afina.algorithms.gp;

/**
 * A correlation on the line that ends at a distance: Wendland's function φ₁,₂, four times
 * differentiable and positive definite in one dimension (<a
 * href="https://doi.org/10.1007/BF02123482">Wendland 1995</a>).
 *
 * <p>{@code φ(r) = (1 − r)⁵(8r² + 5r + 1)} for r below 1, else 0. It needs no exponential, so that
 * loops over it are vectorised, and is nearly Matérn's correlation of smoothness 5/2 where the
 * distance is √8.4 length-scales.
 */
final class Wendland {

  /** {@code R²/ℓ²} that gives both the same curvature at 0: {@code 7r²/R² = 5r²/(6ℓ²)}. */
  static final double REACH_SQUARED = 8.4;

  private Wendland() {}

  /** φ at a distance of at least 0. */
  static double at(double r) {
    double h = Math.max(0, 1 - r);
    double h2 = h * h;
    return h2 * h2 * h * (r * (8 * r + 5) + 1);
  }

  /** {@code −φ′(r)/r = 14(1 − r)⁴(4r + 1)}. */
  static double slope(double r) {
    double h = Math.max(0, 1 - r);
    double h2 = h * h;
    return 14 * h2 * h2 * (4 * r + 1);
  }

  /**
   * Adds {@code factor·φ(|columnᵢ − x|/R)}.
   *
   * @param inverse 1/R
   */
  static void add(double[] column, double x, double inverse, double factor, int n, double[] sums) {
    for (int i = 0; i < n; i++) {
      double r = inverse * Math.abs(column[i] - x);
      double h = Math.max(0, 1 - r);
      double h2 = h * h;
      sums[i] += factor * h2 * h2 * h * (r * (8 * r + 5) + 1);
    }
  }

  /** The sum of {@code coefficientᵢ·φ′}, the derivative by x of what {@link #add} adds. */
  static double derivative(
      double[] column, double x, double inverse, double[] coefficients, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double d = x - column[i];
      sum -= coefficients[i] * d * slope(inverse * Math.abs(d));
    }
    return sum * inverse * inverse;
  }
}
