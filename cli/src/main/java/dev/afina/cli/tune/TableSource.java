package dev.afina.cli.tune;

import dev.afina.data.Split;
import dev.afina.data.TaskType;
import dev.afina.data.table.CsvFormat;
import dev.afina.data.table.CsvReader;
import dev.afina.data.table.RawTable;
import dev.afina.data.table.TablePreprocessor;
import dev.afina.data.table.TableProblem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A table with a target column. */
record TableSource(TableProblem problem) implements Source {

  static TableSource read(Path file, CsvFormat format, String target, Optional<TaskType> task) {
    RawTable raw = CsvReader.read(file, format);
    return new TableSource(TableProblem.analyze(raw, target, task));
  }

  @Override
  public TaskType task() {
    return problem.task();
  }

  @Override
  public List<String> classes() {
    return task() == TaskType.CLASSIFICATION ? problem.classes() : List.of();
  }

  @Override
  public List<String> summary() {
    return problem.summary();
  }

  @Override
  public List<String> warnings() {
    return problem.warnings();
  }

  @Override
  public String fingerprint() {
    return problem.fingerprint();
  }

  @Override
  public String target() {
    return problem.target();
  }

  @Override
  public void check() {
    split(0);
  }

  private Split split(long seed) {
    Split split = problem.split(seed, Problem.SHARE, Problem.SHARE);
    Parts.check(split);
    return split;
  }

  @Override
  public Problem prepare(long seed) {
    Split split = split(seed);
    TablePreprocessor fitted = problem.fit(split.train());
    RawTable raw = problem.raw();
    return new Problem(
        fitted.transform(raw, split.train()),
        fitted.transform(raw, split.validation()),
        fitted.transform(raw, split.test()),
        new ModelInputs.OfTable(fitted));
  }
}
