package dev.afina.benchmarks.suite.report;

import dev.afina.benchmarks.measure.Circumstances;
import dev.afina.benchmarks.suite.problem.Problems;
import dev.afina.benchmarks.suite.search.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the cells tell: {@code suite.md}, {@code suite.json} and {@code suite.svg}. */
public final class SuiteReport {

  private final Summary summary;
  private final Problems problems;
  private final Circumstances where;
  private final List<String> missing;

  /**
   * A report.
   *
   * @param suite the folder with the cells in {@code cells}
   * @param options which samplers and problems it tells of
   * @throws IllegalArgumentException if there are no cells of random search
   */
  public SuiteReport(Path suite, Problems problems, Options options, Circumstances where) {
    Results results = Results.read(suite.resolve("cells"), options.samplers());
    summary =
        new Summary(results, problems.available().stream().filter(options::includes).toList());
    this.problems = problems;
    this.where = where;
    missing = lines(suite.resolve("not-installed.txt"));
  }

  /** The part for people. */
  public String markdown() {
    return MarkdownReport.of(summary, where, missing, problems.skipped());
  }

  /** Writes all of it into a folder. */
  public void write(Path folder) {
    try {
      Files.writeString(folder.resolve("suite.md"), markdown());
      Files.writeString(
          folder.resolve("suite.json"), JsonReport.of(summary, where, missing, problems.skipped()));
      Files.writeString(folder.resolve("suite.svg"), Plot.of(summary.standings()));
    } catch (IOException e) {
      throw new UncheckedIOException("the report cannot be written", e);
    }
  }

  private static List<String> lines(Path file) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}
