package dev.afina.core.study;

import dev.afina.core.space.Params;
import dev.afina.core.trial.FrozenTrial;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a trial of a deterministic study began with; it is stored with the trial, so that all
 * workers see the same of it while it runs.
 *
 * @param results how many results the trial sees: those of all indices below
 * @param params internal values that it was given together, by name
 */
record JointDraw(int results, Map<String, Double> params) {

  /** The system attribute that holds it. */
  static final String ATTRIBUTE = "afina:joint";

  private static final String RESULTS = "results";
  private static final String PARAMS = "params";

  JointDraw {
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
  }

  /** Of parameters, which come from a trial's start. */
  static JointDraw of(int results, Params params) {
    Map<String, Double> internals = new LinkedHashMap<>();
    for (int i = 0; i < params.size(); i++) {
      internals.put(params.space().name(i), params.internal(i));
    }
    return new JointDraw(results, internals);
  }

  /** That of a stored trial, unless it is another program's. */
  static Optional<JointDraw> of(FrozenTrial trial) {
    if (trial.systemAttributes().get(ATTRIBUTE) instanceof Map<?, ?> stored
        && stored.get(RESULTS) instanceof Number results
        && stored.get(PARAMS) instanceof Map<?, ?> values) {
      Map<String, Double> params = new LinkedHashMap<>();
      values.forEach(
          (name, value) -> {
            if (value instanceof Number number) {
              params.put(String.valueOf(name), number.doubleValue());
            }
          });
      return Optional.of(new JointDraw(results.intValue(), params));
    }
    return Optional.empty();
  }

  /** What is stored. */
  Map<String, Object> toAttribute() {
    Map<String, Object> stored = new LinkedHashMap<>();
    stored.put(RESULTS, (long) results);
    stored.put(PARAMS, params);
    return stored;
  }
}
