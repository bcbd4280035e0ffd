package dev.afina.storage;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A bounded number of sessions with a server, made when they are needed and kept for the next who
 * comes.
 *
 * <p>The session given back last is handed out first, so that a quiet program leaves the others
 * alone. When one turns out to be lost, so are those that lie idle, for a server rarely drops one
 * connection only: all are closed, and made anew when needed.
 */
final class SessionPool implements Sessions {

  /** Connects to the server. */
  interface Connector {
    Session connect() throws SQLException;
  }

  private final Connector connector;
  private final int size;
  private final Semaphore places;
  private final ArrayDeque<Session> idle = new ArrayDeque<>();

  /**
   * An empty pool.
   *
   * @param size the most sessions at once, at least 1
   */
  SessionPool(Connector connector, int size) {
    this.connector = connector;
    this.size = size;
    places = new Semaphore(size, true);
  }

  @Override
  public Session borrow(boolean toWrite) throws SQLException {
    places.acquireUninterruptibly();
    try {
      Session session = takeIdle();
      return session == null ? connector.connect() : session;
    } catch (SQLException | RuntimeException | Error e) {
      places.release();
      throw e;
    }
  }

  private @Nullable Session takeIdle() {
    synchronized (idle) {
      return idle.pollFirst();
    }
  }

  @Override
  public void giveBack(Session session, boolean toWrite, boolean isSound) {
    if (isSound) {
      synchronized (idle) {
        idle.addFirst(session);
      }
    } else {
      abandon(session);
      for (Session other = takeIdle(); other != null; other = takeIdle()) {
        abandon(other);
      }
    }
    places.release();
  }

  private static void abandon(Session session) {
    try {
      session.close();
    } catch (SQLException e) {
      // Its connection was lost before.
    }
  }

  @Override
  public void close() throws SQLException {
    places.acquireUninterruptibly(size);
    for (Session session = takeIdle(); session != null; session = takeIdle()) {
      session.close();
    }
    places.release(size);
  }
}
