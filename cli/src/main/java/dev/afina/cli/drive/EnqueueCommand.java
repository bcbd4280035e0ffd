package dev.afina.cli.drive;

import dev.afina.cli.shell.ExitCode;
import dev.afina.core.storage.Storage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code afina enqueue}. */
@Command(
    name = "enqueue",
    description = {
      "Adds a trial with given values, to be evaluated before anything is sampled.",
      "Prints one line of JSON: its number."
    })
public final class EnqueueCommand implements Callable<Integer> {

  @Mixin private final StudyChoice choice = new StudyChoice();

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "NAME=VALUE",
      description = "Values by name, such as lr=0.01 optimizer=adam; the others are sampled.")
  private List<String> pairs = new ArrayList<>();

  @Option(
      names = "--params",
      paramLabel = "JSON",
      description = "The same as JSON, such as '{\"lr\": 0.01}'.")
  private @Nullable String json;

  @Spec private CommandSpec spec;

  /** For picocli. */
  public EnqueueCommand() {}

  @Override
  public Integer call() {
    Map<String, @Nullable Object> params = new LinkedHashMap<>();
    if (json != null) {
      params.putAll(Json.object("--params", json));
    }
    params.putAll(Json.pairs("a parameter", "lr=0.01", pairs));
    if (params.isEmpty()) {
      throw new IllegalArgumentException(
          "there are no values to enqueue; give NAME=VALUE, or --params");
    }
    try (Storage open = choice.storage().openExisting()) {
      int number = choice.load(open).enqueue(params).number();
      Map<String, @Nullable Object> line = new LinkedHashMap<>();
      line.put("number", number);
      spec.commandLine().getOut().println(Json.line(line));
    }
    return ExitCode.DONE;
  }
}
