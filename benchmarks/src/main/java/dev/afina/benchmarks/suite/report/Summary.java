package dev.afina.benchmarks.suite.report;

import dev.afina.benchmarks.suite.cell.Cell;
import dev.afina.benchmarks.suite.problem.Group;
import dev.afina.benchmarks.suite.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** All that the report tells, computed from cells. */
final class Summary {

  /** Seeds of the table that only cheap samplers are in. */
  static final int MANY_SEEDS = 20;

  /** Seeds that suffice there on the network, which is expensive. */
  static final int NETWORK_SEEDS = 5;

  static final String AUTO = "auto";
  static final String PARALLEL = "auto-parallel8";

  private final Results results;
  private final List<Problem> problems;
  private final List<Standing> standings = new ArrayList<>();

  /**
   * A summary.
   *
   * @throws IllegalArgumentException if random search, which sets the scales, has no cells
   */
  Summary(Results results, List<Problem> all) {
    this.results = results;
    problems = all.stream().filter(p -> !results.of(Scale.RANDOM, p).isEmpty()).toList();
    if (problems.isEmpty()) {
      throw new IllegalArgumentException(
          "there are no cells of random search, which sets the scales; run benchmarks/run"
              + " suite-cells --samplers random first");
    }
    Map<String, Scale> scales = new LinkedHashMap<>();
    for (Problem problem : ranked(p -> true)) {
      scales.put(problem.name(), Scale.of(problem, results));
    }
    Field many =
        field(this::isOrdinary, p -> p.group() == Group.NETWORK ? NETWORK_SEEDS : MANY_SEEDS);
    add("many-seeds", "Samplers with at least 20 seeds", many, scales);
    add("all", "All samplers", field(this::isOrdinary, p -> 1), scales);
    add("epochs", "With epochs as fidelity", field(this::hasEpochs, p -> 1), scales);
  }

  private Field field(Predicate<Problem> which, ToIntFunction<Problem> enough) {
    return Field.of(results, sequential(), ranked(which), enough);
  }

  private void add(String name, String title, Field field, Map<String, Scale> scales) {
    if (field.isComparison()) {
      standings.add(Standing.of(name, title, field, results, scales));
    }
  }

  private boolean isOrdinary(Problem problem) {
    return problem.group() != Group.FIDELITY;
  }

  private boolean hasEpochs(Problem problem) {
    return problem.group() == Group.FIDELITY;
  }

  /** The problems that count in ranks. */
  List<Problem> ranked(Predicate<Problem> which) {
    return problems.stream().filter(p -> p.group().isRanked()).filter(which).toList();
  }

  private List<String> sequential() {
    return results.samplers().stream().filter(sampler -> !isParallel(sampler)).toList();
  }

  private static boolean isParallel(String sampler) {
    return sampler.matches(".+-parallel\\d+");
  }

  Results results() {
    return results;
  }

  /** The comparisons that there are cells for. */
  List<Standing> standings() {
    return standings;
  }

  /** The comparison of a name, if there are cells for it. */
  Optional<Standing> standing(String name) {
    return standings.stream().filter(standing -> standing.name().equals(name)).findFirst();
  }

  /** Share of failures after the first {@value Cell#SETTLING} trials, by sampler and problem. */
  Map<String, Map<String, Double>> failures() {
    Map<String, Map<String, Double>> shares = new LinkedHashMap<>();
    for (String sampler : sequential()) {
      Map<String, Double> ofSampler = new LinkedHashMap<>();
      for (Problem problem : problems) {
        if (problem.group() == Group.FAILING) {
          double share =
              results.of(sampler, problem).stream()
                  .mapToDouble(Summary::failures)
                  .average()
                  .orElse(Double.NaN);
          if (!Double.isNaN(share)) {
            ofSampler.put(problem.name(), share);
          }
        }
      }
      if (!ofSampler.isEmpty()) {
        shares.put(sampler, ofSampler);
      }
    }
    return shares;
  }

  private static double failures(Cell cell) {
    return cell.failures() / (double) (cell.trials() - Cell.SETTLING);
  }

  /**
   * By how much the regret at the end is larger with eight trials in flight than with one, on the
   * problems that were searched both ways.
   */
  Optional<Interval> costOfParallelism() {
    Field both =
        Field.of(
            results,
            List.of(AUTO, PARALLEL).stream().filter(results::has).toList(),
            ranked(p -> isOrdinary(p) && Stream.of(AUTO, PARALLEL).noneMatch(s -> lacks(s, p))),
            p -> 1);
    if (both.samplers().size() < 2 || both.problems().isEmpty()) {
      return Optional.empty();
    }
    Map<String, Scale> scales = new LinkedHashMap<>();
    both.problems().forEach(problem -> scales.put(problem.name(), Scale.of(problem, results)));
    Board board = Board.of(both, results, scales, Problem.TRIALS);
    return Optional.of(Interval.of(board.regrets(PARALLEL).minus(board.regrets(AUTO))));
  }

  /** Versions of a sampler's cells; several if some cells are older. */
  List<String> versions(String sampler) {
    return results.of(sampler).stream().map(Cell::version).distinct().sorted().toList();
  }

  /** Mean processor time of a suggestion in milliseconds, problems with epochs left out. */
  double suggestMillis(String sampler) {
    double seconds = 0;
    int trials = 0;
    for (Problem problem : problems) {
      if (isOrdinary(problem)) {
        for (Cell cell : results.of(sampler, problem)) {
          seconds += cell.suggestSeconds();
          trials += cell.trials();
        }
      }
    }
    return 1000 * seconds / trials;
  }

  /** Ranked problems that a sampler has no cell on. */
  List<Problem> lacking(String sampler) {
    return ranked(this::isOrdinary).stream().filter(problem -> lacks(sampler, problem)).toList();
  }

  private boolean lacks(String sampler, Problem problem) {
    return results.of(sampler, problem).isEmpty();
  }

  /** The fewest and the most seeds of a sampler on a ranked problem it has cells on, in words. */
  String seeds(String sampler) {
    List<Integer> counts =
        ranked(p -> true).stream()
            .map(problem -> results.of(sampler, problem).size())
            .filter(count -> count > 0)
            .sorted()
            .toList();
    if (counts.isEmpty()) {
      return "0";
    }
    int least = counts.get(0);
    int most = counts.get(counts.size() - 1);
    return least == most ? Integer.toString(least) : least + " to " + most;
  }
}
