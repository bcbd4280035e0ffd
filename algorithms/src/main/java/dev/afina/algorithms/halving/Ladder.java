package dev.afina.algorithms.halving;

import dev.afina.core.pruner.Assignment;
import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.trial.Leg;
import dev.afina.core.trial.TrialHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The rungs of asynchronous halving, r·η^k and at last R, and who is to be promoted.
 *
 * @param budget the most steps that are ordered in all, if limited
 */
record Ladder(int minSteps, int maxSteps, int factor, OptionalLong budget) {

  Ladder {
    HalvingPlan.check(minSteps, maxSteps, factor);
    if (budget.isPresent() && budget.getAsLong() < maxSteps) {
      throw new IllegalArgumentException(
          "a budget of %d steps is less than the most steps of one trial (%d); raise it, or lower those"
              .formatted(budget.getAsLong(), maxSteps));
    }
  }

  /** The last step of each rung, ascending. */
  List<Integer> steps() {
    List<Integer> steps = new ArrayList<>();
    for (long step = minSteps; step < maxSteps; step *= factor) {
      steps.add((int) step);
    }
    steps.add(maxSteps);
    return steps;
  }

  /** Sets a trial aside when it comes to a rung, but for the last one. */
  PruneDecision decide(TrialHistory history, int row) {
    Optional<Leg> leg = history.leg(row);
    if (leg.isEmpty()) {
      return PruneDecision.goOn();
    }
    List<Integer> steps = steps();
    int last = Standings.lastStep(history, row);
    int before = history.reports(row) < 2 ? 0 : history.step(row, history.reports(row) - 2);
    for (int k = steps.size() - 2; k >= 0; k--) {
      int step = steps.get(k);
      if (step >= leg.get().maxStep() && before < step && step <= last) {
        String reason = "rung %d at step %d".formatted(k, last);
        return Standings.isAmongBest(history, Standings.members(history, 0, 1), row, step, factor)
            ? PruneDecision.pauseOrGoOn(reason)
            : PruneDecision.pause(reason);
      }
    }
    return PruneDecision.goOn();
  }

  /**
   * Promotes a trial, or else starts one; when nothing else is left, the best one goes to the end.
   *
   * @param rungs how many rungs there are at present
   */
  Assignment next(TrialHistory history, boolean mayStart, int rungs) {
    Optional<Assignment.Continue> promoted = promotable(history, rungs);
    if (promoted.isPresent()) {
      return promoted.get();
    }
    if (mayStart && steps().get(0) <= left(history)) {
      return Assignment.start(new Leg(0, steps().get(0)));
    }
    if (isAnyRunning(history)) {
      return Assignment.await();
    }
    Optional<Assignment.Continue> winner = winner(history);
    return winner.isPresent() ? winner.get() : Assignment.done();
  }

  /**
   * A trial that is to be promoted: of the rungs from the top, the first that has one among its
   * best 1/η that is set aside there.
   *
   * @param rungs how many rungs there are at present
   * @return the row and its next leg
   */
  private Optional<Assignment.Continue> promotable(TrialHistory history, int rungs) {
    List<Integer> steps = steps();
    long left = left(history);
    for (int k = rungs - 2; k >= 0; k--) {
      int step = steps.get(k);
      int above = steps.get(k + 1);
      List<Integer> ranked = Standings.ranked(history, Standings.members(history, 0, step), step);
      for (int row : ranked.subList(0, ranked.size() / factor)) {
        if (isAt(history, row, step) && above - step <= left) {
          return Optional.of(new Assignment.Continue(row, new Leg(0, above)));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a trial is set aside at a rung. */
  static boolean isAt(TrialHistory history, int row, int step) {
    return history.isPaused(row)
        && history.leg(row).filter(leg -> leg.maxStep() == step).isPresent();
  }

  /** How many steps may still be ordered. */
  private long left(TrialHistory history) {
    if (budget.isEmpty()) {
      return Long.MAX_VALUE;
    }
    long ordered = 0;
    for (int row = 0; row < history.size(); row++) {
      int last = Standings.lastStep(history, row);
      Optional<Leg> leg = history.leg(row);
      boolean isOpen = history.isRunning(row) || history.isPaused(row) || history.isVacant(row);
      ordered += Math.max(last, isOpen && leg.isPresent() ? leg.get().maxStep() : 0);
    }
    return budget.getAsLong() - ordered;
  }

  /**
   * The best trial of the highest rung that has one, when nothing else is left to do and no trial
   * has come to the end: it is trained up to there, as far as the budget allows.
   */
  private Optional<Assignment.Continue> winner(TrialHistory history) {
    List<Integer> steps = steps();
    for (int k = steps.size() - 1; k >= 0; k--) {
      int step = steps.get(k);
      List<Integer> ranked = Standings.ranked(history, Standings.members(history, 0, step), step);
      if (!ranked.isEmpty()) {
        int best = ranked.get(0);
        return isAt(history, best, step) && maxSteps - step <= left(history)
            ? Optional.of(new Assignment.Continue(best, new Leg(0, maxSteps)))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Whether a trial runs that may come to a rung. */
  private static boolean isAnyRunning(TrialHistory history) {
    for (int row = 0; row < history.size(); row++) {
      if (history.isRunning(row) || (history.isVacant(row) && history.leg(row).isPresent())) {
        return true;
      }
    }
    return false;
  }
}
