package dev.afina.algorithms.halving;

import dev.afina.core.trial.Leg;
import dev.afina.core.trial.TrialHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The populations of DEHB, one a step that trials are trained up to, as the trials before one make
 * them.
 *
 * <p>Those of the first bracket are a step's first population; each later trial stands against one
 * member after the other, and takes its place if it is no worse.
 */
final class Populations {

  private final TreeMap<Integer, List<Integer>> members = new TreeMap<>();
  private final TreeMap<Integer, Integer> children = new TreeMap<>();
  private final TrialHistory history;

  /** Of the trials in the rows before one. */
  Populations(TrialHistory history, int end) {
    this.history = history;
    TreeSet<Integer> steps = new TreeSet<>();
    for (int row = 0; row < history.size(); row++) {
      history.leg(row).ifPresent(leg -> steps.add(leg.maxStep()));
    }
    for (int step : steps) {
      members.put(step, new ArrayList<>());
      children.put(step, 0);
      for (int row : Standings.members(history, 0, step)) {
        if (row < end && !Double.isNaN(value(row, step))) {
          members.get(step).add(row);
        }
      }
    }
    for (int row = 0; row < end; row++) {
      Optional<Leg> leg = history.leg(row);
      if (leg.isPresent() && leg.get().bracket() > 0) {
        compete(row, leg.get().maxStep());
      }
    }
  }

  private void compete(int row, int step) {
    List<Integer> population = members.computeIfAbsent(step, s -> new ArrayList<>());
    int child = children.merge(step, 1, Integer::sum) - 1;
    double value = value(row, step);
    if (population.isEmpty()) {
      if (!Double.isNaN(value)) {
        population.add(row);
      }
      return;
    }
    int place = child % population.size();
    if (value <= value(population.get(place), step)) {
      population.set(place, row);
    }
  }

  private double value(int row, int step) {
    return Standings.reportedFrom(history, row, step);
  }

  /** The member that the next trial at a step stands against; negative if there is none. */
  int target(int step) {
    List<Integer> population = members.getOrDefault(step, List.of());
    return population.isEmpty()
        ? -1
        : population.get(children.getOrDefault(step, 0) % population.size());
  }

  /**
   * The trials that the next one at a step descends from: its population, or, in a rung that is not
   * its bracket's first, the best of the next lower one, as many; filled up with all others where
   * that is fewer than three.
   */
  List<Integer> parents(int step, boolean isFirstRung) {
    List<Integer> own = members.getOrDefault(step, List.of());
    List<Integer> parents = new ArrayList<>(own);
    Map.Entry<Integer, List<Integer>> lower = members.lowerEntry(step);
    if (!isFirstRung && lower != null && !own.isEmpty()) {
      List<Integer> ranked = Standings.byReports(history, lower.getValue(), lower.getKey());
      parents = new ArrayList<>(ranked.subList(0, Math.min(own.size(), ranked.size())));
    }
    for (List<Integer> population : members.values()) {
      for (int row : population) {
        if (parents.size() < 3 && !parents.contains(row)) {
          parents.add(row);
        }
      }
    }
    return parents;
  }
}
