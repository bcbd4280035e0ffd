package dev.afina.storage;

import dev.afina.core.StorageException;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets a database in that holds Optuna's schema at the revision known here, makes what is missing,
 * and turns others away.
 *
 * <p>An empty database gets everything. One that Optuna made gets Afina's own tables beside; an
 * index of Optuna's is made with its table only, since databases that Optuna upgraded name some of
 * theirs otherwise.
 */
final class SchemaGate {

  /** The Alembic revision of Optuna 3.2 to 5.0. */
  static final String REVISION = "v3.2.0.a";

  /** Optuna's number of the tables' layout, unchanged since its version 1.3. */
  static final int SCHEMA_VERSION = 12;

  /** The version of Optuna whose tables these are. */
  static final String LIBRARY_VERSION = "5.0.0";

  /** The version of Afina's own tables. */
  static final int AFINA_VERSION = 1;

  private static final Pattern OBJECT =
      Pattern.compile("CREATE (TABLE|INDEX|UNIQUE INDEX|TRIGGER|TYPE) (\\w+)(?: ON (\\w+))?.*");

  private final Dialect dialect;

  SchemaGate(Dialect dialect) {
    this.dialect = dialect;
  }

  /**
   * Whether everything is in place already.
   *
   * @throws StorageException if the database is not one of ours
   */
  boolean isComplete(Session session) throws SQLException {
    Set<String> objects = dialect.objects(session);
    check(session, objects);
    return objects.containsAll(names(dialect.optunaSchema(), "TABLE"))
        && objects.containsAll(names(dialect.afinaSchema(), ".*"))
        && revision(session) != null
        && session.number("SELECT version_info_id FROM version_info").isPresent()
        && session.number("SELECT version FROM afina_schema").isPresent();
  }

  /**
   * Makes what is missing.
   *
   * @throws StorageException if the database is not one of ours
   */
  void complete(Session session) throws SQLException {
    dialect.beginSchema(session);
    try {
      make(session);
      dialect.endSchema(session);
    } catch (SQLException | RuntimeException e) {
      try {
        dialect.rollback(session);
      } catch (SQLException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  private void make(Session session) throws SQLException {
    Set<String> before = dialect.objects(session);
    check(session, before);
    create(session, before, dialect.optunaSchema());
    create(session, before, dialect.afinaSchema());
    if (session.number("SELECT version_info_id FROM version_info").isEmpty()) {
      session.update(
          "INSERT INTO version_info (version_info_id, schema_version, library_version)"
              + " VALUES (1, ?, ?)",
          SCHEMA_VERSION,
          LIBRARY_VERSION);
    }
    if (revision(session) == null) {
      session.update("INSERT INTO alembic_version (version_num) VALUES (?)", REVISION);
    }
    if (session.number("SELECT version FROM afina_schema").isEmpty()) {
      session.update("INSERT INTO afina_schema (version) VALUES (?)", AFINA_VERSION);
    }
  }

  private static void create(Session session, Set<String> before, List<String> statements)
      throws SQLException {
    for (String sql : statements) {
      Matcher object = object(sql);
      boolean exists = before.contains(object.group(2));
      boolean belongsToOld =
          object.group(1).endsWith("INDEX")
              && before.contains(object.group(3))
              && !object.group(2).startsWith("afina_");
      if (!exists && !belongsToOld) {
        session.update(sql);
      }
    }
  }

  private void check(Session session, Set<String> objects) throws SQLException {
    if (objects.isEmpty()) {
      return;
    }
    if (!objects.contains("studies") && !objects.contains("version_info")) {
      if (dialect.isShared() && !objects.contains("trials")) {
        return;
      }
      throw new StorageException(
          "%s is a database of another program (it holds %s); choose another file"
              .formatted(dialect.label(), String.join(", ", objects)));
    }
    String revision = objects.contains("alembic_version") ? revision(session) : null;
    if (revision != null && !revision.equals(REVISION)) {
      throw wrongVersion("schema revision " + revision, "revision " + REVISION);
    }
    if (objects.contains("version_info")) {
      OptionalLong version = session.number("SELECT schema_version FROM version_info");
      if (version.isPresent() && version.getAsLong() != SCHEMA_VERSION) {
        throw wrongVersion("schema version " + version.getAsLong(), "version " + SCHEMA_VERSION);
      }
    }
    if (objects.contains("afina_schema")) {
      OptionalLong version = session.number("SELECT version FROM afina_schema");
      if (version.isPresent() && version.getAsLong() != AFINA_VERSION) {
        throw wrongVersion(
            "version %d of Afina's tables".formatted(version.getAsLong()),
            "version " + AFINA_VERSION);
      }
    }
  }

  private StorageException wrongVersion(String found, String expected) {
    return new StorageException(
        "%s has %s, expected %s; if it is newer take a newer Afina, if it is older run \"afina storage upgrade\""
            .formatted(dialect.label(), found, expected));
  }

  static @Nullable String revision(Session session) throws SQLException {
    return session.first(row -> row.getString(1), "SELECT version_num FROM alembic_version");
  }

  private static Set<String> names(List<String> statements, String kind) {
    Set<String> names = new LinkedHashSet<>();
    for (String sql : statements) {
      Matcher object = object(sql);
      if (object.group(1).matches(kind)) {
        names.add(object.group(2));
      }
    }
    return names;
  }

  private static Matcher object(String sql) {
    Matcher matcher = OBJECT.matcher(sql.lines().findFirst().orElse(""));
    if (!matcher.matches()) {
      throw new IllegalStateException("no name in " + sql);
    }
    return matcher;
  }
}
