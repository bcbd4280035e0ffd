package dev.afina.cli.drive;

import dev.afina.cli.shell.ExitCode;
import dev.afina.core.storage.Storage;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code afina tell}. */
@Command(
    name = "tell",
    description = {
      "Ends a trial that ask has started, with its values, one an objective.",
      "Prints the trial as one line of JSON. A value nan makes it fail."
    })
public final class TellCommand implements Callable<Integer> {

  @Mixin private final StudyChoice choice = new StudyChoice();

  @Parameters(index = "1", paramLabel = "NUMBER", description = "The trial's number.")
  private int number;

  @Parameters(
      index = "2..*",
      arity = "0..*",
      paramLabel = "VALUE",
      description = "Its values, one an objective; none with --pruned or --failed.")
  private List<String> values = new ArrayList<>();

  @Option(names = "--pruned", description = "It was given up as hopeless.")
  private boolean pruned;

  @Option(names = "--failed", paramLabel = "REASON", description = "It failed, and why.")
  private @Nullable String failed;

  @Spec private CommandSpec spec;

  /** For picocli. */
  public TellCommand() {}

  @Override
  public Integer call() {
    boolean isEnded = pruned || failed != null;
    if (isEnded != values.isEmpty() || (pruned && failed != null)) {
      throw new IllegalArgumentException(
          "a trial ends either with values, or with --pruned, or with --failed=REASON; give one of"
              + " them");
    }
    double[] numbers = values.stream().mapToDouble(TellCommand::number).toArray();
    try (Storage open = choice.storage().openExisting()) {
      Study study = choice.load(open);
      FrozenTrial ended =
          failed != null
              ? study.fail(number, failed)
              : pruned ? study.prune(number) : study.tell(number, numbers);
      spec.commandLine().getOut().println(Json.line(Json.trial(ended)));
    }
    return ExitCode.DONE;
  }

  private static double number(String text) {
    return switch (text.toLowerCase(java.util.Locale.ROOT)) {
      case "nan" -> Double.NaN;
      case "inf", "+inf", "infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> {
        try {
          yield Double.parseDouble(text);
        } catch (NumberFormatException e) {
          throw new IllegalArgumentException(
              "value \"%s\" is no number, expected one such as 0.25, inf or nan".formatted(text),
              e);
        }
      }
    };
  }
}
