package dev.afina.algorithms.tpe;

import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.util.Arrays;

/**
 * A history's trials, divided into the good ones, "below", and the rest, "above".
 *
 * <p>Below is a tenth of the completed and pruned trials, at most 25 where there is one objective:
 * feasible completed ones by their loss, then pruned ones by how far they came, then by their last
 * report, then infeasible ones by their violation; earlier ones first among equals. Running trials
 * are above, as if they were bad, and so are failed ones, if wanted.
 */
final class Split {

  private static final double SHARE = 0.1;
  private static final int MOST = 25;

  private final int[] below;
  private final int[] above;

  private Split(int[] below, int[] above) {
    this.below = below;
    this.above = above;
  }

  /** Of nothing. */
  static Split empty() {
    return new Split(new int[0], new int[0]);
  }

  /** Rows of the good trials, ascending. */
  int[] below() {
    return below;
  }

  /** Rows of the other trials, ascending. */
  int[] above() {
    return above;
  }

  /**
   * Divides.
   *
   * @param without a row to leave out
   * @param failures whether failed trials are above; otherwise they are left out
   */
  static Split of(TrialHistory history, int without, boolean failures) {
    int size = history.size();
    int[] complete = new int[size];
    int[] pruned = new int[size];
    int[] infeasible = new int[size];
    boolean[] rest = new boolean[size];
    int completes = 0;
    int prunes = 0;
    int infeasibles = 0;
    for (int row = 0; row < size; row++) {
      if (row == without || history.isVacant(row)) {
        continue;
      }
      TrialState state = history.state(row);
      if (state == TrialState.COMPLETE || state == TrialState.PRUNED) {
        if (history.violation(row) > 0) {
          infeasible[infeasibles++] = row;
        } else if (state == TrialState.COMPLETE) {
          complete[completes++] = row;
        } else {
          pruned[prunes++] = row;
        }
        rest[row] = true;
      } else {
        rest[row] = state == TrialState.RUNNING || (failures && state == TrialState.FAIL);
      }
    }
    int ended = completes + prunes + infeasibles;
    int wanted = (int) Math.ceil(SHARE * ended);
    if (history.objectives() == 1) {
      wanted = Math.min(wanted, MOST);
    }
    int[] below = new int[wanted];
    int count =
        history.objectives() == 1
            ? Ranking.best(complete, completes, below, 0, (a, b) -> byLoss(history, a, b))
            : ParetoSplit.best(history, complete, completes, below);
    count = Ranking.best(pruned, prunes, below, count, (a, b) -> byProgress(history, a, b));
    Ranking.best(
        infeasible,
        infeasibles,
        below,
        count,
        (a, b) -> Double.compare(history.violation(a), history.violation(b)));
    Arrays.sort(below);
    for (int row : below) {
      rest[row] = false;
    }
    return new Split(below, rows(rest));
  }

  private static int[] rows(boolean[] wanted) {
    int[] rows = new int[wanted.length];
    int count = 0;
    for (int row = 0; row < wanted.length; row++) {
      rows[count] = row;
      count += wanted[row] ? 1 : 0;
    }
    return Arrays.copyOf(rows, count);
  }

  /** NaN is worse than infinity. */
  private static int byLoss(TrialHistory history, int a, int b) {
    return compare(history.loss(a, 0), history.loss(b, 0));
  }

  private static int byProgress(TrialHistory history, int a, int b) {
    int last = history.reports(a) - 1;
    int other = history.reports(b) - 1;
    if (last < 0 || other < 0) {
      return Boolean.compare(last < 0, other < 0);
    }
    int further = Integer.compare(history.step(b, other), history.step(a, last));
    return further != 0 ? further : compare(report(history, a, last), report(history, b, other));
  }

  private static double report(TrialHistory history, int row, int last) {
    double value = history.reported(row, last);
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
  }

  /** Like {@link Double#compare}, but both zeros are the same. */
  private static int compare(double a, double b) {
    return a < b ? -1 : a == b ? 0 : Double.compare(a, b);
  }
}
