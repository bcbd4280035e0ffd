package dev.afina.storage;

import java.sql.SQLException;

/** Where a database gets the sessions for its transactions from. Thread-safe. */
interface Sessions {

  /**
   * A session of one's own until it is given back; waits until one is free.
   *
   * @param toWrite whether the transaction will write
   */
  Session borrow(boolean toWrite) throws SQLException;

  /**
   * Gives a session back.
   *
   * @param isSound whether it can be used again; where not, its connection is lost
   */
  void giveBack(Session session, boolean toWrite, boolean isSound);

  /** Closes every session; none must be borrowed any more. */
  void close() throws SQLException;
}
