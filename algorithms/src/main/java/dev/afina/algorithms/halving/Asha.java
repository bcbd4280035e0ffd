package dev.afina.algorithms.halving;

import dev.afina.core.pruner.Assignment;
import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.trial.TrialHistory;
import java.util.OptionalLong;

/**
 * Asynchronous successive halving: a worker that is free promotes a trial that is among the best
 * 1/η of its rung, or else starts a new one; nobody waits for a rung to fill.
 *
 * <p><a href="https://arxiv.org/abs/1810.05934">Li et al. 2020</a>, algorithm 2, with an early-
 * stopping rate of 0. A step is one report of the objective's, such as an epoch, counted from 1;
 * rungs are at r·η^k steps, the last at R. Trials are set aside and continued, so that no step is
 * done twice; where an objective cannot be set aside, a trial goes on at a rung if it is among the
 * best ⌊k/η⌋ of the k that came to it, and ends if not, as in Optuna's {@code
 * SuccessiveHalvingPruner}.
 *
 * <p>It ends when no more trials can be started, by the study's {@link
 * dev.afina.core.study.Budget}, an own budget of steps, or the search space, and nothing is left to
 * promote. Deviation: then the best trial is trained to the end if none was.
 */
public final class Asha implements Scheduler {

  private final Ladder ladder;

  private Asha(Ladder ladder) {
    this.ladder = ladder;
  }

  /**
   * From 1 step, with a factor of 3.
   *
   * @param maxSteps R, the most steps that a trial is trained for, at least 1
   * @throws IllegalArgumentException if they are fewer
   */
  public static Asha maxSteps(int maxSteps) {
    return new Asha(new Ladder(1, maxSteps, Hyperband.DEFAULT_FACTOR, OptionalLong.empty()));
  }

  /**
   * With another number of steps that every trial is trained for; 1 by default.
   *
   * @param steps r, from 1 to the most steps
   * @throws IllegalArgumentException if they are outside of these
   */
  public Asha minSteps(int steps) {
    return new Asha(new Ladder(steps, ladder.maxSteps(), ladder.factor(), ladder.budget()));
  }

  /**
   * With another factor; 3 by default, and 4 in the paper's experiments.
   *
   * @param eta at least 2
   * @throws IllegalArgumentException if it is less
   */
  public Asha factor(int eta) {
    return new Asha(new Ladder(ladder.minSteps(), ladder.maxSteps(), eta, ladder.budget()));
  }

  /**
   * With a budget of steps, which is never exceeded; without one by default.
   *
   * @param steps of all trials together, at least the most steps of one
   * @throws IllegalArgumentException if they are fewer
   */
  public Asha budget(long steps) {
    return new Asha(
        new Ladder(ladder.minSteps(), ladder.maxSteps(), ladder.factor(), OptionalLong.of(steps)));
  }

  @Override
  public String name() {
    return "asha";
  }

  @Override
  public String plan() {
    return "rungs at the steps %s; of each the best 1/%d go on"
        .formatted(ladder.steps(), ladder.factor());
  }

  @Override
  public PruneDecision decide(TrialHistory history, int row) {
    return ladder.decide(history, row);
  }

  @Override
  public Assignment next(TrialHistory history, boolean mayStart) {
    return ladder.next(history, mayStart, ladder.steps().size());
  }
}
