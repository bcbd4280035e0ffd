package dev.afina.benchmarks.suite.report;

import dev.afina.benchmarks.suite.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** One figure a problem and seed. */
final class Figures {

  private final List<Problem> problems;
  private final double[][] values;

  /**
   * Figures.
   *
   * @param problems the rows
   * @param values {@code [problem][seed]}, at least one a problem; kept without a copy
   */
  Figures(List<Problem> problems, double[][] values) {
    this.problems = List.copyOf(problems);
    this.values = values;
  }

  /** The rows. */
  List<Problem> problems() {
    return problems;
  }

  /** {@code [problem][seed]}, not to be written to. */
  double[][] values() {
    return values;
  }

  /** Mean over the problems of the mean over the seeds; NaN without a problem. */
  double mean() {
    return Arrays.stream(values).mapToDouble(Figures::mean).average().orElse(Double.NaN);
  }

  /** Mean over the seeds of a problem. */
  double mean(int problem) {
    return mean(values[problem]);
  }

  private static double mean(double[] seeds) {
    return Arrays.stream(seeds).average().orElse(Double.NaN);
  }

  /** Those of some problems. */
  Figures of(Predicate<Problem> which) {
    int[] rows =
        IntStream.range(0, values.length).filter(i -> which.test(problems.get(i))).toArray();
    return new Figures(
        Arrays.stream(rows).mapToObj(problems::get).toList(),
        Arrays.stream(rows).mapToObj(i -> values[i]).toArray(double[][]::new));
  }

  /** This less the other, seed by seed. */
  Figures minus(Figures other) {
    double[][] differences = new double[values.length][];
    for (int p = 0; p < values.length; p++) {
      differences[p] = values[p].clone();
      for (int s = 0; s < differences[p].length; s++) {
        differences[p][s] -= other.values[p][s];
      }
    }
    return new Figures(problems, differences);
  }
}
