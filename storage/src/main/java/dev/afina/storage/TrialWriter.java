package dev.afina.storage;

import dev.afina.core.space.Params;
import dev.afina.core.trial.FrozenTrial;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Writes the rows that belong to a trial. */
final class TrialWriter {

  private final DistributionJson json;
  private final DistributionGuard guard;

  TrialWriter(DistributionJson json, DistributionGuard guard) {
    this.json = json;
    this.guard = guard;
  }

  /** Parameters; those that are there already stay. */
  void params(Session session, long studyId, long trialId, Params params) throws SQLException {
    for (int i = 0; i < params.size(); i++) {
      String name = params.space().name(i);
      double internal = params.internal(i);
      if (Double.isNaN(internal)) {
        throw new IllegalArgumentException("parameter \"%s\" is NaN".formatted(name));
      }
      guard.check(session, studyId, name, params.space().distribution(i));
      session.update(
          "INSERT INTO trial_params (trial_id, param_name, param_value, distribution_json)"
              + " VALUES (?, ?, ?, ?) ON CONFLICT (trial_id, param_name) DO NOTHING",
          trialId,
          name,
          internal,
          json.write(params.space().distribution(i)));
    }
  }

  /** One value an objective. */
  void values(Session session, long trialId, List<Double> values) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      double value = values.get(i);
      if (Double.isNaN(value)) {
        throw new IllegalArgumentException(
            "value %d is NaN, which no trial may end with; end it as FAIL".formatted(i));
      }
      session.update(
          "INSERT INTO trial_values (trial_id, objective, value, value_type) VALUES (?, ?, ?, ?)"
              + " ON CONFLICT (trial_id, objective) DO UPDATE SET value = excluded.value,"
              + " value_type = excluded.value_type",
          trialId,
          i,
          finite(value),
          type(value));
    }
  }

  /** A report; a later one of the same step replaces it. */
  void report(Session session, long trialId, int step, double value) throws SQLException {
    session.update(
        "INSERT INTO trial_intermediate_values"
            + " (trial_id, step, intermediate_value, intermediate_value_type) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (trial_id, step) DO UPDATE SET"
            + " intermediate_value = excluded.intermediate_value,"
            + " intermediate_value_type = excluded.intermediate_value_type",
        trialId,
        step,
        finite(value),
        type(value));
  }

  /** Reports by step. */
  void reports(Session session, long trialId, SortedMap<Integer, Double> reports)
      throws SQLException {
    for (Map.Entry<Integer, Double> report : reports.entrySet()) {
      report(session, trialId, report.getKey(), report.getValue());
    }
  }

  /** User attributes, over earlier ones. */
  void userAttributes(
      Session session, long trialId, Map<String, ? extends @Nullable Object> attributes)
      throws SQLException {
    for (Map.Entry<String, ? extends @Nullable Object> attribute : attributes.entrySet()) {
      attribute(session, "user", trialId, attribute.getKey(), attribute.getValue());
    }
  }

  /** System attributes, over earlier ones. */
  void systemAttributes(
      Session session, long trialId, Map<String, ? extends @Nullable Object> attributes)
      throws SQLException {
    for (Map.Entry<String, ? extends @Nullable Object> attribute : attributes.entrySet()) {
      attribute(session, "system", trialId, attribute.getKey(), attribute.getValue());
    }
  }

  /** Constraints, as the system attributes that Optuna 5 keeps them in. */
  void constraints(Session session, long trialId, Map<String, Double> constraints)
      throws SQLException {
    for (Map.Entry<String, Double> constraint : constraints.entrySet()) {
      String key = TrialDraft.CONSTRAINT + constraint.getKey();
      attribute(session, "system", trialId, key, constraint.getValue());
    }
  }

  /** All that belongs to a trial. */
  void children(Session session, long studyId, long trialId, FrozenTrial trial)
      throws SQLException {
    params(session, studyId, trialId, trial.params());
    values(session, trialId, trial.values());
    reports(session, trialId, trial.intermediateValues());
    userAttributes(session, trialId, trial.userAttributes());
    systemAttributes(session, trialId, trial.systemAttributes());
    constraints(session, trialId, trial.constraints());
  }

  private static void attribute(
      Session session, String kind, long trialId, String key, @Nullable Object value)
      throws SQLException {
    String json;
    try {
      json = PythonJson.write(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s attribute \"%s\": %s".formatted(kind, key, e.getMessage()), e);
    }
    session.update(
        ("INSERT INTO trial_%s_attributes (trial_id, \"key\", value_json) VALUES (?, ?, ?)"
                + " ON CONFLICT (trial_id, \"key\") DO UPDATE SET value_json = excluded.value_json")
            .formatted(kind),
        trialId,
        key,
        json);
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? (Double) value : null;
  }

  private static String type(double value) {
    if (Double.isNaN(value)) {
      return "NAN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "INF_POS" : "INF_NEG";
    }
    return "FINITE";
  }
}
