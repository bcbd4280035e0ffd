package dev.afina.storage;

import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One session that writes, and one that reads beside it: what suits a database with one writer at a
 * time. Writers of this process queue at a lock, those of others at the database.
 */
final class SessionPair implements Sessions {

  private final Session writer;
  private final Session reader;
  private final ReentrantLock writing = new ReentrantLock();
  private final ReentrantLock reading;

  /**
   * Takes the sessions over.
   *
   * @param reader the same as {@code writer} where the database is in memory
   */
  SessionPair(Session writer, Session reader) {
    this.writer = writer;
    this.reader = reader;
    reading = writer.equals(reader) ? writing : new ReentrantLock();
  }

  @Override
  public Session borrow(boolean toWrite) {
    (toWrite ? writing : reading).lock();
    return toWrite ? writer : reader;
  }

  @Override
  public void giveBack(Session session, boolean toWrite, boolean isSound) {
    (toWrite ? writing : reading).unlock();
  }

  @Override
  public void close() throws SQLException {
    writing.lock();
    reading.lock();
    try (writer;
        reader) {
      return;
    } finally {
      reading.unlock();
      writing.unlock();
    }
  }
}
