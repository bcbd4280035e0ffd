package dev.afina.cli.tune;

import dev.afina.core.storage.Direction;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metric;
import dev.afina.neural.metric.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What trials are compared by, and what else is shown.
 *
 * @param name such as {@code accuracy} or {@code loss}; trials are compared on {@code val_} of it
 * @param direction whether less or more is better
 * @param loss what training makes small
 * @param metrics that are computed
 */
record TuneMetric(String name, Direction direction, Loss loss, List<Metric> metrics) {

  static final String LOSS = "loss";

  /**
   * The metric of a name, or the task's usual one: accuracy, or R².
   *
   * @param classes that are told apart; 0 if values are learned
   * @throws IllegalArgumentException if the task has none of this name
   */
  static TuneMetric of(@Nullable String name, int classes) {
    Loss loss = classes > 0 ? Loss.SPARSE_CATEGORICAL_CROSSENTROPY : Loss.MEAN_SQUARED_ERROR;
    List<Metric> known = Metrics.of(loss, classes);
    String chosen = name == null ? (classes > 0 ? "accuracy" : "r2") : plain(name);
    Optional<Metric> metric =
        Metrics.named(chosen).filter(candidate -> Metrics.isOf(candidate, loss, classes));
    if (metric.isEmpty() && !chosen.equals(LOSS)) {
      throw new IllegalArgumentException(
          "--metric %s does not exist for %s, expected one of %s, loss"
              .formatted(
                  name,
                  classes > 0
                      ? "a classification into %d classes".formatted(classes)
                      : "a regression",
                  String.join(", ", known.stream().map(Metric::name).toList())));
    }
    List<Metric> metrics = new ArrayList<>(classes > 0 ? List.of(Metrics.ACCURACY) : known);
    metric.filter(one -> !metrics.contains(one)).ifPresent(metrics::add);
    boolean higher = metric.isPresent() && metric.get().higherIsBetter();
    return new TuneMetric(
        chosen, higher ? Direction.MAXIMIZE : Direction.MINIMIZE, loss, List.copyOf(metrics));
  }

  private static String plain(String name) {
    return name.startsWith("val_") ? name.substring("val_".length()) : name;
  }

  /** The name under which trials report it. */
  String objective() {
    return "val_" + name;
  }
}
