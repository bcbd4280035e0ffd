package dev.afina.storage;

import dev.afina.core.StorageException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What differs between the databases that hold Optuna's relational schema. */
interface Dialect {

  /** What messages call the database; without secrets. */
  String label();

  /** The names of all tables, indexes and triggers. */
  Set<String> objects(Session session) throws SQLException;

  /** The statements that make Optuna's tables, each index after its table. */
  List<String> optunaSchema();

  /** The statements that make Afina's own tables, indexes and triggers. */
  List<String> afinaSchema();

  /** Begins a transaction that sees one state of the database. */
  void beginRead(Session session) throws SQLException;

  /** Begins a transaction that will write, alone where the database has one writer. */
  void beginWrite(Session session) throws SQLException;

  /** Commits. */
  void commit(Session session) throws SQLException;

  /** Rolls back; harmless outside of a transaction. */
  void rollback(Session session) throws SQLException;

  /** Binds a time. */
  void bindTime(PreparedStatement statement, int position, Instant time) throws SQLException;

  /** Reads a time. */
  @Nullable Instant readTime(ResultSet row, int column) throws SQLException;

  /** Whether a unique constraint was violated. */
  boolean isDuplicate(SQLException e);

  /**
   * What went wrong, in a sentence.
   *
   * @param doing what was attempted, such as {@code finish a trial}
   */
  StorageException explain(SQLException e, String doing);
}
