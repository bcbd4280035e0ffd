package dev.afina.storage;

import dev.afina.core.space.Params;
import dev.afina.core.storage.TrialEnd;
import dev.afina.core.storage.TrialStart;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How most trials start and end in PostgreSQL: with one exchange each, in which the server gets all
 * statements and commits. What is out of the ordinary is left to transactions of several exchanges.
 *
 * <p>Who starts a trial holds the study's lock, and other workers wait: for the server's work
 * alone, not for a client, and not for the disk. The start commits without waiting for the disk,
 * which lets the lock go; the heartbeat after it waits, and as the server's log is written in
 * order, the trial is durable when the exchange ends. What others build on a start that is not yet
 * durable, such as the next number, becomes durable after it.
 */
final class TrialShortcuts {

  private static final String TRIAL = "afina.trial";

  private static final String START =
      """
      BEGIN;
      SET LOCAL synchronous_commit = off;
      SELECT study_id FROM studies WHERE study_id = ? FOR UPDATE;
      WITH s (last_trial, last_adopted, number, place, vacant, waiting, discarded) AS (%s),
      f AS (SELECT COALESCE(number, -1) + 1 AS number, COALESCE(place, -1) + 1 AS place FROM s
      WHERE COALESCE(last_trial, -1) <= COALESCE(last_adopted, -1)
      AND vacant IS NULL AND waiting IS NULL AND COALESCE(place, -1) + 1 - discarded < ?),
      t AS (INSERT INTO trials (number, study_id, state, datetime_start)
      SELECT f.number, studies.study_id, 'RUNNING', ?::timestamp FROM f, studies WHERE studies.study_id = ?
      RETURNING trial_id, study_id),
      a AS (INSERT INTO afina_trials
      (trial_id, study_id, logical_index, vacant, host, pid, process_started)
      SELECT t.trial_id, t.study_id, f.place, 0, ?::text, ?, ? FROM t, f),
      h AS (INSERT INTO trial_heartbeats (trial_id, heartbeat)
      SELECT trial_id, clock_timestamp()::timestamp FROM t)
      SELECT s.*, t.trial_id, set_config('%s', COALESCE(t.trial_id, -1)::text, false)
      FROM s LEFT JOIN t ON true;
      COMMIT;
      UPDATE trial_heartbeats SET heartbeat = clock_timestamp()::timestamp
      WHERE trial_id = current_setting('%s')::integer
      """
          .formatted(SlotState.QUERY, TRIAL, TRIAL);

  private static final String END =
      """
      WITH t AS (UPDATE trials SET state = '%s', datetime_complete = ?::timestamp
      WHERE trial_id = ? AND state IN ('RUNNING', 'WAITING') RETURNING trial_id),
      v AS (INSERT INTO trial_values (trial_id, objective, value, value_type)
      SELECT t.trial_id, r.place - 1, r.value, r.type::trialvaluetype
      FROM t, unnest(?::float8[], ?::text[]) WITH ORDINALITY AS r (value, type, place)
      ON CONFLICT (trial_id, objective)
      DO UPDATE SET value = excluded.value, value_type = excluded.value_type),
      p AS (INSERT INTO trial_params (trial_id, param_name, param_value, distribution_json)
      SELECT t.trial_id, r.name, r.value, r.json
      FROM t, unnest(?::text[], ?::float8[], ?::text[]) AS r (name, value, json)
      ON CONFLICT (trial_id, param_name) DO NOTHING)
      SELECT trial_id FROM t;
      """;

  private final DistributionJson json;
  private final TrialReader reader;
  private final Map<TrialState, String> ends = new EnumMap<>(TrialState.class);

  TrialShortcuts(DistributionJson json, TrialReader reader, Dialect dialect) {
    this.json = json;
    this.reader = reader;
    String stored = reader.union(dialect).sql(TrialReader.ONE);
    for (TrialState state : TrialState.values()) {
      ends.put(state, END.formatted(state) + stored);
    }
  }

  /**
   * Starts a trial that nobody has made before.
   *
   * @return in it nothing if the limit is reached; empty if a waiting or lost trial comes first, or
   *     another program's trials have no index yet
   */
  Optional<Optional<FrozenTrial>> start(Session session, long studyId, TrialStart start)
      throws SQLException {
    if (start.index().isPresent() || !start.systemAttributes().isEmpty()) {
      return Optional.empty();
    }
    Instant now = session.dialect().now();
    List<@Nullable Object> arguments = new ArrayList<>();
    arguments.addAll(Collections.nCopies(1 + SlotState.PLACES, studyId));
    arguments.add(start.limit().orElse(Integer.MAX_VALUE));
    arguments.addAll(
        Arrays.asList(
            now,
            studyId,
            start.worker().host(),
            start.worker().pid(),
            start.worker().started().toEpochMilli()));
    Started found = new Started();
    session.queryAll(START, arguments.toArray(), row -> found.isStudyThere = true, found::take);
    SlotState state = found.state;
    if (state == null || !found.isStudyThere || !state.isOrdinary()) {
      return Optional.empty();
    }
    return Optional.of(
        found.trial < 0
            ? Optional.empty()
            : Optional.of(
                TrialSlots.running(found.trial, state.nextNumber(), state.nextIndex(), now)));
  }

  /** What the server says of a start. */
  private static final class Started {
    private boolean isStudyThere;
    private @Nullable SlotState state;
    private long trial = -1;

    private void take(ResultSet row) throws SQLException {
      state = SlotState.read(row);
      long id = row.getLong(SlotState.PLACES + 1);
      trial = row.wasNull() ? -1 : id;
    }
  }

  /**
   * Ends a trial whose parameters are known to suit the study.
   *
   * @return the trial as stored; empty if it has ended already, or has more than values and
   *     parameters to be written
   */
  Optional<FrozenTrial> end(Session session, long studyId, long trialId, TrialEnd end, Instant now)
      throws SQLException {
    if (!end.userAttributes().isEmpty()
        || !end.systemAttributes().isEmpty()
        || !end.constraints().isEmpty()) {
      return Optional.empty();
    }
    List<@Nullable Object[]> values = TrialWriter.valueRows(end.values());
    Params params = end.params();
    session.dialect().checkNames("parameter", params.names());
    @Nullable Object[] one = {
      now,
      trialId,
      values.stream().map(row -> (Double) row[1]).toArray(Double[]::new),
      values.stream().map(row -> (String) row[2]).toArray(String[]::new),
      params.names().toArray(String[]::new),
      Arrays.stream(TrialWriter.internals(params)).boxed().toArray(Double[]::new),
      texts(params)
    };
    boolean[] hasEnded = {false};
    TrialUnion union = reader.union(session.dialect());
    session.queryAll(
        Objects.requireNonNull(ends.get(end.state())),
        TrialReader.withOne(one, studyId, trialId),
        row -> hasEnded[0] = true,
        union::take);
    if (!hasEnded[0]) {
      return Optional.empty();
    }
    List<FrozenTrial> stored = union.trials();
    return Optional.of(stored == null ? reader.read(session, studyId, trialId) : stored.get(0));
  }

  private String[] texts(Params params) {
    String[] texts = new String[params.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = json.write(params.space().distribution(i));
    }
    return texts;
  }
}
