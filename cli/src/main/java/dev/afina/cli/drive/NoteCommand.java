package dev.afina.cli.drive;

import dev.afina.cli.shell.ExitCode;
import dev.afina.core.storage.Storage;
import dev.afina.core.study.Study;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code afina note}. */
@Command(
    name = "note",
    description = {
      "Writes user attributes of a trial, whether or not it has ended.",
      "Prints one line of JSON: the trial's number and all of its user attributes."
    })
public final class NoteCommand implements Callable<Integer> {

  @Mixin private final StudyChoice choice = new StudyChoice();

  @Parameters(index = "1", paramLabel = "NUMBER", description = "The trial's number.")
  private int number;

  @Parameters(
      index = "2..*",
      arity = "1..*",
      paramLabel = "NAME=VALUE",
      description = "Attributes by name, such as checked=true owner=ada; values as JSON, or text.")
  private List<String> pairs = new ArrayList<>();

  @Spec private CommandSpec spec;

  /** For picocli. */
  public NoteCommand() {}

  @Override
  public Integer call() {
    Map<String, @Nullable Object> attributes = Json.pairs("an attribute", "checked=true", pairs);
    try (Storage open = choice.storage().openExisting()) {
      Study study = choice.load(open);
      Map<String, @Nullable Object> line = new LinkedHashMap<>();
      line.put("number", number);
      for (Map.Entry<String, @Nullable Object> attribute : attributes.entrySet()) {
        line.put(
            "user_attributes",
            study
                .setTrialUserAttribute(number, attribute.getKey(), attribute.getValue())
                .userAttributes());
      }
      spec.commandLine().getOut().println(Json.line(line));
    }
    return ExitCode.DONE;
  }
}
