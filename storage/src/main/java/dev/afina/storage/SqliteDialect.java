package dev.afina.storage;

import dev.afina.core.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite: one writer at a time, times as text, SQLAlchemy's spelling of the tables. */
final class SqliteDialect implements Dialect {

  private final String label;
  private final Duration busyTimeout;

  SqliteDialect(String label, Duration busyTimeout) {
    this.label = label;
    this.busyTimeout = busyTimeout;
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
  public List<String> optunaSchema() {
    return statements("optuna-sqlite.sql");
  }

  @Override
  public List<String> afinaSchema() {
    return statements("afina-sqlite.sql");
  }

  /** Statements stand apart by blank lines; SQLAlchemy puts a space after each comma. */
  private static List<String> statements(String resource) {
    try (InputStream in =
        Objects.requireNonNull(SqliteDialect.class.getResourceAsStream(resource), resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return List.of(text.replace("\r", "").strip().replace(",\n", ", \n").split("\n\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

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
    statement.setString(position, Timestamps.write(time));
  }

  @Override
  public @Nullable Instant readTime(ResultSet row, int column) throws SQLException {
    String text = row.getString(column);
    return text == null ? null : Timestamps.read(text);
  }

  @Override
  public boolean isDuplicate(SQLException e) {
    return code(e) == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE;
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
          case 10 -> "the disk failed to read or write it (%s)".formatted(e.getMessage());
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

  private static SQLiteErrorCode code(SQLException e) {
    return e instanceof SQLiteException sqlite
        ? sqlite.getResultCode()
        : SQLiteErrorCode.UNKNOWN_ERROR;
  }
}
