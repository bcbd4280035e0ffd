package dev.afina.neural.tune;

import dev.afina.core.pruner.Assignment;
import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.trial.Leg;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;

/** Trains some trials up to a first epoch, and then all of them up to the last one. */
record Rungs(int trials, int first, int last) implements Scheduler {

  @Override
  public String name() {
    return "rungs";
  }

  @Override
  public PruneDecision decide(TrialHistory history, int row) {
    int step = history.step(row, history.reports(row) - 1);
    int goal = history.leg(row).orElseThrow().maxStep();
    return step >= goal && goal < last ? PruneDecision.pause("rung") : PruneDecision.goOn();
  }

  @Override
  public Assignment next(TrialHistory history, boolean mayStart) {
    if (history.size() - history.count(TrialState.WAITING) < trials && mayStart) {
      return Assignment.start(new Leg(0, first));
    }
    boolean isRunning = false;
    for (int row = 0; row < history.size(); row++) {
      if (history.isPaused(row)) {
        return Assignment.proceed(row, new Leg(0, last));
      }
      isRunning |= history.isRunning(row) || history.isVacant(row);
    }
    return isRunning ? Assignment.await() : Assignment.done();
  }
}
