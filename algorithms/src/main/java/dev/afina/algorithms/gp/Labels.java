package dev.afina.algorithms.gp;

import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.util.Arrays;

/**
 * What is learnt of conditions: a number above 0 for each row that met one, below 0 for each that
 * did not, NaN where a row says nothing.
 */
final class Labels {

  private static final double LEAST = 0.1;

  private Labels() {}

  /** Whether trials ended with a result: 1, or −1 where they failed. */
  static double[] ofSuccess(TrialHistory history) {
    double[] labels = new double[history.size()];
    for (int row = 0; row < labels.length; row++) {
      TrialState state = history.state(row);
      boolean failed =
          state == TrialState.FAIL
              || (state == TrialState.COMPLETE && Double.isNaN(history.loss(row, 0)));
      labels[row] = failed ? -1 : state.isFinished() && !history.isVacant(row) ? 1 : Double.NaN;
    }
    return labels;
  }

  /**
   * Whether a condition was met: 1, or between −0.2 and −1 by the rank of the violation, which says
   * how far the border is.
   *
   * @param violations {@code [rows]}, above 0 where it was not met
   */
  static double[] ofViolations(double[] violations) {
    double[] sorted = Arrays.stream(violations).filter(v -> v > 0).sorted().toArray();
    double[] labels = new double[violations.length];
    for (int row = 0; row < labels.length; row++) {
      if (violations[row] > 0) {
        int rank = Arrays.binarySearch(sorted, violations[row]);
        labels[row] = -0.2 - 0.8 * (rank + 1) / sorted.length;
      } else {
        labels[row] = violations[row] <= 0 ? 1 : Double.NaN;
      }
    }
    return labels;
  }

  /**
   * Shrinks labels towards 0 near points of the other sign, in proportion to the distance: so they
   * are values of a continuous function that is 0 at the border, which long length-scales explain,
   * and not of a jump, which only noise or short ones do.
   *
   * @param features {@code [n][features]} of the labelled points
   * @param labels {@code [n]}, of both signs
   */
  static void soften(double[][] features, double[] labels, boolean[] hamming) {
    double[] nearest = new double[labels.length];
    double farthest = 0;
    for (int i = 0; i < labels.length; i++) {
      nearest[i] = Double.POSITIVE_INFINITY;
      for (int k = 0; k < labels.length; k++) {
        if (labels[i] > 0 != labels[k] > 0) {
          double squared = 0;
          for (int j = 0; j < hamming.length; j++) {
            squared += Kernel.difference(hamming[j], features[i][j], features[k][j]);
          }
          nearest[i] = Math.min(nearest[i], Math.sqrt(squared));
        }
      }
      farthest = nearest[i] < Double.POSITIVE_INFINITY ? Math.max(farthest, nearest[i]) : farthest;
    }
    for (int i = 0; i < labels.length; i++) {
      labels[i] *= farthest == 0 ? 1 : Math.min(1, LEAST + nearest[i] / farthest);
    }
  }
}
