package dev.afina.storage;

import dev.afina.core.TrialFinishedException;
import dev.afina.core.trial.TrialState;
import java.sql.SQLException;

/** A trial's study, number and state. */
record Standing(long studyId, int number, TrialState state) {

  /** That of a trial that has not ended; its row stays as it is until the transaction ends. */
  static Standing unfinished(Session session, long trialId) throws SQLException {
    Standing trial = of(session, trialId, session.dialect().forUpdate());
    trial.requireUnfinished();
    return trial;
  }

  /**
   * That of a trial.
   *
   * @param lock what follows the query, such as {@link Dialect#forUpdate()}
   */
  static Standing of(Session session, long trialId, String lock) throws SQLException {
    Standing trial =
        session.first(
            row ->
                new Standing(row.getLong(1), row.getInt(2), TrialState.valueOf(row.getString(3))),
            "SELECT study_id, number, state FROM trials WHERE trial_id = ?" + lock,
            trialId);
    if (trial == null) {
      throw new IllegalArgumentException(
          "no trial of id %d is in %s".formatted(trialId, session.dialect().label()));
    }
    return trial;
  }

  /** Refuses a trial that has ended. */
  void requireUnfinished() {
    if (state.isFinished()) {
      throw new TrialFinishedException(
          "trial %d has ended as %s and cannot be changed".formatted(number, state));
    }
  }
}
