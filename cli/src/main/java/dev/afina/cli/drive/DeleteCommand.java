package dev.afina.cli.drive;

import dev.afina.cli.shell.ExitCode;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.StudyRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code afina delete}. */
@Command(
    name = "delete",
    description = {
      "Deletes a study with all its trials, for ever.",
      "Prints one line of JSON: its name and how many trials it had."
    })
public final class DeleteCommand implements Callable<Integer> {

  @Mixin private final StudyChoice choice = new StudyChoice();

  @Option(names = "--yes", description = "Yes, it is to be deleted.")
  private boolean yes;

  @Spec private CommandSpec spec;

  /** For picocli. */
  public DeleteCommand() {}

  @Override
  public Integer call() {
    if (!yes) {
      throw new IllegalArgumentException(
          "study \"%s\" would be deleted for ever with all its trials; say so with --yes"
              .formatted(choice.name()));
    }
    try (Storage open = choice.storage().openExisting()) {
      StudyRecord study = choice.find(open);
      Map<String, @Nullable Object> line = new LinkedHashMap<>();
      line.put("deleted", study.name());
      line.put("trials", open.trials(study.id(), -1, java.util.List.of()).size());
      open.deleteStudy(study.id());
      spec.commandLine().getOut().println(Json.line(line));
    }
    return ExitCode.DONE;
  }
}
