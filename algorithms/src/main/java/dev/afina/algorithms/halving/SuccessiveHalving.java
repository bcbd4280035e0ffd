package dev.afina.algorithms.halving;

import dev.afina.core.pruner.Assignment;
import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.trial.TrialHistory;
import java.util.List;

/**
 * Trains many trials a little, the best of them further, and so on, within a budget.
 *
 * <p><a href="https://proceedings.mlr.press/v51/jamieson16.html">Jamieson, Talwalkar 2016</a>,
 * algorithm 1, with a factor in place of 2. Trials are set aside at their rung and continued from
 * there, as by {@link Hyperband}. The objective trains up to {@link
 * dev.afina.core.trial.Trial#maxStep} and returns its value there.
 */
public final class SuccessiveHalving implements Scheduler {

  private final PlannedHalving halving;

  private SuccessiveHalving(int trials, long budget, int factor) {
    halving =
        new PlannedHalving(
            "successive-halving", HalvingPlan.successiveHalving(trials, budget, factor));
  }

  /**
   * So many trials, of which every third comes to the next rung.
   *
   * @param trials at least 1
   * @param budget the most steps that are trained in all
   * @throws IllegalArgumentException if the budget is too small for one step each
   */
  public static SuccessiveHalving of(int trials, long budget) {
    return of(trials, budget, Hyperband.DEFAULT_FACTOR);
  }

  /**
   * So many trials, of which every η-th comes to the next rung.
   *
   * @param trials at least 1
   * @param budget the most steps that are trained in all
   * @param factor η, at least 2
   * @throws IllegalArgumentException if the budget is too small for one step each
   */
  public static SuccessiveHalving of(int trials, long budget, int factor) {
    return new SuccessiveHalving(trials, budget, factor);
  }

  /** What is going to be done. */
  public HalvingPlan halvingPlan() {
    return halving.halvingPlan();
  }

  @Override
  public String name() {
    return halving.name();
  }

  @Override
  public String plan() {
    return halving.plan();
  }

  @Override
  public PruneDecision decide(TrialHistory history, int row) {
    return halving.decide(history, row);
  }

  @Override
  public Assignment next(TrialHistory history, boolean mayStart) {
    return halving.next(history, mayStart);
  }

  @Override
  public List<Integer> surplus(TrialHistory history) {
    return halving.surplus(history);
  }
}
