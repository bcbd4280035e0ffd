package dev.afina.storage;

import java.sql.SQLException;
import java.util.OptionalLong;

/**
 * The trials of a study that another program made since Afina last wrote to it: always the latest
 * ones, for every writer of Afina adopts them first.
 *
 * @param lastId the id of the last trial that has an index, or −1
 * @param firstNumber the number of the first one without
 * @param firstIndex the index that it gets
 */
record Unadopted(long lastId, int firstNumber, int firstIndex) {

  static Unadopted of(Session session, long studyId) throws SQLException {
    OptionalLong last =
        session.number("SELECT MAX(trial_id) FROM afina_trials WHERE study_id = ?", studyId);
    if (last.isEmpty()) {
      return new Unadopted(-1, 0, 0);
    }
    long number =
        session.number("SELECT number FROM trials WHERE trial_id = ?", last.getAsLong()).orElse(-1);
    long index =
        session
            .number("SELECT MAX(logical_index) FROM afina_trials WHERE study_id = ?", studyId)
            .orElse(-1);
    return new Unadopted(last.getAsLong(), (int) number + 1, (int) index + 1);
  }

  /** The index of an unadopted trial. */
  int index(int number) {
    return firstIndex + number - firstNumber;
  }
}
