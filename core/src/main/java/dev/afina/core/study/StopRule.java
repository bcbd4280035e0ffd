package dev.afina.core.study;

import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;

/**
 * When a run of a deterministic study ends early: decided by the results in the order of their
 * indices, and for each trial by those that it sees, so that the same trials run whatever the
 * timing. Guarded by the ledger.
 */
final class StopRule {

  private final double target;
  private final int failuresInARow;
  private final int from;
  private int scanned;
  private int failures;
  private int metBy = Integer.MAX_VALUE;
  private boolean hopeless;

  /**
   * A rule.
   *
   * @param target a loss that is good enough; NaN for none
   * @param failuresInARow so many end the run
   * @param from the first index whose failure can be the last of these
   */
  StopRule(double target, int failuresInARow, int from) {
    this.target = target;
    this.failuresInARow = failuresInARow;
    this.from = from;
  }

  /** That never ends a run. */
  static StopRule never() {
    return new StopRule(Double.NaN, Integer.MAX_VALUE, 0);
  }

  /** Whether the results below an index end the run. */
  boolean isMet(TrialHistory history, int results) {
    for (; scanned < results && metBy == Integer.MAX_VALUE; scanned++) {
      failures = history.state(scanned) == TrialState.FAIL ? failures + 1 : 0;
      hopeless = failures >= failuresInARow && scanned >= from;
      if (hopeless || isGoodEnough(history, scanned)) {
        metBy = scanned;
      }
    }
    return metBy < results;
  }

  private boolean isGoodEnough(TrialHistory history, int row) {
    return history.state(row) == TrialState.COMPLETE
        && history.loss(row, 0) <= target
        && !(history.violation(row) > 0);
  }

  /** Whether too many failures ended the run. */
  boolean isHopeless() {
    return hopeless;
  }

  /** The index of the result that ended the run. */
  int metBy() {
    return metBy;
  }
}
