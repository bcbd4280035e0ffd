package dev.afina.core.study;

import dev.afina.core.pruner.Assignment;
import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.trial.Leg;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;

/** Trains some trials up to a first step, and the best of them up to a last one. */
record RungScheduler(int trials, int first, int last) implements Scheduler {

  @Override
  public String name() {
    return "rung";
  }

  @Override
  public PruneDecision decide(TrialHistory history, int row) {
    int step = history.step(row, history.reports(row) - 1);
    int goal = history.leg(row).orElseThrow().maxStep();
    return step >= goal && goal < last
        ? PruneDecision.pause("rung at step " + goal)
        : PruneDecision.goOn();
  }

  @Override
  public Assignment next(TrialHistory history, boolean mayStart) {
    boolean isRunning = false;
    boolean isPromoted = false;
    int best = -1;
    for (int row = 0; row < history.size(); row++) {
      isRunning |= history.isRunning(row) || history.isVacant(row);
      isPromoted |= history.leg(row).filter(leg -> leg.maxStep() == last).isPresent();
      if (history.isPaused(row)
          && (best < 0 || history.reportedAt(row, first) < history.reportedAt(best, first))) {
        best = row;
      }
    }
    if (history.size() - history.count(TrialState.WAITING) < trials && mayStart) {
      return Assignment.start(new Leg(0, first));
    }
    if (isRunning) {
      return Assignment.await();
    }
    return isPromoted || best < 0 ? Assignment.done() : Assignment.proceed(best, new Leg(0, last));
  }
}
