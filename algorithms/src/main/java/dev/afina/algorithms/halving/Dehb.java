package dev.afina.algorithms.halving;

import dev.afina.core.pruner.Assignment;
import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.trial.Leg;
import dev.afina.core.trial.TrialHistory;
import java.util.List;
import java.util.Optional;

/**
 * The schedule of DEHB, to be used with {@link DehbSampler}: Hyperband whose first bracket promotes
 * trials, and whose other brackets evolve new ones at every rung.
 *
 * <p><a href="https://arxiv.org/abs/2105.09821">Awad, Mallik, Hutter 2021</a>, algorithm 1, with
 * the numbers of {@link HalvingPlan#hyperband}. A trial of a later bracket is trained from its
 * beginning up to its rung's step and no further, where it ends as pruned, or completes at the last
 * one. Deviation: a rung begins when all trials of the one before have ended.
 */
public final class Dehb implements Scheduler {

  private final int minSteps;
  private final int maxSteps;
  private final int factor;
  private final int iterations;
  private final HalvingPlan plan;
  private final PlannedHalving first;

  private Dehb(int minSteps, int maxSteps, int factor, int iterations) {
    this.minSteps = minSteps;
    this.maxSteps = maxSteps;
    this.factor = factor;
    this.iterations = iterations;
    plan = HalvingPlan.hyperband(minSteps, maxSteps, factor).times(iterations);
    first = new PlannedHalving("dehb", new HalvingPlan(plan.brackets().subList(0, 1), factor));
  }

  /**
   * From 1 step, with a factor of 3, once.
   *
   * @param maxSteps R, the most steps that a trial is trained for, at least 1
   */
  public static Dehb maxSteps(int maxSteps) {
    return new Dehb(1, maxSteps, Hyperband.DEFAULT_FACTOR, 1);
  }

  /** With another number of steps that every trial is trained for; 1 by default. */
  public Dehb minSteps(int steps) {
    return new Dehb(steps, maxSteps, factor, iterations);
  }

  /** With another factor, at least 2; 3 by default. */
  public Dehb factor(int eta) {
    return new Dehb(minSteps, maxSteps, eta, iterations);
  }

  /** With the whole plan so many times, one after the other; 1 by default. */
  public Dehb iterations(int count) {
    return new Dehb(minSteps, maxSteps, factor, count);
  }

  @Override
  public String name() {
    return "dehb";
  }

  @Override
  public String plan() {
    return plan.table().lines().limit(plan.brackets().size()).toList().stream()
        .reduce("in bracket 0 the best go on, in the others new trials are evolved:", Dehb::line);
  }

  private static String line(String before, String next) {
    return before + System.lineSeparator() + next;
  }

  @Override
  public PruneDecision decide(TrialHistory history, int row) {
    Optional<Leg> leg = history.leg(row);
    if (leg.isEmpty() || leg.get().bracket() == 0) {
      return first.decide(history, row);
    }
    int last = Standings.lastStep(history, row);
    return last >= leg.get().maxStep() && leg.get().maxStep() < maxSteps
        ? PruneDecision.prune("evaluated up to step %d".formatted(last))
        : PruneDecision.goOn();
  }

  @Override
  public Assignment next(TrialHistory history, boolean mayStart) {
    Assignment assignment = first.next(history, mayStart);
    if (!(assignment instanceof Assignment.Done)) {
      return assignment;
    }
    for (int b = 1; b < plan.brackets().size(); b++) {
      for (Rung rung : plan.brackets().get(b).rungs()) {
        List<Integer> there = at(history, b, rung.maxStep());
        if (there.size() < rung.size() && mayStart) {
          return Assignment.start(new Leg(b, rung.maxStep()));
        }
        if (there.stream().anyMatch(row -> isPending(history, row))) {
          return Assignment.await();
        }
      }
    }
    return Assignment.done();
  }

  private static List<Integer> at(TrialHistory history, int bracket, int step) {
    List<Integer> members = Standings.members(history, bracket, step);
    members.removeIf(row -> history.leg(row).orElseThrow().maxStep() != step);
    return members;
  }

  private static boolean isPending(TrialHistory history, int row) {
    return history.isRunning(row) || history.isPaused(row) || history.isVacant(row);
  }

  @Override
  public List<Integer> surplus(TrialHistory history) {
    return first.surplus(history);
  }
}
