package dev.afina.benchmarks.suite;

import dev.afina.benchmarks.measure.Circumstances;
import dev.afina.benchmarks.measure.Machine;
import dev.afina.benchmarks.suite.cell.CellFile;
import dev.afina.benchmarks.suite.problem.Problems;
import dev.afina.benchmarks.suite.report.RulesReport;
import dev.afina.benchmarks.suite.report.SuiteReport;
import dev.afina.benchmarks.suite.search.Options;
import dev.afina.benchmarks.suite.search.Runner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Compares samplers. Arguments: the root of the checkout, and {@code cells} with options to search
 * what is missing, {@code report} to sum up what is there, {@code rules} and {@code rules-report}
 * for the same of rules that end trials, or {@code compact} to take old lines out of the cells'
 * files.
 */
public final class Suite {

  private static final Logger LOG = Logger.getLogger("dev.afina");

  private Suite() {}

  /** Does it. */
  public static void main(String[] arguments) {
    Path root = Path.of(arguments[0]);
    Path folder = root.resolve("benchmarks").resolve("results").resolve("suite").resolve("cells");
    List<String> options = List.of(arguments).subList(2, arguments.length);
    try {
      switch (arguments[1]) {
        case "cells" -> System.exit(search(folder, root, Options.everySampler(), options));
        case "compact" -> compact(folder);
        case "report" -> report(root, folder, options);
        case "rules" -> System.exit(search(folder, root, Options.everyRule(), options));
        case "rules-report" -> rulesReport(root, folder);
        default ->
            throw new IllegalArgumentException(
                "\"%s\" is unknown, expected cells, report, rules, rules-report or compact"
                    .formatted(arguments[1]));
      }
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static int search(Path folder, Path root, List<String> samplers, List<String> arguments) {
    LOG.setLevel(Level.WARNING); // else every trial is told
    Problems problems = Problems.of(root);
    problems
        .skipped()
        .forEach((name, reason) -> System.err.printf("problem %s is skipped: %s%n", name, reason));
    int broken = new Runner(folder, problems, System.err).run(Options.parse(arguments, samplers));
    return broken == 0 ? 0 : 1;
  }

  /** Writes the report; of some samplers or problems only, it is printed and not written. */
  private static void report(Path root, Path folder, List<String> arguments) {
    Path results = root.resolve("benchmarks").resolve("results");
    SuiteReport report =
        new SuiteReport(
            results.resolve("suite"),
            Problems.of(root),
            Options.parse(arguments, CellFile.samplers(folder)),
            Circumstances.now(root, Machine.load()));
    System.out.println(report.markdown());
    if (arguments.isEmpty()) {
      report.write(results);
    }
  }

  private static void rulesReport(Path root, Path folder) {
    String text =
        RulesReport.of(folder, Problems.of(root), Circumstances.now(root, Machine.load()));
    System.out.println(text);
    try {
      Files.writeString(root.resolve("benchmarks").resolve("results").resolve("rules.md"), text);
    } catch (IOException e) {
      throw new UncheckedIOException("the report cannot be written", e);
    }
  }

  private static void compact(Path folder) {
    for (String sampler : CellFile.samplers(folder)) {
      CellFile.of(folder, sampler).compact(cell -> true);
    }
  }
}
