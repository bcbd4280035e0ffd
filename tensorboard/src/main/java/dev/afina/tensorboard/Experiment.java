package dev.afina.tensorboard;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the HPARAMS page shows of a search: its columns. TensorBoard never takes a second one for
 * the same log directory, so that all parameters that may ever come must be there.
 *
 * @param name what the search is called
 * @param description in Markdown, may be empty
 * @param created when the search began
 * @param hparams the parameters, the most important first: only some are shown at once
 * @param metrics what sessions are compared by, the most important first
 */
public record Experiment(
    String name,
    String description,
    Instant created,
    List<HParam> hparams,
    List<SessionMetric> metrics) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if a parameter occurs twice
   */
  public Experiment {
    hparams = List.copyOf(hparams);
    metrics = List.copyOf(metrics);
    Set<String> names = new LinkedHashSet<>();
    for (HParam hparam : hparams) {
      if (!names.add(hparam.name())) {
        throw new IllegalArgumentException(
            "hyperparameter \"%s\" occurs twice in experiment \"%s\""
                .formatted(hparam.name(), name));
      }
    }
  }

  ProtoMessage message() {
    ProtoMessage message =
        new ProtoMessage().text(1, description).number(3, EventFile.seconds(created));
    hparams.forEach(hparam -> message.message(4, hparam.message()));
    metrics.forEach(metric -> message.message(5, metric.message()));
    return new ProtoMessage().message(2, message.text(6, name));
  }
}
