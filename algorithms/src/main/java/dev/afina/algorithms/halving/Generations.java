package dev.afina.algorithms.halving;

import dev.afina.core.pruner.Assignment;
import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.trial.Leg;
import dev.afina.core.trial.Seeds;
import dev.afina.core.trial.TrialHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A population whose members train interval by interval, wait for each other, and are then replaced
 * where they are the worst; a member's place, or slot, is its trial's bracket.
 *
 * @param population members, at least 2
 * @param interval steps between two selections, at least 1
 * @param maxSteps the last step of all, at least the interval
 * @param seed of what is drawn for copies
 * @param explorer chooses the parameters of copies
 */
record Generations(int population, int interval, int maxSteps, long seed, Explorer explorer) {

  /** Chooses the parameters of copies. */
  @FunctionalInterface
  interface Explorer {

    /**
     * External values by name.
     *
     * @param worst which of those that are replaced the copy is for, from 0
     */
    Map<String, @Nullable Object> explore(
        TrialHistory history, Generations generations, Selection selection, int worst);
  }

  /** Refuses populations that cannot be. */
  Generations {
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
  }

  /** With another seed. */
  Generations withSeed(long value) {
    return new Generations(population, interval, maxSteps, value, explorer);
  }

  /** What is going to be done, in a line for people. */
  String plan() {
    return "%d members to step %d; after every %d steps the worst %d become copies of the best"
        .formatted(population, maxSteps, interval, replaced());
  }

  /** How many are replaced at once. */
  int replaced() {
    return Math.max(1, (int) (PopulationBasedTraining.SHARE * population));
  }

  /** Sets trials aside at the ends of intervals. */
  PruneDecision decide(TrialHistory history, int row) {
    int last = Standings.lastStep(history, row);
    Optional<Leg> leg = history.leg(row);
    return leg.isPresent() && last >= leg.get().maxStep() && last < maxSteps
        ? PruneDecision.pauseOrGoOn("the population is compared at step %d".formatted(last))
        : PruneDecision.goOn();
  }

  /** Starts members, then lets all train an interval after the other. */
  Assignment next(TrialHistory history, boolean mayStart) {
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
    Selection selection = selection(history, step);
    for (int worst = 0; mayStart && worst < selection.worst().size(); worst++) {
      int row = selection.worst().get(worst);
      int slot = history.leg(row).orElseThrow().bracket();
      int parent = selection.parents().get(worst);
      if (members[slot] == row
          && (isArriving(history, row, step) || isArriving(history, parent, step))) {
        return otherwise;
      }
      if (members[slot] == row
          && Ladder.isAt(history, row, step)
          && Ladder.isAt(history, parent, step)) {
        return Assignment.copy(
            parent, new Leg(slot, goal), explorer.explore(history, this, selection, worst));
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

  /**
   * Which trials are replaced at a step, by copies of which.
   *
   * @param step where all were compared
   * @param others rows that go on as they are, the best first
   * @param worst rows that are replaced, the worst last
   * @param parents for each of the worst the row that its copy begins with
   */
  record Selection(int step, List<Integer> others, List<Integer> worst, List<Integer> parents) {}

  /** The selection at a step, from what was reported there; the same whenever it is asked for. */
  Selection selection(TrialHistory history, int step) {
    List<Integer> ranked = Standings.byReports(history, compared(history, step), step);
    int wanted = Math.min(replaced(), ranked.size() / 2);
    List<Integer> others = ranked.subList(0, ranked.size() - wanted);
    List<Integer> worst = ranked.subList(ranked.size() - wanted, ranked.size());
    List<Integer> parents = new ArrayList<>();
    for (int row : worst) {
      parents.add(ranked.get(Seeds.generator(seed, row, "pbt:parent").nextInt(wanted)));
    }
    return new Selection(step, others, worst, parents);
  }

  /** The row whose copy a slot's next trial began as at a step; negative if there was none. */
  int parent(TrialHistory history, int slot, int step) {
    Selection selection = selection(history, step);
    for (int i = 0; i < selection.worst().size(); i++) {
      if (history.leg(selection.worst().get(i)).orElseThrow().bracket() == slot) {
        return selection.parents().get(i);
      }
    }
    return -1;
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

  /** Those that copies have replaced. */
  List<Integer> surplus(TrialHistory history) {
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
