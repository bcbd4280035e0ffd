package dev.afina.algorithms.gp;

import java.util.Arrays;

/**
 * How often a prediction tells which of two losses is smaller: the concordance index of <a
 * href="https://doi.org/10.1001/jama.1982.03320430047030">Harrell et al. 1982</a>, of the pairs
 * that matter to a search. No warping of the losses changes it, so that models of differently
 * warped ones can be compared.
 */
final class Concordance {

  private Concordance() {}

  /**
   * The share of pairs that are told rightly, among those of different losses of which at least one
   * is in the better half; pairs that are predicted alike count as half.
   *
   * @param predicted {@code [n]}, more is better
   * @param losses {@code [n]}, less is better
   * @return within [0, 1], 0.5 where there is no pair
   */
  static double of(double[] predicted, double[] losses) {
    double[] sorted = losses.clone();
    Arrays.sort(sorted);
    double limit = sorted[(sorted.length - 1) / 2];
    double right = 0;
    int pairs = 0;
    for (int i = 0; i < losses.length; i++) {
      for (int k = 0; k < i; k++) {
        if (losses[i] != losses[k] && Math.min(losses[i], losses[k]) <= limit) {
          int sign = Double.compare(predicted[i], predicted[k]);
          boolean better = losses[i] < losses[k];
          right += sign == 0 ? 0.5 : sign > 0 == better ? 1 : 0;
          pairs++;
        }
      }
    }
    return pairs == 0 ? 0.5 : right / pairs;
  }
}
