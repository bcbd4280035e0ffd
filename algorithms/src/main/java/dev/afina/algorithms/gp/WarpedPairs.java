package dev.afina.algorithms.gp;

/** Observations with warped inputs, and what the exponents of the {@link Warp} change of them. */
final class WarpedPairs {

  private final Unknowns unknowns;
  private final int n;
  private final double[][] warped;
  private final double[][] byFirst;
  private final double[][] bySecond;

  /**
   * Warps observations.
   *
   * @param vector of the unknowns
   * @param points {@code [n][features]}
   */
  WarpedPairs(Unknowns unknowns, double[] vector, double[][] points) {
    this.unknowns = unknowns;
    n = points.length;
    int features = unknowns.features();
    warped = new double[features][n];
    byFirst = new double[features][n];
    bySecond = new double[features][n];
    for (int j = 0; j < features; j++) {
      double a = Math.exp(vector[unknowns.exponents(j)]);
      double b = Math.exp(vector[unknowns.exponents(j) + 1]);
      for (int i = 0; i < n && !unknowns.hamming()[j]; i++) {
        double logX = Math.log(Warp.inside(points[i][j]));
        double power = Math.exp(a * logX);
        double logRest = Math.log1p(-power);
        double rest = Math.exp(b * logRest);
        warped[j][i] = 1 - rest;
        byFirst[j][i] = a * b * rest / (1 - power) * power * logX;
        bySecond[j][i] = -b * rest * logRest;
      }
    }
  }

  /**
   * Writes the squared differences of numbers.
   *
   * @param differences receives {@code [features][pairs]}; those of categories stay
   */
  void squaredDifferences(double[][] differences) {
    for (int j = 0; j < differences.length; j++) {
      int at = 0;
      for (int i = 1; i < n && !unknowns.hamming()[j]; i++) {
        for (int k = 0; k < i; k++) {
          double d = warped[j][i] - warped[j][k];
          differences[j][at++] = d * d;
        }
      }
    }
  }

  /**
   * Writes the derivatives by the exponents of coordinate j, 0 for a category.
   *
   * @param weight 1/ℓ² of the coordinate
   * @param slopes of all pairs, as they are by {@code −½weight·δ}
   * @param loneSlopes of all pairs, as they are by {@code −½δ}
   */
  void writeGradient(
      int j, double weight, double[] slopes, double[] loneSlopes, double[] gradient) {
    double first = 0;
    double second = 0;
    int at = 0;
    for (int i = 1; i < n && !unknowns.hamming()[j]; i++) {
      for (int k = 0; k < i; k++, at++) {
        double d = (warped[j][k] - warped[j][i]) * (weight * slopes[at] + loneSlopes[at]);
        first += d * (byFirst[j][i] - byFirst[j][k]);
        second += d * (bySecond[j][i] - bySecond[j][k]);
      }
    }
    gradient[unknowns.exponents(j)] = first;
    gradient[unknowns.exponents(j) + 1] = second;
  }
}
