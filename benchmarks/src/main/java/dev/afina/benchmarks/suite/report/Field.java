package dev.afina.benchmarks.suite.report;

import dev.afina.benchmarks.suite.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * Samplers that are compared with each other, on the cells that all of them have.
 *
 * @param samplers in alphabetical order
 * @param problems in the suite's order
 * @param seeds by problem, those that all samplers have
 */
record Field(List<String> samplers, List<Problem> problems, Map<String, List<Integer>> seeds) {

  /**
   * The samplers that have enough seeds on every problem.
   *
   * @param candidates from whom they are chosen
   * @param enough how many seeds a problem needs at least
   */
  static Field of(
      Results results,
      List<String> candidates,
      List<Problem> problems,
      ToIntFunction<Problem> enough) {
    List<String> samplers = new ArrayList<>();
    for (String sampler : candidates) {
      if (problems.stream()
          .allMatch(p -> results.seeds(sampler, p).size() >= enough.applyAsInt(p))) {
        samplers.add(sampler);
      }
    }
    Map<String, List<Integer>> seeds = new LinkedHashMap<>();
    List<Problem> shared = new ArrayList<>();
    for (Problem problem : problems) {
      SortedSet<Integer> common = new TreeSet<>();
      for (int i = 0; i < samplers.size(); i++) {
        SortedSet<Integer> own = results.seeds(samplers.get(i), problem);
        if (i == 0) {
          common.addAll(own);
        } else {
          common.retainAll(own);
        }
      }
      if (!common.isEmpty()) {
        shared.add(problem);
        seeds.put(problem.name(), List.copyOf(common));
      }
    }
    return new Field(samplers, shared, seeds);
  }

  /** The seeds of a problem. */
  List<Integer> seeds(Problem problem) {
    return seeds.getOrDefault(problem.name(), List.of());
  }

  /** The fewest and the most seeds of a problem, in words. */
  String seedsInWords() {
    int least = seeds.values().stream().mapToInt(List::size).min().orElse(0);
    int most = seeds.values().stream().mapToInt(List::size).max().orElse(0);
    return least == most ? Integer.toString(least) : least + " to " + most;
  }

  /** Whether there is something to compare. */
  boolean isComparison() {
    return samplers.size() > 1 && !problems.isEmpty();
  }
}
