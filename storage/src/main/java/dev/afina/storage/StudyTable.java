package dev.afina.storage;

import dev.afina.core.DuplicateStudyException;
import dev.afina.core.StudyNotFoundException;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.StudyRecord;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes studies with their directions and attributes. */
final class StudyTable {

  private static final int MAX_NAME = 512;
  private static final List<String> OF_TRIALS =
      List.of(
          "trial_values",
          "trial_intermediate_values",
          "trial_params",
          "trial_user_attributes",
          "trial_system_attributes",
          "trial_heartbeats",
          "afina_trials",
          "afina_edits");
  private static final List<String> OF_STUDIES =
      List.of(
          "trials",
          "study_directions",
          "study_user_attributes",
          "study_system_attributes",
          "studies");

  private StudyTable() {}

  static StudyRecord create(
      Session session,
      String name,
      List<Direction> directions,
      Map<String, @Nullable Object> systemAttributes)
      throws SQLException {
    long id = insert(session, name);
    for (int i = 0; i < directions.size(); i++) {
      session.update(
          "INSERT INTO study_directions (direction, study_id, objective) VALUES (?, ?, ?)",
          directions.get(i).name(),
          id,
          i);
    }
    for (Map.Entry<String, @Nullable Object> attribute : systemAttributes.entrySet()) {
      setAttribute(session, "system", id, attribute.getKey(), attribute.getValue());
    }
    return read(session, "s.study_id = ?", id).get(0);
  }

  private static long insert(Session session, String name) throws SQLException {
    try {
      return session
          .dialect()
          .insertForKey(session, "INSERT INTO studies (study_name) VALUES (?)", "study_id", name);
    } catch (SQLException e) {
      if (session.dialect().isDuplicate(e)) {
        throw (DuplicateStudyException)
            new DuplicateStudyException(
                    "a study named \"%s\" exists already in %s; load it, or choose another name"
                        .formatted(name, session.dialect().label()))
                .initCause(e);
      }
      throw e;
    }
  }

  /** Refuses names that Optuna's table has no room for. */
  static void checkName(String name) {
    if (name.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          "a study's name has at most %d characters, not %d".formatted(MAX_NAME, name.length()));
    }
  }

  /** The studies that meet a condition on {@code s}, oldest first. */
  static List<StudyRecord> read(Session session, String condition, @Nullable Object... arguments)
      throws SQLException {
    Map<Long, String> names = new LinkedHashMap<>();
    Map<Long, List<Direction>> directions = new LinkedHashMap<>();
    session.query(
        "SELECT s.study_id, s.study_name FROM studies s WHERE "
            + condition
            + " ORDER BY s.study_id",
        arguments,
        row -> names.put(row.getLong(1), row.getString(2)));
    session.query(
        "SELECT d.study_id, d.direction FROM study_directions d"
            + " JOIN studies s ON s.study_id = d.study_id WHERE "
            + condition
            + " ORDER BY d.study_id, d.objective",
        arguments,
        row ->
            directions
                .computeIfAbsent(row.getLong(1), key -> new ArrayList<>())
                .add(
                    row.getString(2).equals("MAXIMIZE") ? Direction.MAXIMIZE : Direction.MINIMIZE));
    Map<Long, Map<String, @Nullable Object>> user =
        attributes(session, "user", condition, arguments);
    Map<Long, Map<String, @Nullable Object>> system =
        attributes(session, "system", condition, arguments);
    List<StudyRecord> studies = new ArrayList<>();
    names.forEach(
        (id, name) ->
            studies.add(
                new StudyRecord(
                    id,
                    name,
                    directions.getOrDefault(id, List.of()),
                    user.getOrDefault(id, Map.of()),
                    system.getOrDefault(id, Map.of()))));
    return studies;
  }

  private static Map<Long, Map<String, @Nullable Object>> attributes(
      Session session, String kind, String condition, @Nullable Object... arguments)
      throws SQLException {
    Map<Long, Map<String, @Nullable Object>> found = new LinkedHashMap<>();
    session.query(
        ("SELECT a.study_id, a.\"key\", a.value_json FROM study_%1$s_attributes a"
                + " JOIN studies s ON s.study_id = a.study_id WHERE %2$s"
                + " ORDER BY a.study_%1$s_attribute_id")
            .formatted(kind, condition),
        arguments,
        row ->
            found
                .computeIfAbsent(row.getLong(1), key -> new LinkedHashMap<>())
                .put(row.getString(2), PythonJson.read(row.getString(3))));
    return found;
  }

  /** Writes an attribute over any earlier one; {@code kind} is {@code user} or {@code system}. */
  static void setAttribute(
      Session session, String kind, long studyId, String key, @Nullable Object value)
      throws SQLException {
    session.dialect().checkNames("attribute", List.of(key));
    session.update(
        session
            .dialect()
            .upsert(
                "study_%s_attributes".formatted(kind),
                List.of("study_id", "\"key\""),
                List.of("value_json")),
        studyId,
        key,
        PythonJson.write(value));
  }

  /** Throws if there is no study of this id. */
  static void require(Session session, long studyId) throws SQLException {
    require(session, studyId, "");
  }

  /**
   * The same; and until the transaction ends nobody else, Optuna neither, starts or adds a trial.
   */
  static void lock(Session session, long studyId) throws SQLException {
    require(session, studyId, session.dialect().forUpdate());
  }

  private static void require(Session session, long studyId, String lock) throws SQLException {
    if (session
        .number("SELECT study_id FROM studies WHERE study_id = ?" + lock, studyId)
        .isEmpty()) {
      throw notFound(session, studyId);
    }
  }

  static StudyNotFoundException notFound(Session session, long studyId) {
    return new StudyNotFoundException(
        "no study of id %d is in %s; maybe it was deleted"
            .formatted(studyId, session.dialect().label()));
  }

  static void delete(Session session, long studyId) throws SQLException {
    for (String table : OF_TRIALS) {
      session.update(
          "DELETE FROM %s WHERE trial_id IN (SELECT trial_id FROM trials WHERE study_id = ?)"
              .formatted(table),
          studyId);
    }
    for (String table : OF_STUDIES) {
      session.update("DELETE FROM %s WHERE study_id = ?".formatted(table), studyId);
    }
  }
}
