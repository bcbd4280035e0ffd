package dev.afina.storage;

import dev.afina.core.space.Params;
import dev.afina.core.trial.FrozenTrial;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Writes the rows that belong to a trial. */
final class TrialWriter {

  private final DistributionJson json;
  private final DistributionGuard guard;
  private final Dialect dialect;
  private final String insertParam;
  private final String upsertValue;
  private final String upsertReport;

  TrialWriter(DistributionJson json, DistributionGuard guard, Dialect dialect) {
    this.json = json;
    this.guard = guard;
    this.dialect = dialect;
    insertParam =
        dialect.insertUnless(
            "trial_params",
            List.of("trial_id", "param_name"),
            List.of("param_value", "distribution_json"));
    upsertValue =
        dialect.upsert(
            "trial_values", List.of("trial_id", "objective"), List.of("value", "value_type"));
    upsertReport =
        dialect.upsert(
            "trial_intermediate_values",
            List.of("trial_id", "step"),
            List.of("intermediate_value", "intermediate_value_type"));
  }

  /** Parameters; those that are there already stay. */
  void params(Session session, long studyId, long trialId, Params params) throws SQLException {
    if (params.size() == 0) {
      return;
    }
    dialect.checkNames("parameter", params.names());
    double[] internals = internals(params);
    List<@Nullable Object[]> rows = new ArrayList<>(params.size());
    for (int i = 0; i < params.size(); i++) {
      String name = params.space().name(i);
      guard.check(session, studyId, name, params.space().distribution(i));
      rows.add(
          new Object[] {trialId, name, internals[i], json.write(params.space().distribution(i))});
    }
    session.updateAll(insertParam, rows);
  }

  /**
   * The internal values of parameters.
   *
   * @throws IllegalArgumentException if one is NaN
   */
  static double[] internals(Params params) {
    double[] internals = new double[params.size()];
    for (int i = 0; i < internals.length; i++) {
      internals[i] = params.internal(i);
      if (Double.isNaN(internals[i])) {
        throw new IllegalArgumentException(
            "parameter \"%s\" is NaN".formatted(params.space().name(i)));
      }
    }
    return internals;
  }

  /** One value an objective. */
  void values(Session session, long trialId, List<Double> values) throws SQLException {
    for (@Nullable Object[] row : valueRows(values)) {
      session.update(upsertValue, trialId, row[0], row[1], row[2]);
    }
  }

  /** An objective, a value and its type each. */
  static List<@Nullable Object[]> valueRows(List<Double> values) {
    List<@Nullable Object[]> rows = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      double value = values.get(i);
      checkValue(i, value);
      rows.add(new @Nullable Object[] {i, finite(value), type(value)});
    }
    return rows;
  }

  /** Refuses NaN as the value of an objective. */
  static void checkValue(int objective, double value) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException(
          "value %d is NaN, which no trial may end with; end it as FAIL".formatted(objective));
    }
  }

  /** A report; a later one of the same step replaces it. */
  void report(Session session, long trialId, int step, double value) throws SQLException {
    session.update(upsertReport, trialId, step, finite(value), type(value));
  }

  /** Reports by step. */
  void reports(Session session, long trialId, SortedMap<Integer, Double> reports)
      throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>(reports.size());
    reports.forEach(
        (step, value) -> rows.add(new Object[] {trialId, step, finite(value), type(value)}));
    session.updateAll(upsertReport, rows);
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
    Map<String, @Nullable Object> system = new LinkedHashMap<>(trial.systemAttributes());
    system.remove(FrozenTrial.INDEX);
    systemAttributes(session, trialId, system);
    constraints(session, trialId, trial.constraints());
  }

  private void attribute(
      Session session, String kind, long trialId, String key, @Nullable Object value)
      throws SQLException {
    String json;
    try {
      json = PythonJson.write(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s attribute \"%s\": %s".formatted(kind, key, e.getMessage()), e);
    }
    dialect.checkNames("attribute", List.of(key));
    session.update(
        dialect.upsert(
            "trial_%s_attributes".formatted(kind),
            List.of("trial_id", "\"key\""),
            List.of("value_json")),
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
