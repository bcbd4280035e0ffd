package dev.afina.storage;

import dev.afina.core.IncompatibleDistributionException;
import dev.afina.core.space.Distribution;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a parameter keeps its kind throughout a study.
 *
 * <p>As in Optuna, a new distribution is compared with some earlier one of its name. That one is
 * looked up once and remembered; only before refusing is it looked up again, since the study may
 * have been deleted and made anew meanwhile. Thread-safe.
 */
final class DistributionGuard {

  private final DistributionJson json;
  private final Map<Long, Map<String, Distribution>> known = new ConcurrentHashMap<>();

  DistributionGuard(DistributionJson json) {
    this.json = json;
  }

  /**
   * Checks a parameter that is about to be written, in the transaction that writes it.
   *
   * @throws IncompatibleDistributionException if the study knows it otherwise
   */
  void check(Session session, long studyId, String name, Distribution distribution)
      throws SQLException {
    Map<String, Distribution> ofStudy =
        known.computeIfAbsent(studyId, key -> new ConcurrentHashMap<>());
    Distribution earlier = ofStudy.get(name);
    if (earlier != null && earlier.isCompatibleWith(distribution)) {
      return;
    }
    earlier = lookUp(session, studyId, name);
    if (earlier == null) {
      ofStudy.remove(name);
      return;
    }
    ofStudy.put(name, earlier);
    check(earlier, name, distribution);
  }

  /**
   * Compares a parameter's distribution with an earlier one.
   *
   * @throws IncompatibleDistributionException if they are not of one kind
   */
  static void check(Distribution earlier, String name, Distribution distribution) {
    if (!earlier.isCompatibleWith(distribution)) {
      throw new IncompatibleDistributionException(
          "parameter \"%s\" is %s here but %s in earlier trials of the study; give it another name or"
                  .formatted(name, distribution, earlier)
              + " begin another study");
    }
  }

  /** Forgets a study. */
  void forget(long studyId) {
    known.remove(studyId);
  }

  private @Nullable Distribution lookUp(Session session, long studyId, String name)
      throws SQLException {
    String text =
        session.first(
            row -> row.getString(1),
            "SELECT p.distribution_json FROM trials t JOIN trial_params p"
                + " ON p.trial_id = t.trial_id AND "
                + session.dialect().exact("p.param_name")
                + " = ?"
                + " WHERE t.study_id = ? LIMIT 1",
            name,
            studyId);
    return text == null ? null : json.read(name, text);
  }
}
