package dev.afina.storage;

import dev.afina.core.StorageException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** What the database servers have in common: rows are locked one by one, connections get lost. */
abstract class ServerDialect implements Dialect {

  /** Optuna's columns for names hold so many characters. */
  private static final int LONGEST_NAME = 512;

  private final String kind;
  private final ServerAddress address;
  private final Duration patience;
  private final ZoneId zone;

  /**
   * For one database.
   *
   * @param kind what the server is called
   * @param zone that of the trials' times
   */
  ServerDialect(String kind, ServerAddress address, Duration patience, ZoneId zone) {
    this.kind = kind;
    this.address = address;
    this.patience = patience;
    this.zone = zone;
  }

  @Override
  public String label() {
    return "the %s database %s".formatted(kind, address.place());
  }

  ServerAddress address() {
    return address;
  }

  ZoneId zone() {
    return zone;
  }

  @Override
  public boolean isShared() {
    return true;
  }

  /** A connection begins transactions by itself. */
  @Override
  public void beginWrite(Session session) {}

  @Override
  public void commit(Session session) throws SQLException {
    session.connection().commit();
  }

  @Override
  public void rollback(Session session) throws SQLException {
    session.connection().rollback();
  }

  @Override
  public boolean isRemote() {
    return true;
  }

  @Override
  public void beginGlance(Session session) throws SQLException {}

  @Override
  public String forUpdate() {
    return " FOR UPDATE";
  }

  @Override
  public void checkNames(String kindOfName, Iterable<String> names) {
    for (String name : names) {
      if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
        throw new IllegalArgumentException(
            "%s name \"%s…\" has %d characters, but %s has room for %d; shorten it"
                .formatted(
                    kindOfName,
                    name.substring(0, 40),
                    name.codePointCount(0, name.length()),
                    label(),
                    LONGEST_NAME));
      }
    }
  }

  @Override
  public void bindTime(PreparedStatement statement, int position, Instant time)
      throws SQLException {
    statement.setString(position, Timestamps.write(kept(time), zone));
  }

  @Override
  public @Nullable Instant readTime(ResultSet row, int column) throws SQLException {
    String text = row.getString(column);
    return text == null ? null : Timestamps.read(text, zone);
  }

  @Override
  public boolean isDisconnected(SQLException e) {
    return state(e).startsWith("08") && !isRefusal(e);
  }

  @Override
  public Duration patience() {
    return patience;
  }

  /** Whether the server turned the login down, so that asking again is of no use. */
  abstract boolean isRefusal(SQLException e);

  /** Why it failed, and how to mend it; null if this is not one of the known cases. */
  abstract @Nullable String reason(SQLException e);

  @Override
  public StorageException explain(SQLException e, String doing) {
    String reason = reason(e);
    if (reason == null && isDisconnected(e)) {
      reason =
          "the server cannot be reached; check that it runs and that host and port are right"
              + " (the driver says: %s)".formatted(firstLine(e));
    }
    return new StorageException(
        "cannot %s in %s: %s".formatted(doing, label(), reason == null ? firstLine(e) : reason), e);
  }

  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }

  static String state(SQLException e) {
    String state = e.getSQLState();
    return state == null ? "" : state;
  }
}
