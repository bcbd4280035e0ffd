package dev.afina.cli.look;

import dev.afina.cli.shell.ExitCode;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.report.BestTrial;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code afina best}. */
@Command(
    name = "best",
    description = {
      "Prints a study's best trial.",
      "Of a study with several objectives, all trials that no other one beats in every objective;"
          + " as JSON an array of them."
    })
public final class BestCommand implements Callable<Integer> {

  private enum Format {
    TEXT,
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
      defaultValue = "text",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.TEXT;

  @Spec private CommandSpec spec;

  /** For picocli. */
  public BestCommand() {}

  @Override
  public Integer call() {
    StoredStudy stored = target.read();
    List<BestTrial> best = stored.requireBest();
    PrintWriter out = spec.commandLine().getOut();
    if (format == Format.TEXT) {
      print(best, out);
    } else if (stored.study().directions().size() == 1) {
      out.println(best.get(0).toJson());
    } else {
      out.println(
          best.stream().map(BestTrial::toJson).collect(Collectors.joining(",\n", "[", "]")));
    }
    return ExitCode.DONE;
  }

  static void print(List<BestTrial> best, PrintWriter out) {
    for (BestTrial one : best) {
      FrozenTrial trial = one.trial();
      out.printf("%nbest trial %d, value %s%n", trial.number(), Values.of(trial));
      out.print(Values.list(trial.params().toMap()));
      if (!trial.userAttributes().isEmpty()) {
        out.printf("attributes of trial %d%n", trial.number());
        out.print(Values.list(trial.userAttributes()));
      }
    }
  }
}
