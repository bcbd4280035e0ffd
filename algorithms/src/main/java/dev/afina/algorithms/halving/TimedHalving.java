package dev.afina.algorithms.halving;

import dev.afina.core.pruner.Assignment;
import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.trial.Leg;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trains many trials a little, the best of them further, and so on, within a budget of time: the
 * sum of the times that trials are worked at, whichever workers do it.
 *
 * <p>Successive halving of <a href="https://proceedings.mlr.press/v51/jamieson16.html">Jamieson,
 * Talwalkar 2016</a>, algorithm 1: every rung is given the same part of what is left, and of that
 * every trial the same. How many steps that is follows from what steps took so far; the first trial
 * begins with one. The last rung plans with two thirds of what is left, so that its trial completes
 * although its steps become slower by up to a half; a trial is pruned where its next step, that
 * much slower, would exceed the budget. The objective trains up to {@link
 * dev.afina.core.trial.Trial#maxStep} and returns its value there.
 *
 * <p>The bracket of a trial's leg tells its rung.
 */
public final class TimedHalving implements Scheduler {

  private static final double MOST = 1e9;

  /** So that the last step of a part does not exceed it by an error of rounding. */
  private static final double ROUNDING = 1 - 1e-9;

  /**
   * The share of what is left that the last rung plans with: times vary, and a trial that is out of
   * time before its last step returns no value.
   */
  private static final double LAST_SHARE = 2.0 / 3;

  private final int trials;
  private final double budget;
  private final int factor;

  private TimedHalving(int trials, Duration budget, int factor) {
    HalvingPlan.checkFactor(factor);
    if (trials < 1) {
      throw new IllegalArgumentException(
          "the number of trials (%d) must be at least 1".formatted(trials));
    }
    if (budget.isNegative() || budget.isZero()) {
      throw new IllegalArgumentException(
          "the budget of time (%s) must be above 0".formatted(budget));
    }
    this.trials = trials;
    this.budget = budget.toNanos() / 1e9;
    this.factor = factor;
  }

  /** So many trials at first, of which every third comes to the next rung. */
  public static TimedHalving of(int trials, Duration budget) {
    return of(trials, budget, Hyperband.DEFAULT_FACTOR);
  }

  /**
   * So many trials at first, of which every η-th comes to the next rung.
   *
   * @param trials at least 1
   * @param budget the sum of the times of all trials, above 0
   * @param factor η, at least 2
   */
  public static TimedHalving of(int trials, Duration budget, int factor) {
    return new TimedHalving(trials, budget, factor);
  }

  @Override
  public String name() {
    return "timed-halving";
  }

  @Override
  public String plan() {
    return "rungs of %s trials, each for 1/%d of %s s of training"
        .formatted(sizes(), sizes().size(), budget);
  }

  private List<Integer> sizes() {
    List<Integer> sizes = new ArrayList<>();
    for (int size = trials; size >= 1; size /= factor) {
      sizes.add(size);
    }
    return sizes;
  }

  @Override
  public PruneDecision decide(TrialHistory history, int row) {
    Optional<Leg> leg = history.leg(row);
    int last = Standings.lastStep(history, row);
    if (leg.isEmpty()) {
      return PruneDecision.goOn();
    }
    boolean isLastRung = leg.get().bracket() == sizes().size() - 1;
    if (last < leg.get().maxStep() || (isLastRung && last == leg.get().maxStep())) {
      return last < leg.get().maxStep() && spent(history) + pace(history, row) / LAST_SHARE > budget
          ? PruneDecision.prune("the budget of time is used up")
          : PruneDecision.goOn();
    }
    return isLastRung
        ? PruneDecision.prune("it has gone beyond its last step; return a value there")
        : PruneDecision.pause("its part of the time is used up at step %d".formatted(last));
  }

  @Override
  public Assignment next(TrialHistory history, boolean mayStart) {
    List<Integer> at = new ArrayList<>();
    boolean isPending = false;
    for (int row = 0; row < history.size(); row++) {
      if (history.leg(row).isPresent()) {
        at.add(row);
        isPending |= history.isRunning(row) || history.isVacant(row);
      }
    }
    Assignment otherwise = isPending ? Assignment.await() : Assignment.done();
    double left = budget - spent(history);
    List<Integer> sizes = sizes();
    int before = 0;
    for (int rung = 0; rung < sizes.size(); rung++) {
      int step = step(history, rung, before);
      if (step <= before && left >= slowest(history)) {
        double part = rung == sizes.size() - 1 ? left * LAST_SHARE : left / (sizes.size() - rung);
        step = before + steps(history, part, rung, at);
      }
      if (step <= before || left < slowest(history)) {
        return otherwise;
      }
      for (int row : at) {
        if (history.isPaused(row) && isShort(history, row, rung, step)) {
          return Assignment.proceed(row, new Leg(rung, step));
        }
      }
      if (rung == 0 && at.size() < trials && mayStart) {
        return Assignment.start(new Leg(0, step));
      }
      for (int row : at) {
        if (Standings.isPending(history, row, step)) {
          return otherwise;
        }
      }
      List<Integer> ranked = Standings.ranked(history, at, step);
      int above = rung + 1 < sizes.size() ? sizes.get(rung + 1) : 0;
      at = ranked.subList(0, Math.min(above, ranked.size()));
      before = step;
    }
    return otherwise;
  }

  private static boolean isShort(TrialHistory history, int row, int rung, int step) {
    Leg leg = history.leg(row).orElseThrow();
    return leg.bracket() <= rung && leg.maxStep() < step;
  }

  /** The last step that trials were ordered to in a rung, after the one before; 0 if none was. */
  private static int step(TrialHistory history, int rung, int before) {
    int step = 0;
    for (int row = 0; row < history.size(); row++) {
      Optional<Leg> leg = history.leg(row);
      if (leg.isPresent() && leg.get().bracket() == rung && leg.get().maxStep() > before) {
        step = Math.max(step, leg.get().maxStep());
      }
    }
    boolean isPilot = rung == 0 && step == 1;
    return isPilot ? 0 : step;
  }

  /** How many steps of all trials of a rung fit into some seconds; one if no pace is known. */
  private int steps(TrialHistory history, double seconds, int rung, List<Integer> at) {
    double each = rung == 0 ? trials * pace(history) : 0;
    if (rung > 0) {
      for (int row : at) {
        each += pace(history, row);
      }
    }
    int fitting = Double.isNaN(each) ? 0 : (int) Math.min(MOST, seconds / each * ROUNDING);
    return rung == 0 ? Math.max(1, fitting) : fitting;
  }

  /** Seconds that all trials were worked at. */
  private static double spent(TrialHistory history) {
    double spent = 0;
    for (int row = 0; row < history.size(); row++) {
      double seconds = history.seconds(row);
      spent += Double.isNaN(seconds) || history.leg(row).isEmpty() ? 0 : seconds;
    }
    return spent;
  }

  /** Mean seconds a step; NaN if none was reported. */
  private static double pace(TrialHistory history) {
    double seconds = 0;
    long steps = 0;
    for (int row = 0; row < history.size(); row++) {
      if (hasPace(history, row)) {
        seconds += history.seconds(row);
        steps += Standings.lastStep(history, row);
      }
    }
    return steps == 0 ? Double.NaN : Math.max(1e-9, seconds / steps);
  }

  /** Seconds a step of a trial that has reported. */
  private static double pace(TrialHistory history, int row) {
    return Math.max(1e-9, history.seconds(row) / Standings.lastStep(history, row));
  }

  /** Seconds a step of the slowest trial; 0 if none was reported. */
  private static double slowest(TrialHistory history) {
    double slowest = 0;
    for (int row = 0; row < history.size(); row++) {
      if (hasPace(history, row)) {
        slowest = Math.max(slowest, pace(history, row));
      }
    }
    return slowest;
  }

  private static boolean hasPace(TrialHistory history, int row) {
    return !history.isVacant(row)
        && history.state(row) != TrialState.FAIL
        && !Double.isNaN(history.seconds(row))
        && Standings.lastStep(history, row) > 0;
  }
}
