package dev.afina.storage;

import dev.afina.core.IncompatibleDistributionException;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.Params;
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

  /** Whether all of a trial's parameters are remembered, and compatible. */
  boolean isSure(long studyId, Params params) {
    Map<String, Distribution> ofStudy = known.getOrDefault(studyId, Map.of());
    for (int i = 0; i < params.size(); i++) {
      Distribution earlier = ofStudy.get(params.space().name(i));
      if (earlier == null || !earlier.isCompatibleWith(params.space().distribution(i))) {
        return false;
      }
    }
    return true;
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
            "SELECT e.json FROM (SELECT (SELECT p.distribution_json FROM trial_params p"
                + " WHERE p.trial_id = t.trial_id AND "
                + session.dialect().exact("p.param_name")
                + " = ?) AS json FROM trials t WHERE t.study_id = ?) e"
                + " WHERE e.json IS NOT NULL LIMIT 1",
            name,
            studyId);
    return text == null ? null : json.read(name, text);
  }
}
