package dev.afina.core.study;

import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.trial.Leg;
import dev.afina.core.trial.TrialTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the trials that are set aside wait for.
 *
 * <p>One that has come to the end of its leg waits for the scheduler's word, where the scheduler
 * has set it aside there. It may also have lost its worker, or the time was up, between its last
 * report and its end; then it goes on like every trial that was set aside short of the end of its
 * leg. The two are told apart by asking the scheduler again what it says of that report.
 *
 * <p>Guarded by the ledger.
 */
final class SetAside {

  private final TrialTable table;

  /** By row, the last step of the leg at whose end the trial is known to wait. */
  private final Map<Integer, Integer> waiting = new HashMap<>();

  SetAside(TrialTable table) {
    this.table = table;
  }

  /** Whether the trial of a row is set aside, and needs nobody's word to go on. */
  boolean isUnfinished(int row, Scheduler scheduler) {
    return table.isPaused(row) && (!isAtEndOfLeg(row) || isUnnoticed(row, scheduler, false));
  }

  /** Whether the trial of a row is set aside at the end of its leg, and its scheduler ends it. */
  boolean isOver(int row, Scheduler scheduler) {
    return table.isPaused(row) && isAtEndOfLeg(row) && isUnnoticed(row, scheduler, true);
  }

  private boolean isUnnoticed(int row, Scheduler scheduler, boolean ends) {
    int step = table.leg(row).orElseThrow().maxStep();
    if (waiting.getOrDefault(row, -1) == step) {
      return false;
    }
    PruneDecision decision = scheduler.decide(table, row);
    if (decision.pause()) {
      waiting.put(row, step);
      return false;
    }
    return decision.prune() == ends;
  }

  private boolean isAtEndOfLeg(int row) {
    int reports = table.reports(row);
    Optional<Leg> leg = table.leg(row);
    return leg.isPresent() && reports > 0 && table.step(row, reports - 1) >= leg.get().maxStep();
  }
}
