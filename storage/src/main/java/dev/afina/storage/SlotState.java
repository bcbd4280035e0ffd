package dev.afina.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a study has of trials, as far as the next one depends on it; read in one query, for each
 * costs a server's client a wait.
 *
 * @param lastTrial the greatest id of a trial, or −1
 * @param lastAdopted the greatest id of a trial that has an index, or −1
 * @param nextNumber that of a new trial
 * @param nextIndex that of a new trial, once all have indices
 * @param hasVacant whether a lost trial waits to be retried
 * @param hasWaiting whether a trial waits
 * @param discarded how many trials are discarded
 */
record SlotState(
    long lastTrial,
    long lastAdopted,
    int nextNumber,
    int nextIndex,
    boolean hasVacant,
    boolean hasWaiting,
    long discarded) {

  /** One row; the study's id stands in {@link #PLACES} places. */
  static final String QUERY =
      """
      SELECT
      (SELECT MAX(trial_id) FROM trials WHERE study_id = ?),
      (SELECT MAX(trial_id) FROM afina_trials WHERE study_id = ?),
      (SELECT number FROM trials WHERE trial_id = (SELECT MAX(trial_id) FROM trials WHERE study_id = ?)),
      (SELECT MAX(logical_index) FROM afina_trials WHERE study_id = ?),
      (SELECT MIN(logical_index) FROM afina_trials WHERE study_id = ? AND vacant = 1),
      (SELECT MIN(number) FROM trials WHERE study_id = ? AND state = 'WAITING'),
      (SELECT COUNT(*) FROM afina_edits WHERE study_id = ? AND discarded = 1)
      """;

  static final int PLACES = 7;

  /** Reads it; to be called with the study locked. */
  static SlotState of(Session session, long studyId) throws SQLException {
    @Nullable Object[] arguments = new @Nullable Object[PLACES];
    java.util.Arrays.fill(arguments, studyId);
    return Objects.requireNonNull(session.first(SlotState::read, QUERY, arguments));
  }

  /** Out of the first columns of a row. */
  static SlotState read(ResultSet row) throws SQLException {
    return new SlotState(
        or(row, 1, -1),
        or(row, 2, -1),
        (int) or(row, 3, -1) + 1,
        (int) or(row, 4, -1) + 1,
        or(row, 5, -1) >= 0,
        or(row, 6, -1) >= 0,
        row.getLong(7));
  }

  private static long or(ResultSet row, int column, long other) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? other : value;
  }

  /** Whether the next trial is a new one, and needs nothing else. */
  boolean isOrdinary() {
    return !hasUnadopted() && !hasVacant && !hasWaiting;
  }

  /** Whether another program has made trials that have no index yet. */
  boolean hasUnadopted() {
    return lastTrial > lastAdopted;
  }
}
