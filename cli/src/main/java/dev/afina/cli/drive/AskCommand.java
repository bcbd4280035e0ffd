package dev.afina.cli.drive;

import dev.afina.cli.shell.DurationConverter;
import dev.afina.cli.shell.ExitCode;
import dev.afina.core.space.Distribution;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.study.Study;
import dev.afina.core.trial.Trial;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code afina ask}. */
@Command(
    name = "ask",
    description = {
      "Starts a trial, to be ended by tell.",
      "Prints one line of JSON: its number and parameters, such as"
          + " {\"number\":0,\"params\":{\"lr\":0.01}}."
    })
public final class AskCommand implements Callable<Integer> {

  /** The study attribute that keeps a search space for those who ask. */
  static final String SPACE = "afina:space";

  @Mixin private final StudyChoice choice = new StudyChoice();

  @Option(
      names = "--space",
      paramLabel = "FILE|TEXT",
      description =
          "The search space, as for create (default: that which the study was created with).")
  private @Nullable String space;

  @Option(
      names = "--lease",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description =
          "When the trial is lost, and evaluated again, if it was not told by then, such as 10m"
              + " (default: never).")
  private @Nullable Duration lease;

  @Spec private CommandSpec spec;

  /** For picocli. */
  public AskCommand() {}

  @Override
  public Integer call() {
    try (Storage open = choice.storage().openExisting()) {
      StudyRecord record = choice.find(open);
      Map<String, Distribution> parameters = SpaceText.distributions(tree(record));
      open.failLost(record.id(), Study.GRACE);
      Study study = choice.load(open);
      Trial trial = study.ask();
      try {
        parameters.forEach(trial::suggest);
      } catch (RuntimeException e) {
        study.fail(trial, String.valueOf(e.getMessage()));
        throw e;
      }
      study.detach(trial, lease);
      Map<String, @Nullable Object> line = new LinkedHashMap<>();
      line.put("number", trial.number());
      line.put("params", trial.params().toMap());
      spec.commandLine().getOut().println(Json.line(line));
    }
    return ExitCode.DONE;
  }

  private Map<String, ?> tree(StudyRecord record) {
    if (space != null) {
      return SpaceText.parse(space);
    }
    if (record.systemAttributes().get(SPACE) instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> tree = new LinkedHashMap<>();
      map.forEach((key, value) -> tree.put(String.valueOf(key), value));
      return tree;
    }
    throw new IllegalArgumentException(
        "study \"%s\" was created without a search space; name one with --space"
            .formatted(record.name()));
  }
}
