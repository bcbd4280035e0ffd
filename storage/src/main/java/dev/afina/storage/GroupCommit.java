package dev.afina.storage;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Commits together what several threads write to a database with one writer.
 *
 * <p>Who comes while another one writes queues up; the next leader takes all who wait into one
 * transaction, each behind a savepoint, so that what fails takes back only its own. Where even that
 * fails, or the commit, each is done again in a transaction of its own, and sees its own end. A
 * thread that comes alone commits as if there were no group. Thread-safe.
 */
final class GroupCommit {

  /** The most in one transaction, so that programs beside this one get their turn. */
  private static final int LARGEST = 64;

  private final Dialect dialect;
  private final SessionPair sessions;
  private final ArrayDeque<Member<?>> waiting = new ArrayDeque<>();

  GroupCommit(Dialect dialect, SessionPair sessions) {
    this.dialect = dialect;
    this.sessions = sessions;
  }

  /** One who writes. */
  private static final class Member<T> {
    private final Database.Work<T> work;
    private @Nullable T result;
    private @Nullable Throwable failure;
    private boolean done;

    Member(Database.Work<T> work) {
      this.work = work;
    }

    void run(Session session) throws SQLException {
      result = work.run(session);
    }

    void failed(Throwable cause) {
      failure = cause;
      done = true;
    }
  }

  /**
   * Runs a piece of work; returns when it is committed.
   *
   * @throws SQLException if it, or its commit, failed; nothing of it is stored then
   */
  @SuppressWarnings("NullAway") // a member that is done without a failure has its result
  <T> T run(Database.Work<T> work) throws SQLException {
    Member<T> member = new Member<>(work);
    synchronized (waiting) {
      waiting.add(member);
    }
    Session session = sessions.borrow(true); // waits for the leader at work
    try {
      if (!member.done) {
        lead(session, member);
      }
    } finally {
      sessions.giveBack(session, true, true);
    }
    if (member.failure instanceof SQLException e) {
      throw e;
    }
    if (member.failure instanceof RuntimeException e) {
      throw e;
    }
    if (member.failure instanceof Error e) {
      throw e;
    }
    return member.result;
  }

  /** Writes for all who wait, itself among them. */
  private void lead(Session session, Member<?> leader) {
    try {
      dialect.beginWrite(session);
    } catch (SQLException e) {
      synchronized (waiting) {
        waiting.remove(leader);
      }
      leader.failed(e);
      return;
    }
    List<Member<?>> group = next(leader);
    if (group.size() == 1) {
      runAlone(session, leader);
    } else if (!isCommitted(session, group)) {
      group.forEach(member -> again(session, member));
    }
  }

  private List<Member<?>> next(Member<?> leader) {
    List<Member<?>> group = new ArrayList<>();
    synchronized (waiting) {
      waiting.remove(leader);
      group.add(leader);
      while (!waiting.isEmpty() && group.size() < LARGEST) {
        group.add(waiting.remove());
      }
    }
    return group;
  }

  /** Runs a group in the transaction that has begun; false if nothing of it is stored. */
  private boolean isCommitted(Session session, List<Member<?>> group) {
    List<Member<?>> sound = new ArrayList<>();
    try {
      for (Member<?> member : group) {
        if (isRun(session, member)) {
          sound.add(member);
        }
      }
      dialect.commit(session);
      sound.forEach(member -> member.done = true);
      return true;
    } catch (SQLException | RuntimeException | Error e) {
      rollBack(session, e);
      return false;
    }
  }

  /** False if it failed, and what it did is taken back. */
  private static boolean isRun(Session session, Member<?> member) throws SQLException {
    session.update("SAVEPOINT member");
    try {
      member.run(session);
      session.update("RELEASE member");
      return true;
    } catch (SQLException | RuntimeException | Error e) {
      session.update("ROLLBACK TO member");
      session.update("RELEASE member");
      member.failed(e);
      return false;
    }
  }

  private void again(Session session, Member<?> member) {
    member.failure = null;
    member.done = false;
    try {
      dialect.beginWrite(session);
    } catch (SQLException e) {
      member.failed(e);
      return;
    }
    runAlone(session, member);
  }

  /** Runs one in the transaction that has begun. */
  private void runAlone(Session session, Member<?> member) {
    try {
      member.run(session);
      dialect.commit(session);
      member.done = true;
    } catch (SQLException | RuntimeException | Error e) {
      rollBack(session, e);
      member.failed(e);
    }
  }

  private void rollBack(Session session, Throwable cause) {
    try {
      dialect.rollback(session);
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
