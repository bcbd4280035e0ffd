package dev.afina.algorithms.halving;

import dev.afina.core.pruner.Assignment;
import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.trial.TrialHistory;
import java.util.List;

/**
 * Successive halving in several brackets, from many trials that are trained little at first to few
 * that are trained to the end.
 *
 * <p><a href="https://jmlr.org/papers/v18/16-558.html">Li et al. 2018</a>, algorithm 1. A step is
 * one report of the objective's, such as an epoch, counted from 1. Trials are set aside at their
 * rung and continued from there, so that no step is done twice; where an objective cannot be set
 * aside, a trial goes on at a rung if it is among the best ⌊k/η⌋ of the k that came to it before,
 * and ends if not.
 *
 * <p>Deviations: trials of the next bracket begin while those of one before are awaited; a trial
 * that fails takes no place of the next rung's; steps are rounded down where R is no power of η.
 */
public final class Hyperband implements Scheduler {

  /** That of the paper, section 2.6, and of KerasTuner and Optuna. */
  public static final int DEFAULT_FACTOR = 3;

  private final int minSteps;
  private final int maxSteps;
  private final int factor;
  private final int iterations;
  private final boolean asKerasTuner;
  private final PlannedHalving halving;

  private Hyperband(int minSteps, int maxSteps, int factor, int iterations, boolean asKerasTuner) {
    if (asKerasTuner && minSteps != 1) {
      throw new IllegalArgumentException(
          "KerasTuner's plan has no fewest number of steps (%d given); leave it out, or take the paper's plan"
              .formatted(minSteps));
    }
    this.minSteps = minSteps;
    this.maxSteps = maxSteps;
    this.factor = factor;
    this.iterations = iterations;
    this.asKerasTuner = asKerasTuner;
    HalvingPlan once =
        asKerasTuner
            ? HalvingPlan.kerasTuner(maxSteps, factor)
            : HalvingPlan.hyperband(minSteps, maxSteps, factor);
    halving = new PlannedHalving("hyperband", once.times(iterations));
  }

  /**
   * With the paper's plan, a factor of 3, once.
   *
   * @param maxSteps R, the most steps that a trial is trained for, at least 1
   * @throws IllegalArgumentException if they are fewer
   */
  public static Hyperband maxSteps(int maxSteps) {
    return new Hyperband(1, maxSteps, DEFAULT_FACTOR, 1, false);
  }

  /**
   * With another number of steps that every trial is trained for; 1 by default.
   *
   * @param steps r, from 1 to the most steps
   * @throws IllegalArgumentException if they are outside of these, or the plan is KerasTuner's
   */
  public Hyperband minSteps(int steps) {
    return new Hyperband(steps, maxSteps, factor, iterations, asKerasTuner);
  }

  /**
   * With another factor; {@value #DEFAULT_FACTOR} by default.
   *
   * @param eta at least 2
   * @throws IllegalArgumentException if it is less
   */
  public Hyperband factor(int eta) {
    return new Hyperband(minSteps, maxSteps, eta, iterations, asKerasTuner);
  }

  /**
   * With the whole plan so many times, one after the other; 1 by default.
   *
   * @param count at least 1
   * @throws IllegalArgumentException if it is less
   */
  public Hyperband iterations(int count) {
    return new Hyperband(minSteps, maxSteps, factor, count, asKerasTuner);
  }

  /** With {@linkplain HalvingPlan#kerasTuner KerasTuner's plan} in place of the paper's. */
  public Hyperband asKerasTuner() {
    return new Hyperband(minSteps, maxSteps, factor, iterations, true);
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
