package dev.afina.cli.look;

import dev.afina.algorithms.importance.Importances;
import dev.afina.cli.shell.ExitCode;
import dev.afina.core.AfinaException;
import dev.afina.report.ImportanceTable;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code afina importance}. */
@Command(
    name = "importance",
    description = {
      "Tells how much each parameter of a study matters.",
      "The shares sum to 1; they rest on the study's complete trials."
    })
public final class ImportanceCommand implements Callable<Integer> {

  private enum Format {
    TEXT,
    JSON,
    CSV;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Mixin private final StudyTarget target = new StudyTarget();
  @Mixin private final ImportanceOptions options = new ImportanceOptions();
  @Mixin private final ObjectiveOption objective = new ObjectiveOption();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.TEXT;

  @Spec private CommandSpec spec;

  /** For picocli. */
  public ImportanceCommand() {}

  @Override
  public Integer call() {
    var evaluator = options.evaluator();
    StoredStudy stored = target.read();
    Importances importances =
        Importances.of(stored.study(), stored.trials(), objective.number(), evaluator);
    if (importances.shares().isEmpty()) {
      throw new AfinaException(
          "study \"%s\" has no importances: %s"
              .formatted(stored.study().name(), importances.note().orElse("nothing to compare")));
    }
    ImportanceTable table = ImportanceTable.of(stored.study(), importances);
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case TEXT -> out.print(table.toText());
      case JSON -> out.println(table.toJson());
      case CSV -> out.print(table.toCsv());
    }
    importances.note().ifPresent(note -> spec.commandLine().getErr().printf("afina: %s%n", note));
    return ExitCode.DONE;
  }
}
