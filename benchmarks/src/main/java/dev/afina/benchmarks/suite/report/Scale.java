package dev.afina.benchmarks.suite.report;

import dev.afina.benchmarks.measure.Statistics;
import dev.afina.benchmarks.suite.cell.Cell;
import dev.afina.benchmarks.suite.cell.Curve;
import dev.afina.benchmarks.suite.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Turns the scores of a problem into normalised regrets: (score − optimum) / (start − optimum).
 *
 * @param optimum the smallest value; where it is not known, the best score of any cell
 * @param start the median over the seeds of the first score of random search
 * @param worst the largest first score of random search; what a search without any score counts as
 */
record Scale(double optimum, double start, double worst) {

  /** The sampler whose first trials set the scale. */
  static final String RANDOM = "random";

  /**
   * The scale of a problem; scores that are normalised regrets already stay as they are.
   *
   * @throws IllegalArgumentException if random search has no score on the problem
   */
  static Scale of(Problem problem, Results results) {
    List<Double> firsts = new ArrayList<>();
    for (Cell cell : results.of(RANDOM, problem)) {
      cell.curve().first().ifPresent(firsts::add);
    }
    if (firsts.isEmpty()) {
      throw new IllegalArgumentException(
          "random search has no score on %s, which sets its scale; run it first"
              .formatted(problem));
    }
    double worst = Collections.max(firsts);
    if (problem.group().isNormalised()) {
      return new Scale(0, 1, worst);
    }
    return new Scale(
        problem.optimum().orElseGet(() -> best(problem, results)),
        Statistics.median(firsts),
        worst);
  }

  private static double best(Problem problem, Results results) {
    return results.samplers().stream()
        .flatMap(sampler -> results.of(sampler, problem).stream())
        .flatMap(cell -> cell.curve().steps().stream())
        .mapToDouble(Curve.Step::score)
        .min()
        .orElse(Double.NaN);
  }

  /** The normalised regret of a score; without a score that of {@link #worst}. */
  double regret(OptionalDouble score) {
    double width = start > optimum ? start - optimum : 1;
    return (score.orElse(worst) - optimum) / width;
  }
}
