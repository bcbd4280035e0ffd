package dev.afina.algorithms.gp;

import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.util.Arrays;

/**
 * How far trials were trained: the logarithm of their steps as a share of that of the most steps; 1
 * of those that are complete or report nothing.
 */
final class Shares {

  private Shares() {}

  static double[] of(TrialHistory history, int[] rows) {
    int most = Arrays.stream(rows).map(row -> steps(history, row)).max().orElse(0);
    return Arrays.stream(rows)
        .mapToDouble(
            row ->
                history.state(row) == TrialState.PRUNED && history.reports(row) > 0
                    ? Math.log1p(steps(history, row)) / Math.log1p(most + 1)
                    : 1)
        .toArray();
  }

  private static int steps(TrialHistory history, int row) {
    int reports = history.reports(row);
    return reports == 0 ? 0 : history.step(row, reports - 1);
  }
}
