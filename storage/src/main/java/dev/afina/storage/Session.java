package dev.afina.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A connection with its prepared statements, which are made once and kept.
 *
 * <p>Used by one thread at a time; a statement's rows must be read before it is run again.
 */
final class Session implements AutoCloseable {

  private static final int FETCH_SIZE = 1000;

  private final Connection connection;
  private final Dialect dialect;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private boolean repeated;

  Session(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  /** Something done with a session. */
  interface Setting {
    void apply(Session session) throws SQLException;
  }

  /** A session of a server's connection that begins transactions by itself; closed on failure. */
  static Session prepared(Connection connection, Dialect dialect, Setting setting)
      throws SQLException {
    Session session = new Session(connection, dialect);
    try {
      connection.setAutoCommit(false);
      setting.apply(session);
      connection.commit();
      return session;
    } catch (SQLException | RuntimeException e) {
      try {
        session.close();
      } catch (SQLException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  /** Reads one row. */
  interface RowReader<T extends @Nullable Object> {
    T read(ResultSet row) throws SQLException;
  }

  /** Takes one row after the other. */
  interface RowTaker {
    void take(ResultSet row) throws SQLException;
  }

  Dialect dialect() {
    return dialect;
  }

  Connection connection() {
    return connection;
  }

  /** Says whether the transaction at hand may have been committed once before. */
  void mayBeRepeated(boolean value) {
    repeated = value;
  }

  /**
   * Whether the transaction at hand may have been committed once before: the connection was lost
   * before the server could say.
   */
  boolean isMaybeRepeated() {
    return repeated;
  }

  /** Runs a statement; returns the number of rows it changed. */
  int update(String sql, @Nullable Object... arguments) throws SQLException {
    try {
      return prepare(sql, arguments).executeUpdate();
    } catch (SQLException e) {
      throw forget(sql, e);
    }
  }

  /** Runs a statement once for each row of arguments, in one go. */
  void updateAll(String sql, List<@Nullable Object[]> rows) throws SQLException {
    if (rows.size() <= 1) {
      for (@Nullable Object[] row : rows) {
        update(sql, row);
      }
      return;
    }
    try {
      PreparedStatement statement = prepare(sql);
      for (@Nullable Object[] row : rows) {
        bind(statement, row);
        statement.addBatch();
      }
      statement.executeBatch();
    } catch (SQLException e) {
      throw forget(sql, e);
    }
  }

  /** Hands every row of a query on. */
  void query(String sql, @Nullable Object[] arguments, RowTaker taker) throws SQLException {
    try (ResultSet rows = prepare(sql, arguments).executeQuery()) {
      while (rows.next()) {
        taker.take(rows);
      }
    } catch (SQLException e) {
      throw forget(sql, e);
    }
  }

  /**
   * Runs statements that stand in one text, parted by semicolons, and hands every row on.
   *
   * @param takers of those statements that have rows, in order
   */
  void queryAll(String sql, @Nullable Object[] arguments, RowTaker... takers) throws SQLException {
    try {
      PreparedStatement statement = prepare(sql, arguments);
      boolean hasRows = statement.execute();
      for (RowTaker taker : takers) {
        while (!hasRows && statement.getUpdateCount() >= 0) {
          hasRows = statement.getMoreResults();
        }
        try (ResultSet rows = statement.getResultSet()) {
          while (rows.next()) {
            taker.take(rows);
          }
        }
        hasRows = statement.getMoreResults();
      }
    } catch (SQLException e) {
      throw forget(sql, e);
    }
  }

  /** The first row of a query, or null. */
  <T> @Nullable T first(RowReader<@Nullable T> reader, String sql, @Nullable Object... arguments)
      throws SQLException {
    try (ResultSet rows = prepare(sql, arguments).executeQuery()) {
      return rows.next() ? reader.read(rows) : null;
    } catch (SQLException e) {
      throw forget(sql, e);
    }
  }

  /** The number in the first column of a query's first row, unless there is none or it is null. */
  OptionalLong number(String sql, @Nullable Object... arguments) throws SQLException {
    OptionalLong number =
        first(
            row -> {
              long value = row.getLong(1);
              return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
            },
            sql,
            arguments);
    return number == null ? OptionalLong.empty() : number;
  }

  /** Inserts a row and returns the key it was given, which the driver tells. */
  OptionalLong insert(String sql, @Nullable Object... arguments) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS);
      statements.put(sql, statement);
    }
    bind(statement, arguments);
    try {
      statement.executeUpdate();
      try (ResultSet keys = statement.getGeneratedKeys()) {
        return keys.next() ? OptionalLong.of(keys.getLong(1)) : OptionalLong.empty();
      }
    } catch (SQLException e) {
      throw forget(sql, e);
    }
  }

  /** A driver may have closed the statement that failed; the next use prepares it anew. */
  private SQLException forget(String sql, SQLException cause) {
    PreparedStatement statement = statements.remove(sql);
    if (statement != null) {
      try {
        statement.close();
      } catch (SQLException e) {
        cause.addSuppressed(e);
      }
    }
    return cause;
  }

  private PreparedStatement prepare(String sql, @Nullable Object... arguments) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statement.setFetchSize(FETCH_SIZE);
      statements.put(sql, statement);
    }
    bind(statement, arguments);
    return statement;
  }

  private void bind(PreparedStatement statement, @Nullable Object... arguments)
      throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      bind(statement, i + 1, arguments[i]);
    }
  }

  private void bind(PreparedStatement statement, int position, @Nullable Object argument)
      throws SQLException {
    if (argument == null) {
      statement.setNull(position, Types.NULL);
    } else if (argument instanceof Long number) {
      statement.setLong(position, number);
    } else if (argument instanceof Integer number) {
      statement.setInt(position, number);
    } else if (argument instanceof Double number) {
      statement.setDouble(position, number);
    } else if (argument instanceof Instant time) {
      dialect.bindTime(statement, position, time);
    } else if (argument instanceof String[] texts) {
      statement.setArray(position, connection.createArrayOf("text", texts));
    } else if (argument instanceof Double[] numbers) {
      statement.setArray(position, connection.createArrayOf("float8", numbers));
    } else {
      statement.setString(position, (String) argument);
    }
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : statements.values()) {
      statement.close();
    }
    connection.close();
  }
}
