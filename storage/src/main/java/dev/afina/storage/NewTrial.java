package dev.afina.storage;

import dev.afina.core.storage.Worker;
import dev.afina.core.trial.TrialState;
import java.sql.SQLException;
import java.time.Instant;

/** A trial that a worker is about to run. */
record NewTrial(long studyId, int number, int index, Worker worker, Instant start) {

  static final String INSERT =
      "INSERT INTO trials (number, study_id, state, datetime_start, datetime_complete)"
          + " VALUES (?, ?, ?, ?, ?)";

  /** Inserts its rows one after the other; returns its id. */
  long insert(Session session) throws SQLException {
    long id =
        session
            .dialect()
            .insertForKey(
                session,
                INSERT,
                "trial_id",
                number,
                studyId,
                TrialState.RUNNING.name(),
                start,
                null);
    session.update(
        "INSERT INTO afina_trials"
            + " (trial_id, study_id, logical_index, vacant, host, pid, process_started)"
            + " VALUES (?, ?, ?, 0, ?, ?, ?)",
        id,
        studyId,
        index,
        worker.host(),
        worker.pid(),
        worker.started().toEpochMilli());
    LostTrials.beat(session, id);
    return id;
  }
}
