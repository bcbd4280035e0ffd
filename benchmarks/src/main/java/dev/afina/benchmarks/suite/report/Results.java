package dev.afina.benchmarks.suite.report;

import dev.afina.benchmarks.suite.cell.Cell;
import dev.afina.benchmarks.suite.cell.CellFile;
import dev.afina.benchmarks.suite.problem.Problem;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Cells of samplers.
 *
 * @param cells by sampler, in alphabetical order, then by problem and seed
 */
record Results(Map<String, Map<Cell.Key, Cell>> cells) {

  /** The cells of some samplers in a folder that have all trials. */
  static Results read(Path folder, List<String> samplers) {
    return read(folder, samplers, Problem.TRIALS);
  }

  /** The cells of some samplers in a folder that have at least so many whole trials. */
  static Results read(Path folder, List<String> samplers, int trials) {
    Map<String, Map<Cell.Key, Cell>> all = new TreeMap<>();
    for (String sampler : samplers) {
      Map<Cell.Key, Cell> whole = new LinkedHashMap<>();
      for (Cell cell : CellFile.of(folder, sampler).read().values()) {
        if (cell.trials() >= trials) {
          whole.put(cell.key(), cell);
        }
      }
      all.put(sampler, whole);
    }
    return new Results(all);
  }

  /** The samplers, in alphabetical order. */
  List<String> samplers() {
    return List.copyOf(cells.keySet());
  }

  /** Whether there is such a sampler. */
  boolean has(String sampler) {
    return cells.containsKey(sampler);
  }

  /** The cells of a sampler. */
  List<Cell> of(String sampler) {
    return List.copyOf(cells.getOrDefault(sampler, Map.of()).values());
  }

  /** The cells of a sampler on a problem. */
  List<Cell> of(String sampler, Problem problem) {
    return of(sampler).stream().filter(cell -> cell.problem().equals(problem.name())).toList();
  }

  /** The seeds of a sampler's cells on a problem. */
  SortedSet<Integer> seeds(String sampler, Problem problem) {
    SortedSet<Integer> seeds = new TreeSet<>();
    of(sampler, problem).forEach(cell -> seeds.add(cell.seed()));
    return seeds;
  }

  /**
   * One cell.
   *
   * @throws IllegalArgumentException if it is missing
   */
  Cell get(String sampler, Problem problem, int seed) {
    Cell cell = cells.getOrDefault(sampler, Map.of()).get(new Cell.Key(problem.name(), seed));
    if (cell == null) {
      throw new IllegalArgumentException(
          "sampler %s has no cell on %s with seed %d".formatted(sampler, problem, seed));
    }
    return cell;
  }
}
