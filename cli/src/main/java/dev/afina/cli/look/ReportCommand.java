package dev.afina.cli.look;

import dev.afina.cli.shell.ExitCode;
import dev.afina.cli.tune.TestScore;
import dev.afina.report.HtmlReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code afina report}. */
@Command(
    name = "report",
    description = "Writes a study as one HTML file with its plots, to be opened in a browser.")
public final class ReportCommand implements Callable<Integer> {

  @Mixin private final StudyTarget target = new StudyTarget();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The file to write, over one that may be there. Required.")
  private Path out = Path.of("report.html");

  @Mixin private final ImportanceOptions importance = new ImportanceOptions();

  @Spec private CommandSpec spec;

  /** For picocli. */
  public ReportCommand() {}

  @Override
  public Integer call() {
    var evaluator = importance.evaluator();
    StoredStudy stored = target.read();
    HtmlReport report = HtmlReport.of(stored.study(), stored.trials()).withImportance(evaluator);
    TestScore.storedIn(stored.study()).ifPresent(score -> score.addTo(report));
    report.writeTo(out);
    spec.commandLine().getErr().printf("afina: wrote %s%n", out);
    return ExitCode.DONE;
  }
}
