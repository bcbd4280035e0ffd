package dev.afina.storage;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * One database, and the transactions on it.
 *
 * <p>Every piece of work is a transaction: committed when it returns, rolled back when it throws.
 * What failed because of another transaction, or because the connection was lost, is done again,
 * after pauses that grow, for as long as the dialect has patience. Thread-safe.
 */
final class Database implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("dev.afina.storage");
  private static final long FIRST_PAUSE_MILLIS = 5;
  private static final long LONGEST_PAUSE_MILLIS = 1000;

  private final Dialect dialect;
  private final Sessions sessions;
  private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
  private final @Nullable GroupCommit group;
  private boolean closed;

  /** Takes the sessions over. */
  Database(Dialect dialect, Sessions sessions) {
    this.dialect = dialect;
    this.sessions = sessions;
    group = sessions instanceof SessionPair pair ? new GroupCommit(dialect, pair) : null;
  }

  Dialect dialect() {
    return dialect;
  }

  /** Something done in a transaction; it may be done again after it failed. */
  interface Work<T> {
    T run(Session session) throws SQLException;
  }

  /** Something written in a transaction; it may be done again after it failed. */
  interface Change {
    void run(Session session) throws SQLException;
  }

  /** A transaction in one exchange with the server. */
  interface Shortcut<T> {

    /** Does it all, or nothing: empty if it takes more than that. */
    Optional<T> run(Session session) throws SQLException;
  }

  /** Reads and writes, all or nothing. */
  <T> T write(String doing, Work<T> work) {
    return persistently(doing, attempt -> once(attempt, Mode.WRITE, work));
  }

  /** As {@link #write(String, Work)}, by a shortcut where that leads to the end. */
  <T> T write(String doing, Shortcut<T> shortcut, Work<T> work) {
    return persistently(
        doing,
        attempt -> {
          Optional<T> done = once(attempt, Mode.SHORTCUT, shortcut::run);
          return done.isPresent() ? done.get() : once(attempt, Mode.WRITE, work);
        });
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
    return persistently(doing, attempt -> once(attempt, Mode.READ, work));
  }

  /** Reads what one statement tells. */
  <T> T glance(String doing, Work<T> work) {
    return persistently(doing, attempt -> once(attempt, Mode.GLANCE, work));
  }

  /** What a transaction is for. */
  private enum Mode {
    READ,
    GLANCE,
    SHORTCUT,
    WRITE;

    /** Whether the driver is told of no transaction. */
    private boolean isBare() {
      return this == GLANCE || this == SHORTCUT;
    }

    private boolean isToWrite() {
      return this == SHORTCUT || this == WRITE;
    }
  }

  /** Something tried once. */
  private interface Try<T> {
    T once(Attempt attempt) throws SQLException;
  }

  private <T> T persistently(String doing, Try<T> step) {
    use.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the storage %s is closed".formatted(dialect.label()));
      }
      Attempt attempt = new Attempt();
      while (true) {
        try {
          return step.once(attempt);
        } catch (SQLException e) {
          if (!dialect.isPassing(e) || attempt.isPatienceOver()) {
            throw dialect.explain(e, doing);
          }
          attempt.pause(doing, e);
        }
      }
    } finally {
      use.readLock().unlock();
    }
  }

  private <T> T once(Attempt attempt, Mode mode, Work<T> work) throws SQLException {
    if (mode == Mode.WRITE && group != null) {
      return group.run(work);
    }
    boolean toWrite = mode.isToWrite();
    Session session = sessions.borrow(toWrite);
    boolean isSound = true;
    boolean committing = mode == Mode.SHORTCUT;
    try {
      session.mayBeRepeated(attempt.mayHaveCommitted);
      begin(session, mode);
      T result = work.run(session);
      committing = true;
      end(session, mode);
      return result;
    } catch (SQLException | RuntimeException | Error e) {
      isSound = !(e instanceof SQLException sql && dialect.isDisconnected(sql));
      attempt.mayHaveCommitted |= toWrite && committing && !isSound;
      isSound &= rollBack(session, mode, e);
      throw e;
    } finally {
      sessions.giveBack(session, toWrite, isSound);
    }
  }

  private void begin(Session session, Mode mode) throws SQLException {
    switch (mode) {
      case WRITE -> dialect.beginWrite(session);
      case READ -> dialect.beginRead(session);
      case GLANCE, SHORTCUT -> dialect.beginGlance(session);
    }
  }

  private void end(Session session, Mode mode) throws SQLException {
    if (mode.isBare()) {
      dialect.endGlance(session);
    } else {
      dialect.commit(session);
    }
  }

  private boolean rollBack(Session session, Mode mode, Throwable cause) {
    try {
      if (mode.isBare() && dialect.isRemote()) {
        dialect.endGlance(session);
      }
      if (mode != Mode.GLANCE || !dialect.isRemote()) {
        dialect.rollback(session);
      }
      return true;
    } catch (SQLException e) {
      cause.addSuppressed(e);
      return false;
    }
  }

  /** How often and how long something has been tried. */
  private final class Attempt {
    private final long begin = System.nanoTime();
    private int failures;
    private boolean warned;
    private boolean mayHaveCommitted;

    private boolean isPatienceOver() {
      return System.nanoTime() - begin > dialect.patience().toNanos();
    }

    private void pause(String doing, SQLException e) {
      failures++;
      if (!warned && dialect.isDisconnected(e)) {
        warned = true;
        LOG.log(WARNING, "{0}; trying again", dialect.explain(e, doing).getMessage());
      } else {
        LOG.log(DEBUG, "cannot {0} yet: {1}", doing, e.getMessage());
      }
      long most = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, 20));
      sleep(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
    }

    private void sleep(long millis) {
      boolean interrupted = false;
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
      for (long left = millis;
          left > 0;
          left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
        try {
          Thread.sleep(left);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Closes all sessions; harmless when repeated. */
  @Override
  public void close() {
    use.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      sessions.close();
    } catch (SQLException e) {
      throw dialect.explain(e, "close the storage");
    } finally {
      use.writeLock().unlock();
    }
  }
}
