package dev.afina.cli.drive;

import dev.afina.cli.shell.ExitCode;
import dev.afina.core.sampler.Samplers;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.study.Study;
import dev.afina.core.study.StudyBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code afina create}. */
@Command(
    name = "create",
    description = {
      "Creates a study, to be driven by ask and tell, or by Optuna.",
      "Prints one line of JSON: its name, directions and seed."
    })
public final class CreateCommand implements Callable<Integer> {

  @Mixin private final StudyChoice choice = new StudyChoice();

  @Option(
      names = {"--objective"},
      paramLabel = "DIRECTION[:METRIC]",
      description =
          "minimize or maximize, and what, such as maximize:accuracy; once an objective (default:"
              + " minimize).")
  private List<String> objectives = new ArrayList<>();

  @Option(
      names = "--space",
      paramLabel = "FILE|TEXT",
      description =
          "The search space, for ask: a YAML or JSON file, or the text itself in braces, such as"
              + " '{lr: {low: 1e-5, high: 0.1, log: true}, optimizer: [adam, sgd]}'.")
  private @Nullable String space;

  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      description = "What chooses the parameters (default: auto).")
  private @Nullable String sampler;

  @Option(names = "--seed", paramLabel = "N", description = "The seed (default: a random one).")
  private @Nullable Long seed;

  @Option(
      names = "--skip-if-exists",
      description = "Be content with a study of this name that is there already.")
  private boolean skipIfExists;

  @Spec private CommandSpec spec;

  /** For picocli. */
  public CreateCommand() {}

  @Override
  public Integer call() {
    StudyBuilder builder = Study.named(choice.name());
    List<String> metrics = new ArrayList<>();
    List<Direction> directions = new ArrayList<>();
    for (String objective : objectives.isEmpty() ? List.of("minimize") : objectives) {
      int colon = objective.indexOf(':');
      directions.add(direction(colon < 0 ? objective : objective.substring(0, colon)));
      metrics.add(colon < 0 ? "" : objective.substring(colon + 1));
    }
    boolean isNamed = metrics.stream().noneMatch(String::isEmpty);
    for (int i = 0; i < directions.size(); i++) {
      String metric = directions.size() == 1 ? "value" : "value_" + i;
      builder.objective(isNamed ? metrics.get(i) : metric, directions.get(i));
    }
    if (space != null) {
      builder.attribute(AskCommand.SPACE, SpaceText.parse(space));
    }
    if (sampler != null) {
      builder.sampler(Samplers.named(sampler));
    }
    if (seed != null) {
      builder.seed(seed);
    }
    try (Storage open = choice.storage().open()) {
      Study study =
          skipIfExists ? builder.storage(open).createOrLoad() : builder.storage(open).create();
      Map<String, @Nullable Object> line = new LinkedHashMap<>();
      line.put("study", study.name());
      line.put("directions", study.directions().stream().map(CreateCommand::word).toList());
      line.put("seed", study.seed());
      spec.commandLine().getOut().println(Json.line(line));
    }
    return ExitCode.DONE;
  }

  private static Direction direction(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "minimize", "minimise" -> Direction.MINIMIZE;
      case "maximize", "maximise" -> Direction.MAXIMIZE;
      default ->
          throw new IllegalArgumentException(
              "direction \"%s\" is unknown, expected minimize or maximize, such as maximize:accuracy"
                  .formatted(word));
    };
  }

  private static String word(Direction direction) {
    return direction.name().toLowerCase(Locale.ROOT);
  }
}
