package dev.afina.algorithms.halving;

import dev.afina.core.pruner.Assignment;
import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.trial.TrialHistory;
import java.util.List;
import java.util.OptionalLong;

/**
 * {@link Asha} whose last rung is added only when it is needed: while the two highest rungs rank
 * their trials differently.
 *
 * <p><a href="https://arxiv.org/abs/2207.06940">Bohdal et al. 2023</a>, algorithm 1, with soft
 * ranking: trials whose values differ by no more than ε at the highest rung may change places, and
 * ε is the 90th percentile of the differences between trials that overtook each other twice, as in
 * its section 4.2. It begins with two rungs.
 *
 * <p>Deviation: when it is done, the best trial of the highest rung is trained to the end, so that
 * the study has a completed trial.
 */
public final class Pasha implements Scheduler {

  private final Ladder ladder;

  private Pasha(Ladder ladder) {
    this.ladder = ladder;
  }

  /**
   * From 1 step, with a factor of 3.
   *
   * @param maxSteps R, the most steps that a trial is trained for, at least 1
   * @throws IllegalArgumentException if they are fewer
   */
  public static Pasha maxSteps(int maxSteps) {
    return new Pasha(new Ladder(1, maxSteps, Hyperband.DEFAULT_FACTOR, OptionalLong.empty()));
  }

  /**
   * With another number of steps that every trial is trained for; 1 by default.
   *
   * @param steps r, from 1 to the most steps
   * @throws IllegalArgumentException if they are outside of these
   */
  public Pasha minSteps(int steps) {
    return new Pasha(new Ladder(steps, ladder.maxSteps(), ladder.factor(), ladder.budget()));
  }

  /**
   * With another factor; 3 by default, as in the paper.
   *
   * @param eta at least 2
   * @throws IllegalArgumentException if it is less
   */
  public Pasha factor(int eta) {
    return new Pasha(new Ladder(ladder.minSteps(), ladder.maxSteps(), eta, ladder.budget()));
  }

  /**
   * With a budget of steps, which is never exceeded; without one by default.
   *
   * @param steps of all trials together, at least the most steps of one
   * @throws IllegalArgumentException if they are fewer
   */
  public Pasha budget(long steps) {
    return new Pasha(
        new Ladder(ladder.minSteps(), ladder.maxSteps(), ladder.factor(), OptionalLong.of(steps)));
  }

  @Override
  public String name() {
    return "pasha";
  }

  @Override
  public String plan() {
    return "rungs at the steps %s, those from the third on as they are needed; of each the best 1/%d go on"
        .formatted(ladder.steps(), ladder.factor());
  }

  @Override
  public PruneDecision decide(TrialHistory history, int row) {
    return ladder.decide(history, row);
  }

  @Override
  public Assignment next(TrialHistory history, boolean mayStart) {
    return ladder.next(history, mayStart, rungs(history));
  }

  /** How many rungs there are: two, those in use, and one more while the ranking is not stable. */
  int rungs(TrialHistory history) {
    List<Integer> steps = ladder.steps();
    int rungs = Math.min(2, steps.size());
    while (rungs < steps.size() && isInUse(history, steps.get(rungs))) {
      rungs++;
    }
    if (rungs >= 2 && rungs < steps.size()) {
      SoftRanking ranking = new SoftRanking(history, steps.subList(0, rungs));
      if (!ranking.isStable()) {
        rungs++;
      }
    }
    return rungs;
  }

  private static boolean isInUse(TrialHistory history, int step) {
    for (int row = 0; row < history.size(); row++) {
      if (history.leg(row).filter(leg -> leg.maxStep() == step).isPresent()) {
        return true;
      }
    }
    return false;
  }
}
