package dev.afina.algorithms.auto;

import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.util.Arrays;

/** How a search goes. */
final class Progress {

  private Progress() {}

  /**
   * How many results came after the last one that improved on all before it: with several
   * objectives, that was better in one of them; one that violates constraints improves only where
   * no better one was feasible.
   */
  static int resultsSinceBest(TrialHistory history) {
    double[] best = new double[history.objectives()];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
    double leastViolation = Double.POSITIVE_INFINITY;
    int since = 0;
    for (int row = 0; row < history.size(); row++) {
      TrialState state = history.state(row);
      if (!state.isFinished() || history.isVacant(row)) {
        continue;
      }
      since++;
      if (state != TrialState.COMPLETE) {
        continue;
      }
      double violation = history.violation(row);
      violation = Double.isNaN(violation) ? 0 : violation;
      if (violation < leastViolation) {
        leastViolation = violation;
        Arrays.fill(best, Double.POSITIVE_INFINITY);
      }
      for (int k = 0; k < best.length && violation <= leastViolation; k++) {
        if (history.loss(row, k) < best[k]) {
          best[k] = history.loss(row, k);
          since = 0;
        }
      }
    }
    return since;
  }
}
