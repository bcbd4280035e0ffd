package dev.afina.storage;

import dev.afina.core.StorageException;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;

/**
 * Studies in a database server, in Optuna's schema: any number of programs on any number of
 * machines, Optuna among them, use it at once. Thread-safe.
 */
final class ServerStorage extends RelationalStorage {

  /** Optuna may be making the same tables; it does not wait for us. */
  private static final int ATTEMPTS = 5;

  private static final long PAUSE_NANOS = 300_000_000;

  private ServerStorage(Database database) {
    super(database);
  }

  /**
   * Connects.
   *
   * @param connections the most at once
   * @param create whether to make the tables where they are missing
   * @throws StorageException if the server cannot be reached or refuses, or the database holds
   *     something else
   */
  static ServerStorage open(
      Dialect dialect, SessionPool.Connector connector, int connections, boolean create) {
    try (Session session = connector.connect()) {
      prepare(dialect, session, create);
    } catch (SQLException e) {
      throw dialect.explain(e, "open the storage");
    }
    return new ServerStorage(new Database(dialect, new SessionPool(connector, connections)));
  }

  private static void prepare(Dialect dialect, Session session, boolean create)
      throws SQLException {
    SchemaGate gate = new SchemaGate(dialect);
    for (int attempt = 1; ; attempt++) {
      try {
        boolean isComplete = gate.isComplete(session);
        boolean hasStudies = isComplete || dialect.objects(session).contains("studies");
        dialect.rollback(session);
        if (!hasStudies && !create) {
          throw new StorageException(
              "there are no studies in %s; name another database, or run a study first"
                  .formatted(dialect.label()));
        }
        if (!isComplete) {
          gate.complete(session);
        }
        return;
      } catch (SQLException e) {
        dialect.rollback(session);
        if (attempt == ATTEMPTS || !dialect.isTaken(e)) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
