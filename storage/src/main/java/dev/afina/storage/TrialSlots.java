package dev.afina.storage;

import dev.afina.core.space.Params;
import dev.afina.core.storage.TrialStart;
import dev.afina.core.storage.Worker;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Hands out trials with their numbers and indices.
 *
 * <p>All of it happens in a writing transaction. A number is the last one plus one; Optuna counts
 * the rows before its own, which is the same since rows go only with their study. An index is the
 * greatest plus one, or that of a lost trial, which is {@code vacant} in {@code afina_trials} until
 * it is retried. Every step is a look-up in an index, O(log n), except counting what waits, which
 * is linear in that and only done under a limit.
 */
final class TrialSlots {

  private final TrialReader reader;
  private final TrialWriter writer;

  TrialSlots(TrialReader reader, TrialWriter writer) {
    this.reader = reader;
    this.writer = writer;
  }

  /** The next trial, unless the limit is reached. */
  Optional<FrozenTrial> start(Session session, long studyId, TrialStart start) throws SQLException {
    StudyTable.lock(session, studyId);
    SlotState state = SlotState.of(session, studyId);
    int nextIndex = state.hasUnadopted() ? adopt(session, studyId) : state.nextIndex();
    if (start.limit().isPresent()
        && counting(session, studyId, nextIndex, state) >= start.limit().getAsInt()) {
      return Optional.empty();
    }
    Instant now = session.dialect().now();
    Long lost = state.hasVacant() ? lost(session, studyId, start.index()) : null;
    if (lost != null) {
      return Optional.of(retry(session, studyId, lost, start.worker(), state.nextNumber(), now));
    }
    Long claimed = state.hasWaiting() ? claim(session, studyId, start, now) : null;
    if (claimed != null) {
      return Optional.of(reader.read(session, studyId, claimed));
    }
    return start.index().orElse(nextIndex) == nextIndex
        ? Optional.of(begin(session, studyId, nextIndex, start.worker(), state.nextNumber(), now))
        : Optional.empty();
  }

  /** Adds a trial's own row; returns its id. */
  long add(Session session, long studyId, FrozenTrial trial) throws SQLException {
    StudyTable.lock(session, studyId);
    int next = adopt(session, studyId);
    Long lost =
        trial.systemAttributes().get(FrozenTrial.INDEX) instanceof Number wanted
            ? lost(session, studyId, OptionalInt.of(wanted.intValue()))
            : null;
    int index = next;
    if (lost != null) {
      index = index(session, lost);
      session.update("UPDATE afina_trials SET vacant = 0 WHERE trial_id = ?", lost);
    }
    long id =
        insert(
            session,
            nextNumber(session, studyId),
            studyId,
            trial.state().name(),
            trial.start(),
            trial.complete());
    adopt(session, studyId, id, index, trial.isLost());
    return id;
  }

  /**
   * Gives indices to the trials that other programs made.
   *
   * @return the next free index
   */
  int adopt(Session session, long studyId) throws SQLException {
    Unadopted unadopted = Unadopted.of(session, studyId);
    OptionalLong last =
        session.number("SELECT MAX(trial_id) FROM trials WHERE study_id = ?", studyId);
    if (last.isEmpty() || last.getAsLong() <= unadopted.lastId()) {
      return unadopted.firstIndex();
    }
    List<Long> ids = new ArrayList<>();
    session.query(
        "SELECT trial_id FROM trials WHERE study_id = ? AND trial_id > ? ORDER BY trial_id",
        new Object[] {studyId, unadopted.lastId()},
        row -> ids.add(row.getLong(1)));
    int index = unadopted.firstIndex();
    for (long id : ids) {
      adopt(session, studyId, id, index++, false);
    }
    return index;
  }

  /** Marks the index of a trial as free to be retried. */
  static void vacate(Session session, long trialId) throws SQLException {
    session.update("UPDATE afina_trials SET vacant = 1 WHERE trial_id = ?", trialId);
  }

  /** Makes a worker the one that evaluates a trial. */
  static void occupy(Session session, long trialId, Worker worker) throws SQLException {
    session.update(
        "UPDATE afina_trials SET host = ?, pid = ?, process_started = ? WHERE trial_id = ?",
        worker.host(),
        worker.pid(),
        worker.started().toEpochMilli(),
        trialId);
    LostTrials.beat(session, trialId);
  }

  /** Leaves a trial without a worker. */
  static void release(Session session, long trialId) throws SQLException {
    session.update(
        "UPDATE afina_trials SET host = NULL, pid = NULL, process_started = NULL"
            + " WHERE trial_id = ?",
        trialId);
    session.update("DELETE FROM trial_heartbeats WHERE trial_id = ?", trialId);
  }

  private static @Nullable Long lost(Session session, long studyId, OptionalInt index)
      throws SQLException {
    String vacant = "SELECT trial_id FROM afina_trials WHERE study_id = ? AND vacant = 1";
    return index.isEmpty()
        ? session.first(row -> row.getLong(1), vacant + " ORDER BY logical_index LIMIT 1", studyId)
        : session.first(
            row -> row.getLong(1), vacant + " AND logical_index = ?", studyId, index.getAsInt());
  }

  private static @Nullable Long waiting(Session session, long studyId, OptionalInt index)
      throws SQLException {
    return index.isEmpty()
        ? session.first(
            row -> row.getLong(1),
            "SELECT trial_id FROM trials WHERE study_id = ? AND state = 'WAITING'"
                + " ORDER BY number LIMIT 1",
            studyId)
        : session.first(
            row -> row.getLong(1),
            "SELECT t.trial_id FROM afina_trials a JOIN trials t ON t.trial_id = a.trial_id"
                + " WHERE a.study_id = ? AND a.logical_index = ? AND t.state = 'WAITING'",
            studyId,
            index.getAsInt());
  }

  private static int index(Session session, long trialId) throws SQLException {
    return (int)
        session
            .number("SELECT logical_index FROM afina_trials WHERE trial_id = ?", trialId)
            .orElseThrow();
  }

  private FrozenTrial retry(
      Session session, long studyId, long lost, Worker worker, int number, Instant now)
      throws SQLException {
    int index = index(session, lost);
    session.update("UPDATE afina_trials SET vacant = 0 WHERE trial_id = ?", lost);
    Map<String, @Nullable Object> attributes =
        reader.read(session, studyId, lost).attributesOfRetry();
    FrozenTrial fresh = begin(session, studyId, index, worker, number, now);
    writer.systemAttributes(session, fresh.id(), attributes);
    return reader.read(session, studyId, fresh.id());
  }

  private static @Nullable Long claim(Session session, long studyId, TrialStart start, Instant now)
      throws SQLException {
    Worker worker = start.worker();
    while (true) {
      Long id = waiting(session, studyId, start.index());
      if (id == null) {
        return null;
      }
      if (claim(session, id, now)) {
        occupy(session, id, worker);
        return id;
      }
    }
  }

  /** Starts a waiting trial; false if it waits no more. */
  static boolean claim(Session session, long trialId, Instant now) throws SQLException {
    return session.update(
            "UPDATE trials SET state = 'RUNNING', datetime_start = ?"
                + " WHERE trial_id = ? AND state = 'WAITING'",
            now,
            trialId)
        == 1;
  }

  private static FrozenTrial begin(
      Session session, long studyId, int index, Worker worker, int number, Instant now)
      throws SQLException {
    long id =
        session.dialect().insertRunning(session, new NewTrial(studyId, number, index, worker, now));
    return running(id, number, index, now);
  }

  /** A trial that has just been started. */
  static FrozenTrial running(long id, int number, int index, Instant now) {
    return new FrozenTrial(
        id,
        number,
        index,
        TrialState.RUNNING,
        List.of(),
        Params.empty(),
        new TreeMap<>(),
        Map.of(),
        Map.of(),
        Map.of(),
        now,
        null);
  }

  private static void adopt(Session session, long studyId, long id, int index, boolean vacant)
      throws SQLException {
    session.update(
        "INSERT INTO afina_trials (trial_id, study_id, logical_index, vacant) VALUES (?, ?, ?, ?)",
        id,
        studyId,
        index,
        vacant ? 1 : 0);
  }

  private static long insert(Session session, @Nullable Object... columns) throws SQLException {
    return session.dialect().insertForKey(session, NewTrial.INSERT, "trial_id", columns);
  }

  private static int nextNumber(Session session, long studyId) throws SQLException {
    return (int)
            session
                .number(
                    "SELECT number FROM trials WHERE trial_id ="
                        + " (SELECT MAX(trial_id) FROM trials WHERE study_id = ?)",
                    studyId)
                .orElse(-1)
        + 1;
  }

  /** How many indices hold a trial that counts to the limit. */
  private static long counting(Session session, long studyId, int nextIndex, SlotState state)
      throws SQLException {
    if (!state.hasWaiting() && !state.hasVacant()) {
      return nextIndex - state.discarded();
    }
    return nextIndex
        - state.discarded()
        - session
            .number(
                "SELECT (SELECT COUNT(*) FROM trials WHERE study_id = ? AND state = 'WAITING')"
                    + " + (SELECT COUNT(*) FROM afina_trials WHERE study_id = ? AND vacant = 1)",
                studyId,
                studyId)
            .orElse(0);
  }
}
