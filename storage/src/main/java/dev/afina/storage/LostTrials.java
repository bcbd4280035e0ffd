package dev.afina.storage;

import dev.afina.core.storage.Worker;
import dev.afina.core.trial.FrozenTrial;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds running trials whose worker is gone, and ends them. */
public final class LostTrials {

  private static final String RUNNING =
      "SELECT t.trial_id, a.host, a.pid, a.process_started, h.heartbeat, %s"
          + " FROM trials t"
          + " LEFT JOIN afina_trials a ON a.trial_id = t.trial_id"
          + " LEFT JOIN trial_heartbeats h ON h.trial_id = t.trial_id"
          + " WHERE t.study_id = ? AND t.state = 'RUNNING' ORDER BY t.number";

  private LostTrials() {}

  /** Whether a trial runs; one that was lost, or whose study was deleted, has no heartbeat. */
  static boolean isRunning(Session session, long trialId) throws SQLException {
    return session
        .number("SELECT 1 FROM trials WHERE trial_id = ? AND state = 'RUNNING'", trialId)
        .isPresent();
  }

  /** Says that a trial is being worked at, by the database's clock. */
  static void beat(Session session, long trialId) throws SQLException {
    beat(session, trialId, Duration.ZERO);
  }

  /** Says that a trial will be worked at until some time ahead. */
  static void beat(Session session, long trialId, Duration ahead) throws SQLException {
    session.update(
        session
            .dialect()
            .upsert("trial_heartbeats", List.of("trial_id"), List.of("heartbeat"))
            .replace("(?, ?)", "(?, " + session.dialect().clock(ahead) + ")"),
        trialId);
  }

  /** Why each of a study's lost trials is lost, in a sentence, by the trial's id. */
  static Map<Long, String> find(Session session, long studyId, Duration grace) throws SQLException {
    Map<Long, String> lost = new LinkedHashMap<>();
    session.query(
        RUNNING.formatted(session.dialect().clock()),
        new Object[] {studyId},
        row -> {
          String reason = reason(session, row, grace);
          if (reason != null) {
            lost.put(row.getLong(1), reason);
          }
        });
    return lost;
  }

  /** Ends one; false if someone else has ended it meanwhile. */
  static boolean end(Session session, long id, String reason, boolean isRetried, TrialWriter writer)
      throws SQLException {
    int changed =
        session.update(
            "UPDATE trials SET state = 'FAIL', datetime_complete = ?"
                + " WHERE trial_id = ? AND state = 'RUNNING'",
            session.dialect().now(),
            id);
    if (changed == 0) {
      return false;
    }
    writer.systemAttributes(session, id, attributes(reason, isRetried));
    if (isRetried) {
      TrialSlots.vacate(session, id);
    }
    return true;
  }

  /** Whether a lost trial is set aside, to be continued where it was saved, rather than ended. */
  static boolean goesOn(FrozenTrial lost, int retries) {
    return lost.checkpoint().isPresent() && lostLegs(lost).size() < retries;
  }

  private static List<Object> lostLegs(FrozenTrial trial) {
    return trial.systemAttributes().get(FrozenTrial.LOST_LEGS) instanceof List<?> legs
        ? new ArrayList<>(legs)
        : new ArrayList<>();
  }

  /** The attributes of a lost trial that is set aside. */
  static Map<String, Object> setAside(FrozenTrial lost, String reason) {
    List<Object> legs = lostLegs(lost);
    legs.add(reason);
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put(FrozenTrial.LOST_LEGS, legs);
    attributes.put(FrozenTrial.PAUSED, true);
    return attributes;
  }

  /** What a lost trial's end says of it. */
  public static Map<String, Object> attributes(String reason, boolean isRetried) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    if (isRetried) {
      attributes.put(FrozenTrial.LOST, true);
    }
    attributes.put(
        FrozenTrial.REASON, isRetried ? reason : reason + "; it was retried often enough");
    return attributes;
  }

  private static @Nullable String reason(Session session, ResultSet row, Duration grace)
      throws SQLException {
    String host = row.getString(2);
    Worker worker =
        host == null
            ? null
            : new Worker(host, row.getLong(3), Instant.ofEpochMilli(row.getLong(4)));
    Instant now = Objects.requireNonNull(session.dialect().readClock(row, 6));
    return reason(worker, session.dialect().readClock(row, 5), now, grace);
  }

  /** Why a running trial is lost, in a sentence; null if it is not. */
  public static @Nullable String reason(
      @Nullable Worker worker, @Nullable Instant beat, Instant now, Duration grace) {
    if (worker != null
        && !worker.equals(Worker.current())
        && worker.isLocal()
        && !worker.isAlive()) {
      return "its worker, process %d on %s, ended without it"
          .formatted(worker.pid(), worker.host());
    }
    if (beat == null) {
      return null;
    }
    Duration silent = Duration.between(beat, now);
    return silent.compareTo(grace) > 0
        ? "its worker gave no sign of life for %d s".formatted(silent.toSeconds())
        : null;
  }
}
