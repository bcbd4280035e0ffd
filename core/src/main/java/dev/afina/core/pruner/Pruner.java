package dev.afina.core.pruner;

import dev.afina.core.trial.TrialHistory;

/**
 * Decides after a report whether a trial should end early.
 *
 * <p>A function of the history alone; called by one thread at a time.
 */
public interface Pruner {

  /** The name it is chosen and stored by, such as {@code median}. */
  String name();

  /**
   * Whether a running trial should end after its latest report.
   *
   * @param row the trial's row, with at least one report
   */
  PruneDecision decide(TrialHistory history, int row);

  /** Never ends a trial. */
  static Pruner none() {
    return NoPruner.INSTANCE;
  }
}
