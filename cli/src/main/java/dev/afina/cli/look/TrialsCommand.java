package dev.afina.cli.look;

import dev.afina.cli.shell.ExitCode;
import dev.afina.cli.shell.Terminal;
import dev.afina.report.TrialsTable;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code afina trials}. */
@Command(name = "trials", description = "Lists a study's trials; a star marks the best.")
public final class TrialsCommand implements Callable<Integer> {

  private enum Format {
    TABLE,
    CSV,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Mixin private final StudyTarget target = new StudyTarget();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.TABLE;

  @Spec private CommandSpec spec;

  /** For picocli. */
  public TrialsCommand() {}

  @Override
  public Integer call() {
    StoredStudy stored = target.read();
    TrialsTable table = TrialsTable.of(stored.study(), stored.trials());
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case TABLE -> out.print(table.toText(Terminal.detect().tableWidth()));
      case CSV -> out.print(table.toCsv());
      case JSON -> out.println(table.toJson());
    }
    return ExitCode.DONE;
  }
}
