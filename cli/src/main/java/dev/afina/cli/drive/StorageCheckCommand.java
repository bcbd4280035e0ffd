package dev.afina.cli.drive;

import dev.afina.cli.shell.ExitCode;
import dev.afina.cli.shell.StorageOption;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code afina storage check}. */
@Command(
    name = "check",
    description = {
      "Opens a storage and reads all that is in it.",
      "Prints a line of JSON a study: its trials by state, and whether their numbers are dense."
          + " Fails where something cannot be read, or numbers are missing or doubled."
    })
public final class StorageCheckCommand implements Callable<Integer> {

  @Mixin private final StorageOption storage = new StorageOption();
  @Spec private CommandSpec spec;

  /** For picocli. */
  public StorageCheckCommand() {}

  @Override
  public Integer call() {
    boolean isSound = true;
    try (Storage open = storage.openExisting()) {
      for (StudyRecord study : open.studies()) {
        List<FrozenTrial> trials = open.trials(study.id(), -1, List.of());
        boolean isDense = true;
        for (int i = 0; i < trials.size(); i++) {
          isDense &= trials.get(i).number() == i;
        }
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("study", study.name());
        line.put("trials", trials.size());
        for (TrialState state : TrialState.values()) {
          long count = trials.stream().filter(trial -> trial.state() == state).count();
          line.put(state.name().toLowerCase(java.util.Locale.ROOT), count);
        }
        line.put("lost", trials.stream().filter(FrozenTrial::isLost).count());
        line.put("dense", isDense);
        spec.commandLine().getOut().println(Json.line(line));
        isSound &= isDense;
      }
    }
    return isSound ? ExitCode.DONE : ExitCode.FAILED;
  }
}
