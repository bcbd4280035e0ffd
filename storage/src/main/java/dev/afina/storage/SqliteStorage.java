package dev.afina.storage;

import dev.afina.core.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Studies in an SQLite database, in Optuna's schema: Optuna and its dashboard open the file, and
 * Afina opens theirs.
 *
 * <p>Many threads and processes of one machine may use a database at once: it is in write-ahead
 * mode, so that readers and the one writer do not wait for each other. A folder on a network disk
 * is no place for it. Thread-safe.
 *
 * <p>Trials that Optuna adds to a study get the next indices, in the order of their numbers.
 * Constraints stand in {@link dev.afina.core.trial.FrozenTrial#constraints()} and not among the
 * system attributes, whichever form they were stored in.
 */
public final class SqliteStorage extends RelationalStorage {

  /** How long a writer waits for others by default. */
  public static final Duration DEFAULT_BUSY_TIMEOUT = Duration.ofSeconds(60);

  private static final int ATTEMPTS = 50;

  private SqliteStorage(Database database) {
    super(database);
  }

  /**
   * Opens a database file; one that does not exist is made.
   *
   * @throws StorageException if it cannot be opened, or holds something else
   */
  public static SqliteStorage open(Path file) {
    return builder(file).open();
  }

  /** Opens a new database in memory, which ends with {@link #close()}. */
  public static SqliteStorage inMemory() {
    return memoryBuilder().open();
  }

  /** To open a database file with options. */
  public static Builder builder(Path file) {
    return new Builder(file);
  }

  static Builder memoryBuilder() {
    return new Builder(null);
  }

  /** The options of a database. */
  public static final class Builder {

    private final @Nullable Path file;
    private Synchronous synchronous = Synchronous.NORMAL;
    private Duration busyTimeout = DEFAULT_BUSY_TIMEOUT;
    private ZoneId zone = ZoneOffset.UTC;
    private boolean mustExist;

    private Builder(@Nullable Path file) {
      this.file = file;
    }

    /** What a commit waits for; {@link Synchronous#NORMAL} by default. */
    public Builder synchronous(Synchronous value) {
      synchronous = value;
      return this;
    }

    /**
     * How long a writer waits for others before it fails; {@link #DEFAULT_BUSY_TIMEOUT} by default.
     */
    public Builder busyTimeout(Duration value) {
      if (value.isNegative()) {
        throw new IllegalArgumentException(
            "a timeout of %d ms is negative".formatted(value.toMillis()));
      }
      busyTimeout = value;
      return this;
    }

    /**
     * The zone of the trials' times, for a database that Optuna up to 4.9 writes to, which took the
     * local time of its process; UTC by default, as Optuna 5 does.
     */
    public Builder legacyZone(ZoneId value) {
      zone = value;
      return this;
    }

    /** Refuses to make the database if it does not exist. */
    public Builder mustExist() {
      mustExist = true;
      return this;
    }

    /**
     * Opens it.
     *
     * @throws StorageException if it cannot be opened, or holds something else
     */
    public SqliteStorage open() {
      checkFile();
      String label = file == null ? "the database in memory" : file.toString();
      SqliteDialect dialect = new SqliteDialect(label, busyTimeout, zone);
      boolean isNew = file != null && !Files.exists(file);
      Session writer = null;
      try {
        writer = connect(dialect);
        prepare(dialect, writer);
        Session reader = file == null ? writer : connect(dialect);
        return new SqliteStorage(new Database(dialect, new SessionPair(writer, reader)));
      } catch (SQLException e) {
        close(writer, e);
        throw dialect.explain(e, isNew ? "make a storage" : "open the storage");
      } catch (RuntimeException e) {
        close(writer, e);
        throw e;
      }
    }

    /** Upgrades what an older Optuna made; returns the revision that it had. */
    String upgrade() {
      mustExist = true;
      checkFile();
      String label = file == null ? "the database in memory" : file.toString();
      SqliteDialect dialect = new SqliteDialect(label, busyTimeout, zone);
      return SchemaUpgrade.run(dialect, () -> connect(dialect));
    }

    private void checkFile() {
      if (file == null) {
        return;
      }
      Path folder = file.toAbsolutePath().getParent();
      if (Files.isDirectory(file)) {
        throw new StorageException("%s is a folder, expected a database file".formatted(file));
      }
      if (folder != null && !Files.isDirectory(folder)) {
        throw new StorageException(
            "the folder %s of the database %s does not exist; make it, or choose another"
                .formatted(folder, file.getFileName()));
      }
      if (mustExist && !Files.exists(file)) {
        throw new StorageException(
            "there is no database %s; name another, or run a study first".formatted(file));
      }
      if (Files.exists(file) && !Files.isWritable(file)) {
        throw new StorageException(
            "the database %s is read-only; make the file and its folder writable".formatted(file));
      }
    }

    private Session connect(SqliteDialect dialect) throws SQLException {
      String address = file == null ? ":memory:" : file.toAbsolutePath().toString();
      Connection connection = DriverManager.getConnection("jdbc:sqlite:" + address);
      Session session = new Session(connection, dialect);
      try {
        pragma(session, "busy_timeout = " + busyTimeout.toMillis());
        pragma(session, "synchronous = " + synchronous);
        return session;
      } catch (SQLException e) {
        close(session, e);
        throw e;
      }
    }

    /** Looks before it writes: a file of another program stays as it is. */
    private static void prepare(SqliteDialect dialect, Session session) throws SQLException {
      SchemaGate gate = new SchemaGate(dialect);
      boolean complete = gate.isComplete(session);
      writeAhead(session);
      if (!complete) {
        gate.complete(session);
      }
    }

    /** SQLite does not wait for its timeout here, so that processes starting together collide. */
    private static void writeAhead(Session session) throws SQLException {
      for (int attempt = 1; ; attempt++) {
        try {
          pragma(session, "journal_mode = WAL");
          return;
        } catch (SQLException e) {
          boolean busy = e.getErrorCode() == 5;
          if (!busy || attempt == ATTEMPTS) {
            throw e;
          }
          LockSupport.parkNanos(10_000_000L * attempt);
        }
      }
    }

    private static void pragma(Session session, String setting) throws SQLException {
      try (Statement statement = session.connection().createStatement()) {
        statement.execute("PRAGMA " + setting);
      }
    }

    private static void close(@Nullable Session session, Exception cause) {
      if (session != null) {
        try {
          session.close();
        } catch (SQLException e) {
          cause.addSuppressed(e);
        }
      }
    }
  }
}
