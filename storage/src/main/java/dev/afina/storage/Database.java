package dev.afina.storage;

import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One database: a session that writes, and one that reads beside it.
 *
 * <p>Every piece of work is a transaction: committed when it returns, rolled back when it throws.
 * Thread-safe; writers of this process queue at a lock, those of others at the database.
 */
final class Database implements AutoCloseable {

  private final Dialect dialect;
  private final Session writer;
  private final Session reader;
  private final ReentrantLock writing = new ReentrantLock();
  private final ReentrantLock reading;
  private volatile boolean closed;

  /**
   * Takes the sessions over.
   *
   * @param reader the same as {@code writer} where the database is in memory
   */
  Database(Dialect dialect, Session writer, Session reader) {
    this.dialect = dialect;
    this.writer = writer;
    this.reader = reader;
    reading = writer.equals(reader) ? writing : new ReentrantLock();
  }

  /** Something done in a transaction. */
  interface Work<T> {
    T run(Session session) throws SQLException;
  }

  /** Something written in a transaction. */
  interface Change {
    void run(Session session) throws SQLException;
  }

  /** Reads and writes, all or nothing. */
  <T> T write(String doing, Work<T> work) {
    writing.lock();
    try {
      checkOpen();
      dialect.beginWrite(writer);
      return commit(writer, work);
    } catch (SQLException e) {
      throw dialect.explain(e, doing);
    } finally {
      writing.unlock();
    }
  }

  /** As {@link #write}, without a result. */
  void change(String doing, Change change) {
    write(
        doing,
        session -> {
          change.run(session);
          return true;
        });
  }

  /** Reads one state of the database. */
  <T> T read(String doing, Work<T> work) {
    reading.lock();
    try {
      checkOpen();
      dialect.beginRead(reader);
      return commit(reader, work);
    } catch (SQLException e) {
      throw dialect.explain(e, doing);
    } finally {
      reading.unlock();
    }
  }

  private <T> T commit(Session session, Work<T> work) throws SQLException {
    try {
      T result = work.run(session);
      dialect.commit(session);
      return result;
    } catch (SQLException | RuntimeException | Error e) {
      try {
        dialect.rollback(session);
      } catch (SQLException ignored) {
        e.addSuppressed(ignored);
      }
      throw e;
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the storage %s is closed".formatted(dialect.label()));
    }
  }

  /** Closes both sessions; harmless when repeated. */
  @Override
  public void close() {
    writing.lock();
    reading.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      try (writer;
          reader) {
        return;
      }
    } catch (SQLException e) {
      throw dialect.explain(e, "close the storage");
    } finally {
      reading.unlock();
      writing.unlock();
    }
  }
}
