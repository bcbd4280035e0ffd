package dev.afina.neural.tune;

import dev.afina.core.storage.Direction;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The best trials as text, with what KerasTuner's {@code results_summary} tells of them. */
final class ResultsSummary {

  private ResultsSummary() {}

  static String of(
      Path folder, List<Goal> goals, List<FrozenTrial> trials, List<FrozenTrial> best) {
    StringBuilder text = new StringBuilder("Results summary\n");
    text.append("Results in ").append(folder).append('\n');
    text.append("Showing ").append(best.size()).append(" best of ").append(counts(trials));
    text.append('\n');
    for (Goal goal : goals) {
      text.append(
          "Objective(name=\"%s\", direction=\"%s\")\n"
              .formatted(goal.name(), goal.direction() == Direction.MAXIMIZE ? "max" : "min"));
    }
    for (FrozenTrial trial : best) {
      text.append("\nTrial %d summary\nHyperparameters:\n".formatted(trial.number()));
      trial
          .params()
          .toMap()
          .forEach((name, value) -> text.append("%s: %s\n".formatted(name, value)));
      for (int i = 0; i < goals.size(); i++) {
        text.append(goals.size() == 1 ? "Score" : goals.get(i).name());
        text.append(": ").append(trial.values().get(i)).append('\n');
      }
      text.append(executions(trial));
      Object epoch = trial.userAttributes().get("best_epoch");
      if (epoch != null) {
        text.append(
            "Best epoch: %s of %s\n".formatted(epoch, trial.userAttributes().get("epochs")));
      }
    }
    trials.stream()
        .filter(trial -> trial.state() == TrialState.FAIL && !trial.isLost())
        .reduce((first, second) -> second)
        .ifPresent(
            last ->
                text.append(
                    "\nLast failure: trial %d: %s\n"
                        .formatted(last.number(), last.reason().orElse("no reason"))));
    return text.toString();
  }

  private static String executions(FrozenTrial trial) {
    @Nullable Object values = trial.userAttributes().get("execution_values");
    return values instanceof List<?> list
        ? "Executions: %s, standard deviation %s\n"
            .formatted(
                list.stream().map(String::valueOf).collect(Collectors.joining(", ")),
                trial.userAttributes().get("spread"))
        : "";
  }

  private static String counts(List<FrozenTrial> trials) {
    long complete = count(trials, TrialState.COMPLETE);
    long pruned = count(trials, TrialState.PRUNED);
    long failed = count(trials, TrialState.FAIL);
    return "%d complete %s%s%s"
        .formatted(
            complete,
            complete == 1 ? "trial" : "trials",
            pruned == 0 ? "" : ", %d pruned".formatted(pruned),
            failed == 0 ? "" : ", %d failed".formatted(failed));
  }

  private static long count(List<FrozenTrial> trials, TrialState state) {
    return trials.stream().filter(trial -> trial.state() == state && !trial.isLost()).count();
  }
}
