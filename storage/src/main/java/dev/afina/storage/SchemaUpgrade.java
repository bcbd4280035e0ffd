package dev.afina.storage;

import dev.afina.core.StorageException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Takes a database that an older Optuna made to the revision known here, as Optuna's own migrations
 * do: distributions of the classes of before 3.0 become those of today, and the infinities, which
 * stood as the greatest number of single precision, get a type beside the value.
 *
 * <p>All or nothing where the database changes its schema within a transaction; MySQL does not, and
 * an upgrade that was cut short there is taken up again by the next.
 */
final class SchemaUpgrade {

  /** The revisions from which there is a way; the second to fourth stand for Optuna 3.0. */
  private static final List<String> REVISIONS =
      List.of("v2.4.0.a", "v2.6.0.a", "v3.0.0.a", "v3.0.0.b", "v3.0.0.c", "v3.0.0.d", "v3.2.0.a");

  /** Optuna wrote an infinity as this before version 3.0, and takes what is near it for one. */
  private static final double INFINITE = Float.MAX_VALUE * (1 - 1e-5);

  private static final double BEYOND = Float.MAX_VALUE * (1 + 1e-5);

  private final Dialect dialect;
  private final DistributionJson json = new DistributionJson();

  SchemaUpgrade(Dialect dialect) {
    this.dialect = dialect;
  }

  /**
   * Connects, and upgrades.
   *
   * @return the revision it had
   * @throws StorageException if it cannot be opened, or there is no way from its revision
   */
  static String run(Dialect dialect, SessionPool.Connector connector) {
    try (Session session = connector.connect()) {
      return new SchemaUpgrade(dialect).run(session);
    } catch (SQLException e) {
      throw dialect.explain(e, "upgrade the storage");
    }
  }

  /**
   * Upgrades.
   *
   * @return the revision it had
   * @throws StorageException if there is no way from its revision
   */
  private String run(Session session) throws SQLException {
    dialect.beginSchema(session);
    try {
      String revision = revision(session);
      int from = REVISIONS.indexOf(revision);
      if (from < 0) {
        throw new StorageException(
            "%s has schema revision %s, from which there is no upgrade here (known: %s); if it is newer take a newer Afina, if it is older run Optuna 3's \"optuna storage upgrade\" first"
                .formatted(dialect.label(), revision, String.join(", ", REVISIONS)));
      }
      for (String next : REVISIONS.subList(from + 1, REVISIONS.size())) {
        step(session, next);
      }
      dialect.endSchema(session);
      return revision;
    } catch (SQLException | RuntimeException e) {
      try {
        dialect.rollback(session);
      } catch (SQLException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  private String revision(Session session) throws SQLException {
    Set<String> objects = dialect.objects(session);
    String revision = objects.contains("alembic_version") ? SchemaGate.revision(session) : null;
    return revision == null ? "unknown" : revision;
  }

  private void step(Session session, String next) throws SQLException {
    if (next.equals("v3.0.0.a")) {
      renewDistributions(session);
    }
    if (next.equals("v3.0.0.b")) {
      dropEmptyValues(session);
    }
    for (String statement : SchemaFile.statements(dialect.upgradeFile())) {
      String tag = "-- " + next + "\n";
      if (statement.startsWith(tag) && !isThere(session, statement.substring(tag.length()))) {
        session.update(statement.substring(tag.length()));
      }
    }
    if (next.equals("v3.0.0.c")) {
      typeValues(session, "trial_intermediate_values", "intermediate_value", true);
    }
    if (next.equals("v3.0.0.d")) {
      typeValues(session, "trial_values", "value", false);
    }
    session.update("UPDATE alembic_version SET version_num = ?", next);
    session.update("UPDATE version_info SET library_version = ?", SchemaGate.LIBRARY_VERSION);
  }

  /** Columns, types and indexes may be there from an upgrade that was cut short. */
  private boolean isThere(Session session, String statement) throws SQLException {
    String[] words = statement.split("\\s+", 7);
    if (words[0].equals("ALTER") && words[3].equals("ADD")) {
      return dialect.hasColumn(session, words[2], words[5]);
    }
    return words[0].equals("CREATE")
        && !words[1].equals("TABLE")
        && dialect.objects(session).contains(words[2]);
  }

  private void renewDistributions(Session session) throws SQLException {
    List<String> texts = new ArrayList<>();
    session.query(
        "SELECT DISTINCT distribution_json FROM trial_params",
        new Object[0],
        row -> texts.add(row.getString(1)));
    for (String text : texts) {
      String renewed = json.write(json.read("of an older study", text));
      if (!renewed.equals(text)) {
        session.update(
            "UPDATE trial_params SET distribution_json = ? WHERE distribution_json = ?",
            renewed,
            text);
      }
    }
  }

  private void dropEmptyValues(Session session) throws SQLException {
    long wrong =
        session
            .number(
                "SELECT COUNT(*) FROM trial_values v JOIN trials t ON t.trial_id = v.trial_id"
                    + " WHERE t.state = 'COMPLETE' AND v.value IS NULL")
            .orElse(0);
    if (wrong > 0) {
      throw new StorageException(
          "%s holds %d complete trials without a value, which no Optuna can read; set their state to FAIL first"
              .formatted(dialect.label(), wrong));
    }
    session.update("DELETE FROM trial_values WHERE value IS NULL");
  }

  private static void typeValues(Session session, String table, String column, boolean mayBeNan)
      throws SQLException {
    String set = "UPDATE %1$s SET %2$s_type = '%%s', %2$s = NULL WHERE ".formatted(table, column);
    String near = "(%1$s BETWEEN ? AND ? OR %1$s > 1.7976931348623157e308)".formatted(column);
    session.update(set.formatted("INF_POS") + near, INFINITE, BEYOND);
    String below = "(%1$s BETWEEN ? AND ? OR %1$s < -1.7976931348623157e308)".formatted(column);
    session.update(set.formatted("INF_NEG") + below, -BEYOND, -INFINITE);
    if (mayBeNan) {
      session.update(
          set.formatted("NAN") + "%1$s IS NULL AND %1$s_type = 'FINITE'".formatted(column));
    }
  }
}
