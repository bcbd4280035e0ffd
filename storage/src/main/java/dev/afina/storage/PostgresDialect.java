package dev.afina.storage;

import dev.afina.core.trial.TrialState;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** PostgreSQL: states are enumerated types, a schema changes within a transaction. */
final class PostgresDialect extends ServerDialect {

  /** Programs of Afina that make the tables wait for each other at this lock: "afina" in ASCII. */
  private static final long SCHEMA_LOCK = 0x6166696e61L;

  /** Serialisation failure, deadlock, lock timeout. */
  private static final Set<String> IN_THE_WAY = Set.of("40001", "40P01", "55P03");

  /** Shut down by an operator, crashed, starting up, too many connections, idle for too long. */
  private static final Set<String> AWAY = Set.of("57P01", "57P02", "57P03", "53300", "57P05");

  PostgresDialect(ServerAddress address, Duration patience, ZoneId zone) {
    super("PostgreSQL", address, patience, zone);
  }

  @Override
  public Set<String> objects(Session session) throws SQLException {
    Set<String> names = new LinkedHashSet<>();
    session.query(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'i')"
            + " UNION ALL SELECT t.typname FROM pg_type t"
            + " JOIN pg_namespace n ON n.oid = t.typnamespace"
            + " WHERE n.nspname = current_schema() AND t.typtype = 'e'",
        new Object[0],
        row -> names.add(row.getString(1)));
    return names;
  }

  @Override
  public List<String> optunaSchema() {
    return SchemaFile.statements("optuna-postgresql.sql");
  }

  @Override
  public List<String> afinaSchema() {
    return SchemaFile.statements("afina-postgresql.sql");
  }

  @Override
  public String upgradeFile() {
    return "upgrade-postgresql.sql";
  }

  @Override
  public void beginSchema(Session session) throws SQLException {
    session.first(row -> true, "SELECT pg_advisory_xact_lock(?)", SCHEMA_LOCK);
  }

  @Override
  public void endSchema(Session session) throws SQLException {
    commit(session);
  }

  @Override
  public void beginRead(Session session) throws SQLException {
    session.update("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
  }

  /** The driver tells the server nothing of it; a statement is a transaction of its own. */
  @Override
  public void beginGlance(Session session) throws SQLException {
    session.connection().setAutoCommit(true);
  }

  @Override
  public void endGlance(Session session) throws SQLException {
    session.connection().setAutoCommit(false);
  }

  @Override
  public String text(String column) {
    return column + "::text";
  }

  @Override
  public boolean hasShortcuts() {
    return true;
  }

  @Override
  public long insertRunning(Session session, NewTrial trial) throws SQLException {
    return session
        .number(
            """
            WITH t AS (INSERT INTO trials (number, study_id, state, datetime_start)
            VALUES (?, ?, 'RUNNING', ?) RETURNING trial_id, study_id),
            a AS (INSERT INTO afina_trials
            (trial_id, study_id, logical_index, vacant, host, pid, process_started)
            SELECT trial_id, study_id, ?, 0, ?, ?, ? FROM t),
            h AS (INSERT INTO trial_heartbeats (trial_id, heartbeat)
            SELECT trial_id, clock_timestamp()::timestamp FROM t)
            SELECT trial_id FROM t
            """,
            trial.number(),
            trial.studyId(),
            trial.start(),
            trial.index(),
            trial.worker().host(),
            trial.worker().pid(),
            trial.worker().started().toEpochMilli())
        .orElseThrow(() -> new SQLException("an insert returned no key"));
  }

  @Override
  public OptionalLong end(
      Session session, long trialId, TrialState state, Instant now, List<@Nullable Object[]> rows)
      throws SQLException {
    String update =
        "UPDATE trials SET state = '%s', datetime_complete = ?".formatted(state)
            + " WHERE trial_id = ? AND state IN ('RUNNING', 'WAITING') RETURNING ";
    if (rows.isEmpty()) {
      return session.number(update + "study_id", now, trialId);
    }
    List<@Nullable Object> arguments = new ArrayList<>();
    arguments.add(now);
    arguments.add(trialId);
    rows.forEach(row -> arguments.addAll(Arrays.asList(row)));
    String row = "(?::integer, ?::double precision, ?::trialvaluetype)";
    return session.number(
        "WITH t AS (%strial_id, study_id), v AS (".formatted(update)
            + "INSERT INTO trial_values (trial_id, objective, value, value_type)"
            + " SELECT t.trial_id, r.o, r.v, r.k FROM t, (VALUES %s) AS r (o, v, k)"
                .formatted(String.join(", ", Collections.nCopies(rows.size(), row)))
            + " ON CONFLICT (trial_id, objective)"
            + " DO UPDATE SET value = excluded.value, value_type = excluded.value_type)"
            + " SELECT study_id FROM t",
        arguments.toArray());
  }

  /**
   * In the session's zone, as Optuna writes it; unlike {@code now()} it moves within a transaction.
   */
  @Override
  public String clock() {
    return "clock_timestamp()::timestamp";
  }

  @Override
  public boolean isTaken(SQLException e) {
    return Set.of("42P07", "42710", "23505").contains(state(e)) || isPassing(e);
  }

  @Override
  public boolean isDuplicate(SQLException e) {
    return state(e).equals("23505");
  }

  @Override
  public boolean isPassing(SQLException e) {
    return IN_THE_WAY.contains(state(e)) || isDisconnected(e);
  }

  @Override
  public boolean isDisconnected(SQLException e) {
    return AWAY.contains(state(e)) || super.isDisconnected(e);
  }

  @Override
  boolean isRefusal(SQLException e) {
    return state(e).equals("08004") && !String.valueOf(e.getMessage()).contains("refused");
  }

  @Override
  @Nullable String reason(SQLException e) {
    return switch (state(e)) {
      case "28P01", "28000" ->
          "the server turned user \"%s\" down; check the name and the password in the URL"
              .formatted(address().user());
      case "08004" ->
          isRefusal(e)
              ? "the server wants a password of user \"%s\", or refuses; see the URL"
                  .formatted(address().user())
              : null;
      case "3D000" ->
          "there is no database \"%s\"; make it with CREATE DATABASE, or name another"
              .formatted(address().database());
      case "3F000" ->
          "there is no schema to make tables in; make one, or set search_path in the URL's options";
      case "42501" ->
          "user \"%s\" has not the rights for it; let an administrator GRANT them"
              .formatted(address().user());
      case "25006" -> "the database is read-only, maybe a standby; name the primary server";
      case "53100" ->
          "the server's disk is full; free some space, nothing of this was stored and the rest is"
              + " sound";
      case "53300" -> "the server has no connection left; close others or raise max_connections";
      case "40P01", "40001", "55P03" ->
          "other programs kept locking the same rows; try again, or give ?timeout= a larger value";
      case "22001" -> "a text is longer than its column has room for; shorten it";
      case "22021" -> "a text holds the character U+0000, which PostgreSQL cannot store; remove it";
      default -> null;
    };
  }
}
