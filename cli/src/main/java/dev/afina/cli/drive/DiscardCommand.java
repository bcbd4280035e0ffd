package dev.afina.cli.drive;

import dev.afina.cli.shell.ExitCode;
import dev.afina.core.storage.Storage;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code afina discard}. */
@Command(
    name = "discard",
    description = {
      "Takes ended trials out of the search, such as those with wrong results.",
      "Samplers, the best trial and reports ignore them, and no budget counts them; they stay in"
          + " the storage as failed, and can be restored. Prints a line of JSON a trial."
    })
public final class DiscardCommand implements Callable<Integer> {

  @Mixin private final StudyChoice choice = new StudyChoice();

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "NUMBER",
      description = "The numbers of the trials.")
  private List<Integer> numbers = new ArrayList<>();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "by hand",
      description = "Why, for those who look at it later (default: ${DEFAULT-VALUE}).")
  private String reason = "by hand";

  @Option(names = "--restore", description = "Take them in again, as they were.")
  private boolean restore;

  @Spec private CommandSpec spec;

  /** For picocli. */
  public DiscardCommand() {}

  @Override
  public Integer call() {
    try (Storage open = choice.storage().openExisting()) {
      Study study = choice.load(open);
      for (int number : numbers) {
        FrozenTrial edited = restore ? study.restore(number) : study.discard(number, reason);
        spec.commandLine().getOut().println(Json.line(Json.trial(edited)));
      }
    }
    return ExitCode.DONE;
  }
}
