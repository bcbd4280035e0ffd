package dev.afina.algorithms.gp;

/**
 * Bends each coordinate by the distribution function of <a
 * href="https://doi.org/10.1016/0022-1694(80)90036-0">Kumaraswamy 1980</a>, {@code 1 − (1 − xᵃ)ᵇ},
 * so that a function that changes faster at one end becomes alike everywhere (<a
 * href="https://arxiv.org/abs/1402.0929">Snoek et al. 2014</a>). Categories stay.
 */
final class Warp {

  /** Keeps the derivatives at 0 and 1 finite. */
  private static final double MARGIN = 1e-6;

  private final boolean[] hamming;
  private final double[] first;
  private final double[] second;

  /**
   * A warp.
   *
   * @param first a of each coordinate, above 0
   * @param second b of each coordinate, above 0
   */
  Warp(boolean[] hamming, double[] first, double[] second) {
    this.hamming = hamming;
    this.first = first;
    this.second = second;
  }

  /** A coordinate in [0, 1], brought inside the margin. */
  static double inside(double x) {
    return MARGIN + (1 - 2 * MARGIN) * Math.min(1, Math.max(0, x));
  }

  /** The warped point, a new one. */
  double[] of(double[] point) {
    double[] warped = point.clone();
    for (int j = 0; j < first.length; j++) {
      if (!hamming[j]) {
        warped[j] = 1 - Math.pow(1 - Math.pow(inside(point[j]), first[j]), second[j]);
      }
    }
    return warped;
  }

  /** The derivative of coordinate j; 1 for a category. */
  double slope(int j, double coordinate) {
    if (hamming[j]) {
      return 1;
    }
    double x = inside(coordinate);
    double power = Math.pow(x, first[j]);
    return (1 - 2 * MARGIN) * second[j] * Math.pow(1 - power, second[j] - 1) * first[j] * power / x;
  }
}
