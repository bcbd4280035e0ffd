package dev.afina.storage;

import dev.afina.core.StorageException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite: one writer at a time, times as text, SQLAlchemy's spelling of the tables. */
final class SqliteDialect implements Dialect {

  private final String label;
  private final Duration busyTimeout;
  private final ZoneId zone;

  /**
   * For one database.
   *
   * @param zone that of the trials' times
   */
  SqliteDialect(String label, Duration busyTimeout, ZoneId zone) {
    this.label = label;
    this.busyTimeout = busyTimeout;
    this.zone = zone;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public Set<String> objects(Session session) throws SQLException {
    Set<String> names = new LinkedHashSet<>();
    session.query(
        "SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'",
        new Object[0], row -> names.add(row.getString(1)));
    return names;
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public List<String> optunaSchema() {
    return SchemaFile.statements("optuna-sqlite.sql");
  }

  @Override
  public List<String> afinaSchema() {
    return SchemaFile.statements("afina-sqlite.sql");
  }

  @Override
  public String upgradeFile() {
    return "upgrade-sqlite.sql";
  }

  @Override
  public void beginSchema(Session session) throws SQLException {
    beginWrite(session);
  }

  @Override
  public void endSchema(Session session) throws SQLException {
    commit(session);
  }

  /** Nothing: a writing transaction is alone. */
  @Override
  public String forUpdate() {
    return "";
  }

  @Override
  public String clock() {
    return "CURRENT_TIMESTAMP";
  }

  @Override
  public String clock(Duration ahead) {
    return ahead.isZero() ? clock() : "datetime('now', '%+d seconds')".formatted(ahead.toSeconds());
  }

  /** SQLite has room for all, and tells case apart. */
  @Override
  public void checkNames(String kind, Iterable<String> names) {}

  @Override
  public void beginRead(Session session) throws SQLException {
    session.update("BEGIN");
  }

  @Override
  public void beginWrite(Session session) throws SQLException {
    session.update("BEGIN IMMEDIATE");
  }

  @Override
  public void commit(Session session) throws SQLException {
    session.update("COMMIT");
  }

  @Override
  public void rollback(Session session) throws SQLException {
    try {
      session.update("ROLLBACK");
    } catch (SQLException e) {
      // After some errors, such as a full disk, SQLite has rolled back by itself.
      if (!String.valueOf(e.getMessage()).contains("no transaction is active")) {
        throw e;
      }
    }
  }

  @Override
  public void bindTime(PreparedStatement statement, int position, Instant time)
      throws SQLException {
    statement.setString(position, Timestamps.write(time, zone));
  }

  @Override
  public @Nullable Instant readTime(ResultSet row, int column) throws SQLException {
    String text = row.getString(column);
    return text == null ? null : Timestamps.read(text, zone);
  }

  @Override
  public boolean isDuplicate(SQLException e) {
    return code(e) == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE;
  }

  /** Never: SQLite waits for others by itself, as long as its timeout says. */
  @Override
  public boolean isPassing(SQLException e) {
    return false;
  }

  @Override
  public boolean isDisconnected(SQLException e) {
    return false;
  }

  @Override
  public Duration patience() {
    return busyTimeout;
  }

  @Override
  public StorageException explain(SQLException e, String doing) {
    SQLiteErrorCode code = code(e);
    String reason =
        switch (code.code & 0xff) {
          case 5, 6 ->
              "another program has held it locked for %d s; end that program or try again"
                  .formatted(busyTimeout.toSeconds());
          case 8 -> "it is read-only; make the file and its folder writable";
          case 10, 15 ->
              isOfLocks(code)
                  ? "its disk refuses locks, as network disks do; choose a local disk, or a journal"
                      + " (journal:///…)"
                  : "the disk failed to read or write it (%s)".formatted(e.getMessage());
          case 11 -> "it is damaged; restore it from a copy";
          case 13 ->
              "the disk is full; free some space, nothing of this was stored and the rest"
                  + " is sound";
          case 14 -> "the file cannot be opened; check that its folder exists and is writable";
          case 26 -> "it is no SQLite database; choose another file";
          default -> e.getMessage();
        };
    return new StorageException("cannot %s in %s: %s".formatted(doing, label, reason), e);
  }

  private static boolean isOfLocks(SQLiteErrorCode code) {
    return switch (code) {
      case SQLITE_PROTOCOL,
          SQLITE_IOERR_LOCK,
          SQLITE_IOERR_UNLOCK,
          SQLITE_IOERR_RDLOCK,
          SQLITE_IOERR_CHECKRESERVEDLOCK,
          SQLITE_IOERR_SHMLOCK,
          SQLITE_IOERR_SHMOPEN,
          SQLITE_IOERR_SHMMAP ->
          true;
      default -> false;
    };
  }

  private static SQLiteErrorCode code(SQLException e) {
    return e instanceof SQLiteException sqlite
        ? sqlite.getResultCode()
        : SQLiteErrorCode.UNKNOWN_ERROR;
  }
}
