package dev.afina.storage;

import dev.afina.core.space.Params;
import java.util.List;

/** Writes the parameters of trials into a journal, and refuses what it does not take. */
final class ParamLines {

  private final DistributionJson json;

  ParamLines(DistributionJson json) {
    this.json = json;
  }

  /** Writes those that a trial does not have yet. */
  void write(JournalLines lines, JournalTrial trial, Params params) {
    check(trial.study, params);
    for (int i = 0; i < params.size(); i++) {
      if (!trial.hasParam(params.space().name(i))) {
        lines.param(trial.id, params, i);
      }
    }
  }

  /**
   * Refuses parameters that are NaN, or of another kind than those of their name in the study.
   *
   * @throws IllegalArgumentException if so
   */
  void check(JournalStudy study, Params params) {
    for (int i = 0; i < params.size(); i++) {
      String name = params.space().name(i);
      if (Double.isNaN(params.internal(i))) {
        throw new IllegalArgumentException("parameter \"%s\" is NaN".formatted(name));
      }
      String known = study.kind(name);
      if (known != null) {
        DistributionGuard.check(json.read(name, known), name, params.space().distribution(i));
      }
    }
  }

  /**
   * Refuses values that are NaN.
   *
   * @throws IllegalArgumentException if so
   */
  static void checkValues(List<Double> values) {
    for (int i = 0; i < values.size(); i++) {
      TrialWriter.checkValue(i, values.get(i));
    }
  }
}
