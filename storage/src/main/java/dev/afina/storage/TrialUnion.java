package dev.afina.storage;

import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A few trials with all that belongs to them, out of one query: the rows of six tables, one below
 * the other. For many trials it would be slower than a query a table, for rows are sorted.
 */
final class TrialUnion {

  /** How often the condition, with its arguments, occurs. */
  static final int BRANCHES = 6;

  private static final int TRIAL = 0;
  private static final int PARAM = 1;
  private static final int VALUE = 2;
  private static final int REPORT = 3;
  private static final int USER = 4;

  private final Dialect dialect;
  private final SpaceTrie spaces;
  private final Map<Long, TrialDraft> drafts = new LinkedHashMap<>();

  TrialUnion(Dialect dialect, SpaceTrie spaces) {
    this.dialect = dialect;
    this.spaces = spaces;
  }

  /** The query of the trials {@code t} that meet a condition. */
  String sql(String condition) {
    return "SELECT %d AS kind, t.trial_id AS id, t.number AS place, %s AS name,"
            .formatted(TRIAL, dialect.text("t.state"))
        + " a.logical_index + 0e0 AS amount, NULL AS json, t.datetime_start AS begun,"
        + " t.datetime_complete AS ended FROM trials t"
        + " LEFT JOIN afina_trials a ON a.trial_id = t.trial_id WHERE "
        + condition
        + child(
            condition,
            PARAM,
            "trial_params",
            "param_id, c.param_name, c.param_value," + " c.distribution_json")
        + child(
            condition,
            VALUE,
            "trial_values",
            "objective, %s, c.value, NULL".formatted(dialect.text("c.value_type")))
        + child(
            condition,
            REPORT,
            "trial_intermediate_values",
            "step, %s, c.intermediate_value, NULL"
                .formatted(dialect.text("c.intermediate_value_type")))
        + child(
            condition,
            USER,
            "trial_user_attributes",
            "trial_user_attribute_id, c.\"key\", NULL, c.value_json")
        + child(
            condition,
            USER + 1,
            "trial_system_attributes",
            "trial_system_attribute_id, c.\"key\", NULL, c.value_json")
        + " ORDER BY kind, id, place";
  }

  private static String child(String condition, int kind, String table, String columns) {
    return " UNION ALL SELECT %d, c.trial_id, c.%s, NULL, NULL FROM trials t JOIN %s c ON c.trial_id = t.trial_id WHERE %s"
        .formatted(kind, columns, table, condition);
  }

  /** Takes a row. */
  void take(ResultSet row) throws SQLException {
    int kind = row.getInt(1);
    long id = row.getLong(2);
    if (kind == TRIAL) {
      drafts.put(id, draft(id, row));
      return;
    }
    TrialDraft draft = drafts.get(id);
    if (draft == null) {
      return;
    }
    String name = row.getString(4);
    switch (kind) {
      case PARAM -> draft.param(name, row.getDouble(5), row.getString(6));
      case VALUE -> draft.value(TrialReader.number(row, 5, 4));
      case REPORT -> draft.report(row.getInt(3), TrialReader.number(row, 5, 4));
      case USER -> draft.userAttribute(name, PythonJson.read(row.getString(6)));
      default -> draft.systemAttribute(name, PythonJson.read(row.getString(6)));
    }
  }

  private TrialDraft draft(long id, ResultSet row) throws SQLException {
    int stored = row.getInt(5);
    int index = row.wasNull() ? TrialDraft.UNADOPTED : stored;
    return new TrialDraft(
        id,
        row.getInt(3),
        index,
        TrialState.valueOf(Objects.requireNonNull(row.getString(4))),
        dialect.readTime(row, 7),
        dialect.readTime(row, 8),
        spaces.root());
  }

  /** The trials by number; null if one has no index of its own. */
  @Nullable List<FrozenTrial> trials() {
    List<FrozenTrial> trials = new ArrayList<>(drafts.size());
    for (TrialDraft draft : drafts.values()) {
      if (draft.index == TrialDraft.UNADOPTED) {
        return null;
      }
      trials.add(draft.build());
    }
    trials.sort(Comparator.comparingInt(FrozenTrial::number));
    return trials;
  }
}
