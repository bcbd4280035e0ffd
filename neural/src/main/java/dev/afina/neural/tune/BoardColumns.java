package dev.afina.neural.tune;

import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import dev.afina.neural.callback.TensorBoard;
import dev.afina.tensorboard.Experiment;
import dev.afina.tensorboard.HParam;
import dev.afina.tensorboard.Session;
import dev.afina.tensorboard.SessionMetric;
import dev.afina.tensorboard.SessionMetric.DatasetType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the HPARAMS page shows of a study, and of its trials in these columns. */
final class BoardColumns {

  private final String objective;
  private final Map<String, HParam> hparams = new LinkedHashMap<>();
  private final List<String> curves;

  BoardColumns(String objective, SearchSpace space, List<String> curves) {
    this.objective = objective;
    this.curves = List.copyOf(curves);
    for (int i = 0; i < space.size(); i++) {
      String name = space.name(i);
      hparams.put(name, new HParam(name, domain(space.distribution(i))));
    }
  }

  private static HParam.Domain domain(Distribution distribution) {
    if (distribution instanceof CategoricalDistribution categorical) {
      return new HParam.Discrete(categorical.choices());
    }
    if (distribution instanceof IntDistribution whole) {
      return new HParam.Interval(whole.low(), whole.high());
    }
    DoubleDistribution real = (DoubleDistribution) distribution;
    return new HParam.Interval(real.low(), real.high());
  }

  /** What trials report. */
  String objective() {
    return objective;
  }

  Experiment experiment(String study) {
    List<SessionMetric> metrics = new ArrayList<>();
    metrics.add(new SessionMetric("", TrialBoard.BEST, objective, DatasetType.UNKNOWN));
    metrics.add(
        new SessionMetric(
            "", TrialBoard.OBJECTIVE, objective + " at the end", DatasetType.UNKNOWN));
    for (String curve : curves) {
      metrics.add(metric(TensorBoard.VALIDATION, curve, DatasetType.VALIDATION));
      metrics.add(metric(TensorBoard.TRAIN, curve, DatasetType.TRAINING));
    }
    return new Experiment(study, "", Instant.now(), List.copyOf(hparams.values()), metrics);
  }

  private static SessionMetric metric(String group, String curve, DatasetType dataset) {
    return new SessionMetric(group, "epoch_" + curve, group + " " + curve, dataset);
  }

  /** Parameters that no column shows stand there too, for whoever reads the files. */
  Session session(int trial, Instant start, Params params) {
    Map<String, Object> shown = new LinkedHashMap<>();
    params
        .toMap()
        .forEach(
            (name, value) -> {
              HParam column = hparams.get(name);
              shown.put(name, column == null ? String.valueOf(value) : column.shown(value));
            });
    return new Session("trial-" + trial, start, shown);
  }
}
