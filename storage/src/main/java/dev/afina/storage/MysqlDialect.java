package dev.afina.storage;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * MySQL and MariaDB: times are kept to the second, names are told apart without case, a schema
 * changes one statement at a time.
 */
final class MysqlDialect extends ServerDialect {

  /** Lock wait timeout, deadlock, a row that changed since it was read. */
  private static final Set<Integer> IN_THE_WAY = Set.of(1205, 1213, 1020);

  /** Too many connections, shut down, connection killed, gone away, lost, cannot connect. */
  private static final Set<Integer> AWAY = Set.of(1040, 1053, 1203, 1927, 2003, 2006, 2013);

  private static final int TEXT_BYTES = 65_535;

  MysqlDialect(ServerAddress address, Duration patience, ZoneId zone) {
    super("MySQL", address, patience, zone);
  }

  @Override
  public Set<String> objects(Session session) throws SQLException {
    Set<String> names = new LinkedHashSet<>();
    session.query(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
            + " UNION SELECT index_name FROM information_schema.statistics"
            + " WHERE table_schema = DATABASE()",
        new Object[0],
        row -> names.add(row.getString(1)));
    return names;
  }

  @Override
  public List<String> optunaSchema() {
    return SchemaFile.statements("optuna-mysql.sql");
  }

  @Override
  public List<String> afinaSchema() {
    return SchemaFile.statements("afina-mysql.sql");
  }

  @Override
  public boolean hasColumn(Session session, String table, String column) throws SQLException {
    return session
        .number(
            "SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE()"
                + " AND table_name = ? AND column_name = ?",
            table,
            column)
        .isPresent();
  }

  @Override
  public String upgradeFile() {
    return "upgrade-mysql.sql";
  }

  @Override
  public void beginSchema(Session session) throws SQLException {
    session.first(row -> true, "SELECT GET_LOCK(CONCAT(DATABASE(), '.afina'), 60)");
  }

  @Override
  public void endSchema(Session session) throws SQLException {
    commit(session);
    session.first(row -> true, "SELECT RELEASE_LOCK(CONCAT(DATABASE(), '.afina'))");
    commit(session);
  }

  @Override
  public void beginRead(Session session) throws SQLException {
    session.update("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    session.update("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
  }

  @Override
  public String clock() {
    return "SYSDATE()";
  }

  @Override
  public String exact(String column) {
    return "BINARY " + column;
  }

  @Override
  public String upsert(String table, List<String> keys, List<String> values) {
    StringJoiner sets = new StringJoiner(", ");
    values.forEach(column -> sets.add("%s = VALUES(%s)".formatted(column, column)));
    return Dialect.insert(table, keys, values) + " ON DUPLICATE KEY UPDATE " + sets;
  }

  @Override
  public String insertUnless(String table, List<String> keys, List<String> others) {
    String first = keys.get(0);
    return Dialect.insert(table, keys, others)
        + " ON DUPLICATE KEY UPDATE %s = %s".formatted(first, first);
  }

  @Override
  public long insertForKey(Session session, String sql, String key, @Nullable Object... arguments)
      throws SQLException {
    return session
        .insert(sql, arguments)
        .orElseThrow(() -> new SQLException("an insert returned no key"));
  }

  @Override
  public void checkNames(String kind, Iterable<String> names) {
    super.checkNames(kind, names);
    Map<String, String> seen = new LinkedHashMap<>();
    for (String name : names) {
      String other = seen.putIfAbsent(name.toLowerCase(Locale.ROOT).stripTrailing(), name);
      if (other != null && !other.equals(name)) {
        throw new IllegalArgumentException(
            "%s names \"%s\" and \"%s\" differ by case only, which %s does not tell apart; rename one"
                .formatted(kind, other, name, label()));
      }
    }
  }

  /** The columns have no fraction of a second. */
  @Override
  public Instant kept(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public boolean isTaken(SQLException e) {
    return Set.of(1050, 1061, 1062).contains(e.getErrorCode());
  }

  @Override
  public boolean isDuplicate(SQLException e) {
    return e.getErrorCode() == 1062;
  }

  @Override
  public boolean isPassing(SQLException e) {
    return IN_THE_WAY.contains(e.getErrorCode()) || isDisconnected(e);
  }

  @Override
  public boolean isDisconnected(SQLException e) {
    return AWAY.contains(e.getErrorCode()) || super.isDisconnected(e);
  }

  @Override
  boolean isRefusal(SQLException e) {
    return e.getErrorCode() == 1045 || e.getErrorCode() == 1044 || e.getErrorCode() == 1130;
  }

  @Override
  @Nullable String reason(SQLException e) {
    return switch (e.getErrorCode()) {
      case 1045, 1130, 1698 ->
          "the server turned user \"%s\" down; check the name and the password in the URL"
              .formatted(address().user());
      case 1049 ->
          "there is no database \"%s\"; make it with CREATE DATABASE, or name another"
              .formatted(address().database());
      case 1044, 1142, 1143, 1227, 1410 ->
          "user \"%s\" has not the rights for it; let an administrator GRANT them"
              .formatted(address().user());
      case 1290, 1792, 1836 -> "the server is read-only, maybe a replica; name the primary server";
      case 1021, 1114, 3 ->
          "the server's disk is full; free some space, nothing of this was stored and the rest is"
              + " sound";
      case 1040, 1203 -> "the server has no connection left; close others or raise max_connections";
      case 1205, 1213, 1020 ->
          "other programs kept locking the same rows; try again, or give ?timeout= a larger value";
      case 1406 ->
          "a text is longer than its column has room for (names 512 characters, values %d bytes);"
                  .formatted(TEXT_BYTES)
              + " shorten it, or keep it in a file and store its path";
      case 1062 ->
          "a name is taken by one that differs from it by case or accents only; choose another";
      default -> null;
    };
  }
}
