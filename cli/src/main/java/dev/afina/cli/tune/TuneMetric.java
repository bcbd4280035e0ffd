package dev.afina.cli.tune;

import dev.afina.core.storage.Direction;
import dev.afina.data.TaskType;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metric;
import dev.afina.neural.metric.Metrics;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What trials are compared by, and what else is shown.
 *
 * @param name such as {@code accuracy} or {@code loss}; trials are compared on {@code val_} of it
 * @param direction whether less or more is better
 * @param loss what training makes small
 * @param metrics all metrics that are computed
 */
record TuneMetric(String name, Direction direction, Loss loss, List<Metric> metrics) {

  private static final String LOSS = "loss";

  /**
   * The metric of a name, or the task's usual one: accuracy, or R².
   *
   * @throws IllegalArgumentException if the task has none of this name
   */
  static TuneMetric of(@Nullable String name, TaskType task) {
    boolean classes = task == TaskType.CLASSIFICATION;
    Loss loss = classes ? Loss.SPARSE_CATEGORICAL_CROSSENTROPY : Loss.MEAN_SQUARED_ERROR;
    List<Metric> metrics = Metrics.all().stream().filter(metric -> metric.suits(loss)).toList();
    String chosen = name == null ? (classes ? "accuracy" : "r2") : plain(name);
    if (chosen.equals(LOSS)) {
      return new TuneMetric(chosen, Direction.MINIMIZE, loss, metrics);
    }
    Metric metric =
        metrics.stream()
            .filter(candidate -> candidate.name().equals(chosen))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "--metric %s does not exist for a %s, expected one of %s, loss"
                            .formatted(
                                name,
                                task.name().toLowerCase(Locale.ROOT),
                                String.join(", ", metrics.stream().map(Metric::name).toList()))));
    return new TuneMetric(
        chosen, metric.higherIsBetter() ? Direction.MAXIMIZE : Direction.MINIMIZE, loss, metrics);
  }

  private static String plain(String name) {
    return name.startsWith("val_") ? name.substring("val_".length()) : name;
  }

  /** The name under which trials report it. */
  String objective() {
    return "val_" + name;
  }
}
