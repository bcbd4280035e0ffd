package dev.afina.storage;

import dev.afina.core.StorageException;
import dev.afina.core.trial.TrialState;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What differs between the databases that hold Optuna's relational schema. */
interface Dialect {

  /** What messages call the database; without secrets. */
  String label();

  /** The names of all tables, indexes, types and triggers. */
  Set<String> objects(Session session) throws SQLException;

  /** Whether tables of other programs may stand beside. */
  boolean isShared();

  /** The statements that make Optuna's tables, each index after its table. */
  List<String> optunaSchema();

  /** The statements that make Afina's own tables, indexes and triggers. */
  List<String> afinaSchema();

  /** The file of statements that upgrade the tables of older Optunas, each with its revision. */
  String upgradeFile();

  /**
   * Whether a column was added by an upgrade that was cut short; never where a schema changes
   * within a transaction.
   */
  default boolean hasColumn(Session session, String table, String column) throws SQLException {
    return false;
  }

  /**
   * Begins a transaction that will change the schema, and keeps other programs of Afina from doing
   * so until it ends.
   */
  void beginSchema(Session session) throws SQLException;

  /** Ends it, changes kept; where the database keeps them one by one, only the lock ends. */
  void endSchema(Session session) throws SQLException;

  /** Begins a transaction that sees one state of the database. */
  void beginRead(Session session) throws SQLException;

  /** Begins a transaction that will write, alone where the database has one writer. */
  void beginWrite(Session session) throws SQLException;

  /** Commits. */
  void commit(Session session) throws SQLException;

  /** Rolls back; harmless outside of a transaction. */
  void rollback(Session session) throws SQLException;

  /** Whether every statement costs a wait for a server, so that few of them are better. */
  default boolean isRemote() {
    return false;
  }

  /** Begins a single statement that only reads. */
  default void beginGlance(Session session) throws SQLException {
    beginRead(session);
  }

  /** Ends it. */
  default void endGlance(Session session) throws SQLException {
    commit(session);
  }

  /** The expression of a column of names as a text. */
  default String text(String column) {
    return column;
  }

  /** Inserts a trial that runs; returns its id. */
  default long insertRunning(Session session, NewTrial trial) throws SQLException {
    return trial.insert(session);
  }

  /**
   * Ends a trial that has not ended, with its values, where the database does that in one go.
   *
   * @param rows an objective, a value and its type each
   * @return the trial's study; empty if this database does not, or the trial has ended
   */
  default OptionalLong end(
      Session session, long trialId, TrialState state, Instant now, List<@Nullable Object[]> rows)
      throws SQLException {
    return OptionalLong.empty();
  }

  /** Whether {@link TrialShortcuts} are open. */
  default boolean hasShortcuts() {
    return false;
  }

  /** What follows a query whose rows must stay as they are until the transaction ends. */
  String forUpdate();

  /** The expression of this moment, as heartbeats are stored. */
  String clock();

  /** The expression of a moment so many whole seconds ahead of this one, or behind. */
  default String clock(Duration ahead) {
    return ahead.isZero()
        ? clock()
        : "%s + INTERVAL '%d' SECOND".formatted(clock(), ahead.toSeconds());
  }

  /** The expression of a text column whose case and accents are told apart. */
  default String exact(String column) {
    return column;
  }

  /**
   * A statement that inserts a row, or changes columns of the one that has the same keys.
   *
   * @param values the columns to change; none to leave a row that is there as it is
   */
  default String upsert(String table, List<String> keys, List<String> values) {
    StringJoiner sets = new StringJoiner(", ");
    values.forEach(column -> sets.add(column + " = excluded." + column));
    return insert(table, keys, values)
        + " ON CONFLICT (%s) DO ".formatted(String.join(", ", keys))
        + (values.isEmpty() ? "NOTHING" : "UPDATE SET " + sets);
  }

  /** The same where conflicts are told by keys, but columns beside are given only once. */
  default String insertUnless(String table, List<String> keys, List<String> others) {
    return insert(table, keys, others)
        + " ON CONFLICT (%s) DO NOTHING".formatted(String.join(", ", keys));
  }

  /** A statement that inserts a row. */
  static String insert(String table, List<String> keys, List<String> others) {
    StringJoiner columns = new StringJoiner(", ", "(", ")");
    StringJoiner places = new StringJoiner(", ", "(", ")");
    for (List<String> names : List.of(keys, others)) {
      for (String name : names) {
        columns.add(name);
        places.add("?");
      }
    }
    return "INSERT INTO %s %s VALUES %s".formatted(table, columns, places);
  }

  /** Runs an insert; returns the key that the row was given. */
  default long insertForKey(Session session, String sql, String key, @Nullable Object... arguments)
      throws SQLException {
    return session
        .number(sql + " RETURNING " + key, arguments)
        .orElseThrow(() -> new SQLException("an insert returned no key"));
  }

  /**
   * Refuses a parameter's or attribute's name, or a set of them, that the columns cannot tell apart
   * or have no room for.
   *
   * @throws IllegalArgumentException if so
   */
  void checkNames(String kind, Iterable<String> names);

  /** A time as this database keeps it. */
  default Instant kept(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  /** This moment, as this database keeps it. */
  default Instant now() {
    return kept(Instant.now());
  }

  /** Binds a time. */
  void bindTime(PreparedStatement statement, int position, Instant time) throws SQLException;

  /** Reads a time. */
  @Nullable Instant readTime(ResultSet row, int column) throws SQLException;

  /** Reads a moment of {@link #clock()}; only differences between such moments mean something. */
  default @Nullable Instant readClock(ResultSet row, int column) throws SQLException {
    String text = row.getString(column);
    return text == null ? null : Timestamps.read(text, ZoneOffset.UTC);
  }

  /** Whether what was to be made is there already. */
  default boolean isTaken(SQLException e) {
    return false;
  }

  /** Whether a unique constraint was violated. */
  boolean isDuplicate(SQLException e);

  /** Whether the same may succeed when done again: another one was in the way, or the server. */
  boolean isPassing(SQLException e);

  /** Whether the connection is lost. */
  boolean isDisconnected(SQLException e);

  /** For how long what fails in passing is tried again. */
  Duration patience();

  /**
   * What went wrong, in a sentence.
   *
   * @param doing what was attempted, such as {@code finish a trial}
   */
  StorageException explain(SQLException e, String doing);
}
