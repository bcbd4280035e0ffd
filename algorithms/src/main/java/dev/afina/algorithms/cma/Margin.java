package dev.afina.algorithms.cma;

import dev.afina.math.Normal;

/**
 * Keeps discrete parameters moving: whatever the distribution has shrunk to, values beside the one
 * at the mean keep a chance of at least α together.
 *
 * <p><a href="https://arxiv.org/abs/2205.13482">Hamano, Saito, Nomura and Shirakawa 2022</a>. For
 * each discrete parameter the mean is moved, and between two borders its scale is set too, so that
 * the chances beyond the borders of the mean's cell hold; σ and C stay.
 */
final class Margin {

  /** Chances are kept from 0 and 1/2 by this, where their quantiles end. */
  private static final double EPSILON = 1e-10;

  private Margin() {}

  /** The paper's default, α = 1/(dλ). */
  static double alpha(int dimension, int population) {
    return 1.0 / ((double) dimension * population);
  }

  /**
   * Corrects in place.
   *
   * @param mean {@code [d]}
   * @param scale of the parameters' deviations, {@code [d]}, the paper's A
   * @param deviations {@code σ·√C_jj}, without the scale
   */
  static void correct(
      Coordinate[] coordinates, double[] mean, double[] scale, double[] deviations, double alpha) {
    for (int j = 0; j < mean.length; j++) {
      if (!coordinates[j].isDiscrete()) {
        continue;
      }
      long last = coordinates[j].count() - 1;
      long rank = coordinates[j].rank(mean[j]);
      if (rank == 0 || rank == last) {
        double border = coordinates[j].border(Math.max(1, rank));
        double reach = scale[j] * deviations[j] * -Normal.quantile(alpha);
        mean[j] = Math.min(border + reach, Math.max(border - reach, mean[j]));
      } else {
        double low = coordinates[j].border(rank);
        double high = coordinates[j].border(rank + 1);
        between(low, high, mean, scale, deviations[j], alpha / 2, j);
      }
    }
  }

  private static void between(
      double low,
      double high,
      double[] mean,
      double[] scale,
      double deviation,
      double least,
      int j) {
    double width = scale[j] * deviation;
    double below = Normal.cdf((low - mean[j]) / width);
    double above = Normal.cdf((mean[j] - high) / width);
    if (below >= least && above >= least) {
      return;
    }
    double inside = 1 - below - above;
    below = Math.max(least, below);
    above = Math.max(least, above);
    double share = (1 - below - above - inside) / (below + above + inside - 3 * least);
    double toLow = -Normal.quantile(clip(below + share * (below - least)));
    double toHigh = -Normal.quantile(clip(above + share * (above - least)));
    scale[j] = (high - low) / ((toLow + toHigh) * deviation);
    mean[j] = (low * toHigh + high * toLow) / (toLow + toHigh);
  }

  private static double clip(double chance) {
    return Math.min(0.5 - EPSILON, Math.max(EPSILON, chance));
  }
}
