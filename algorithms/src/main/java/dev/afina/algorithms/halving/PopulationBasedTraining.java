package dev.afina.algorithms.halving;

import dev.afina.core.pruner.Assignment;
import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.trial.Leg;
import dev.afina.core.trial.Seeds;
import dev.afina.core.trial.TrialHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Population-based training: all members train for an interval; then the worst fifth are replaced
 * by copies of members of the best fifth, with changed parameters, and all go on.
 *
 * <p><a href="https://arxiv.org/abs/1711.09846">Jaderberg et al. 2017</a>, algorithm 1, with
 * truncation selection and the perturbation of its section 4.1: each number is multiplied by 0.8 or
 * 1.2, or drawn anew with a chance of a quarter. A copy is a trial of its own, which begins with
 * its parent's checkpoint, at its parent's step; the one that it replaces ends as pruned.
 *
 * <p>Deviation: members wait for each other after each interval, so that the result does not depend
 * on their speed; one that fails is not replaced. The objective must be one that can be set aside,
 * and takes its parameters from the trial each time it goes on.
 */
public final class PopulationBasedTraining implements Scheduler {

  /** That of the paper, section 4.1. */
  public static final double SHARE = 0.2;

  private final int population;
  private final int interval;
  private final int maxSteps;
  private final long seed;

  private PopulationBasedTraining(int population, int interval, int maxSteps, long seed) {
    if (population < 2) {
      throw new IllegalArgumentException(
          "a population of %d has nobody to learn from; take at least 2, 20 is usual"
              .formatted(population));
    }
    if (interval < 1 || maxSteps < interval) {
      throw new IllegalArgumentException(
          "the interval (%d) must be at least 1 and no more than the most steps (%d)"
              .formatted(interval, maxSteps));
    }
    this.population = population;
    this.interval = interval;
    this.maxSteps = maxSteps;
    this.seed = seed;
  }

  /**
   * A population.
   *
   * @param members at least 2
   * @param interval steps between two selections, at least 1
   * @param maxSteps the last step of all, at least the interval
   */
  public static PopulationBasedTraining of(int members, int interval, int maxSteps) {
    return new PopulationBasedTraining(members, interval, maxSteps, 0);
  }

  /** With another seed of what is drawn for copies; 0 by default. */
  public PopulationBasedTraining seed(long value) {
    return new PopulationBasedTraining(population, interval, maxSteps, value);
  }

  @Override
  public String name() {
    return "pbt";
  }

  @Override
  public String plan() {
    return "%d members to step %d; after every %d steps the worst %d become copies of the best"
        .formatted(population, maxSteps, interval, replaced());
  }

  private int replaced() {
    return Math.max(1, (int) (SHARE * population));
  }

  @Override
  public PruneDecision decide(TrialHistory history, int row) {
    int last = Standings.lastStep(history, row);
    Optional<Leg> leg = history.leg(row);
    return leg.isPresent() && last >= leg.get().maxStep() && last < maxSteps
        ? PruneDecision.pauseOrGoOn("the population is compared at step %d".formatted(last))
        : PruneDecision.goOn();
  }

  @Override
  public Assignment next(TrialHistory history, boolean mayStart) {
    int[] members = members(history);
    int step = Integer.MAX_VALUE;
    boolean isRunning = false;
    for (int slot = 0; slot < population; slot++) {
      int row = members[slot];
      if (row < 0 && mayStart) {
        return Assignment.start(new Leg(slot, interval));
      }
      if (row >= 0 && isLive(history, row)) {
        isRunning |= !history.isPaused(row);
        step = Math.min(step, history.leg(row).orElseThrow().maxStep());
      }
    }
    Assignment otherwise = isRunning ? Assignment.await() : Assignment.done();
    for (int row : members) {
      if (row >= 0
          && isLive(history, row)
          && history.leg(row).orElseThrow().maxStep() == step
          && Standings.isPending(history, row, step)) {
        return otherwise;
      }
    }
    return step >= maxSteps ? otherwise : select(history, members, step, mayStart, otherwise);
  }

  private static boolean isLive(TrialHistory history, int row) {
    return history.isRunning(row) || history.isPaused(row) || history.isVacant(row);
  }

  /** Copies for the worst first, then all others go on. */
  private Assignment select(
      TrialHistory history, int[] members, int step, boolean mayStart, Assignment otherwise) {
    int goal = Math.min(maxSteps, step + interval);
    List<Integer> ranked = Standings.byReports(history, compared(history, step), step);
    int wanted = Math.min(replaced(), ranked.size() / 2);
    for (int worst = ranked.size() - wanted; mayStart && worst < ranked.size(); worst++) {
      int row = ranked.get(worst);
      int slot = history.leg(row).orElseThrow().bracket();
      int parent = ranked.get(Seeds.generator(seed, row, "pbt:parent").nextInt(wanted));
      if (members[slot] == row
          && (isArriving(history, row, step) || isArriving(history, parent, step))) {
        return otherwise;
      }
      if (members[slot] == row
          && Ladder.isAt(history, row, step)
          && Ladder.isAt(history, parent, step)) {
        return Assignment.copy(
            parent,
            new Leg(slot, goal),
            Perturbation.of(history, parent, Seeds.generator(seed, row, "pbt:explore")));
      }
    }
    for (int slot = 0; slot < population; slot++) {
      int row = members[slot];
      if (row >= 0 && Ladder.isAt(history, row, step)) {
        return Assignment.proceed(row, new Leg(slot, goal));
      }
    }
    return otherwise;
  }

  /** Whether a trial has reported a step at which it is about to be set aside. */
  private static boolean isArriving(TrialHistory history, int row, int step) {
    return history.isRunning(row)
        && !history.isPaused(row)
        && Standings.lastStep(history, row) == step
        && history.leg(row).filter(leg -> leg.maxStep() == step).isPresent();
  }

  /** The trials that stood in each slot at a step. */
  private List<Integer> compared(TrialHistory history, int step) {
    int[] there = new int[population];
    Arrays.fill(there, -1);
    for (int row = 0; row < history.size(); row++) {
      Optional<Leg> leg = history.leg(row);
      if (leg.isPresent()
          && leg.get().bracket() < population
          && !Double.isNaN(history.reportedAt(row, step))) {
        there[leg.get().bracket()] = row;
      }
    }
    return Arrays.stream(there).filter(row -> row >= 0).boxed().toList();
  }

  /** The row of each slot's last member; negative where there was none. */
  private int[] members(TrialHistory history) {
    int[] members = new int[population];
    Arrays.fill(members, -1);
    for (int row = 0; row < history.size(); row++) {
      Optional<Leg> leg = history.leg(row);
      if (leg.isPresent() && leg.get().bracket() < population) {
        members[leg.get().bracket()] = row;
      }
    }
    return members;
  }

  @Override
  public List<Integer> surplus(TrialHistory history) {
    int[] members = members(history);
    List<Integer> surplus = new ArrayList<>();
    for (int row = 0; row < history.size(); row++) {
      int own = row;
      if (history.isPaused(row) && Arrays.stream(members).noneMatch(member -> member == own)) {
        surplus.add(row);
      }
    }
    return surplus;
  }
}
