package dev.afina.algorithms.forest;

import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.util.Arrays;

/**
 * How far each row met a condition: 1 where it did, less where it did not, NaN where it says
 * nothing. The average of labels estimates a probability.
 */
final class Labels {

  /** The label of the least violation; more would let much promise outweigh it. */
  private static final double NEARLY = 0.1;

  private Labels() {}

  /** Whether trials ended with a result: 1, or 0 where they failed. */
  static double[] ofSuccess(TrialHistory history) {
    double[] labels = new double[history.size()];
    for (int row = 0; row < labels.length; row++) {
      TrialState state = history.state(row);
      boolean failed =
          state == TrialState.FAIL
              || (state == TrialState.COMPLETE && Double.isNaN(history.loss(row, 0)));
      labels[row] = failed ? 0 : state.isFinished() && !history.isVacant(row) ? 1 : Double.NaN;
    }
    return labels;
  }

  /** Whether trials met their constraints: 1, or from 0.1 down to 0 by the violation's rank. */
  static double[] ofFeasibility(TrialHistory history) {
    double[] labels = new double[history.size()];
    Arrays.setAll(
        labels, row -> history.state(row).isFinished() ? history.violation(row) : Double.NaN);
    double[] violations = Arrays.stream(labels).filter(v -> v > 0).sorted().toArray();
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] > 0) {
        double rank = Arrays.binarySearch(violations, labels[row]);
        labels[row] = NEARLY * (1 - (rank + 1) / violations.length);
      } else if (labels[row] == 0) {
        labels[row] = 1;
      }
    }
    return labels;
  }

  /** Whether some trial did not meet the condition. */
  static boolean matters(double[] labels) {
    return Arrays.stream(labels).anyMatch(label -> label < 1);
  }
}
