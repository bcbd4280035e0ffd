package dev.afina.cli.look;

import dev.afina.cli.shell.ExitCode;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.report.BestTrial;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code afina show}. */
@Command(
    name = "show",
    description = "Shows a study: what it searches, how far it is, and its best trial.")
public final class ShowCommand implements Callable<Integer> {

  @Mixin private final StudyTarget target = new StudyTarget();
  @Spec private CommandSpec spec;

  /** For picocli. */
  public ShowCommand() {}

  @Override
  public Integer call() {
    StoredStudy stored = target.read();
    PrintWriter out = spec.commandLine().getOut();
    out.printf("study %s%n", Values.clean(stored.study().name()));
    out.print(Values.list(facts(stored)));
    section(out, "parameters", parameters(stored.trials()));
    section(out, "attributes", stored.study().userAttributes());
    List<BestTrial> best = stored.best();
    if (!best.isEmpty()) {
      BestCommand.print(best, out);
    }
    return ExitCode.DONE;
  }

  private Map<String, String> facts(StoredStudy stored) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("storage", target.storage().shown());
    facts.put("objective", String.join(", ", stored.objectives()));
    stored
        .study()
        .systemAttributes()
        .forEach(
            (key, value) -> {
              boolean plain = value instanceof String || value instanceof Number;
              if (key.startsWith("afina:") && plain) {
                facts.put(key.substring("afina:".length()), Values.text(value));
              }
            });
    facts.put("trials", stored.counts());
    stored.lastActivity().ifPresent(time -> facts.put("last activity", Values.time(time)));
    return facts;
  }

  /** The newest distribution of each parameter. */
  private static Map<String, Object> parameters(List<FrozenTrial> trials) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (FrozenTrial trial : trials) {
      SearchSpace space = trial.params().space();
      for (int i = 0; i < space.size(); i++) {
        parameters.put(space.name(i), space.distribution(i));
      }
    }
    return parameters;
  }

  private static void section(
      PrintWriter out, String title, Map<String, ? extends @Nullable Object> map) {
    if (!map.isEmpty()) {
      out.printf("%n%s%n%s", title, Values.list(map));
    }
  }
}
