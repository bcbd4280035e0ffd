package dev.afina.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A real Optuna 5.0.0 and Afina share the databases of real servers. */
class ServerInteropTest {

  private static List<String> rows(String jdbc, String user, String password, String sql)
      throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(jdbc, user, password);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(rows.getString(i)));
        }
        found.add(String.join("|", row));
      }
    }
    return found;
  }

  @Nested
  class OnPostgres extends OptunaInterop {
    @SuppressWarnings("NullAway.Init") // set before each test
    private String url;

    @BeforeEach
    void makeDatabase() throws SQLException {
      url = PostgresServer.newDatabase(ServerInteropTest.class);
    }

    @Override
    String url() {
      return url;
    }

    private List<String> schema(String of) throws SQLException {
      List<String> all = new ArrayList<>();
      for (String sql :
          List.of(
              "SELECT table_name, column_name, data_type, udt_name, is_nullable,"
                  + " character_maximum_length, column_default FROM information_schema.columns"
                  + " WHERE table_schema = 'public' ORDER BY table_name, ordinal_position",
              "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
                  + " ORDER BY 1, 2",
              "SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint"
                  + " WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
              "SELECT t.typname, e.enumlabel FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid"
                  + " ORDER BY t.typname, e.enumsortorder",
              "SELECT * FROM version_info",
              "SELECT * FROM alembic_version")) {
        all.addAll(rows(PostgresServer.jdbc(of), "postgres", "postgres", sql));
      }
      all.removeIf(row -> row.contains("afina_"));
      return all;
    }

    @Test
    void makesTheTablesThatOptunaMakes() throws SQLException {
      optuna("create");
      String ours = PostgresServer.newDatabase(ServerInteropTest.class);
      Storages.open(ours).close();
      assertThat(schema(ours)).hasSizeGreaterThan(60).isEqualTo(schema(url));
    }
  }

  @Nested
  class OnMariaDb extends OptunaInterop {
    @SuppressWarnings("NullAway.Init") // set before each test
    private String url;

    @BeforeEach
    void makeDatabase() throws SQLException {
      url = MariaServer.newDatabase(ServerInteropTest.class);
    }

    @Override
    String url() {
      return url;
    }

    private List<String> schema(String of) throws SQLException {
      String jdbc = MariaServer.jdbc(of);
      List<String> all = new ArrayList<>();
      for (String table : rows(jdbc, "afina", "s3cret", "SHOW TABLES")) {
        if (!table.startsWith("afina_")) {
          all.addAll(rows(jdbc, "afina", "s3cret", "SHOW CREATE TABLE " + table));
        }
      }
      all.replaceAll(text -> text.replaceAll("AUTO_INCREMENT=\\d+ ", ""));
      all.replaceAll(text -> text.replaceAll("\n[^\n]*`afina_states`[^\n]*", ""));
      all.addAll(rows(jdbc, "afina", "s3cret", "SELECT * FROM version_info"));
      all.addAll(rows(jdbc, "afina", "s3cret", "SELECT * FROM alembic_version"));
      return all;
    }

    @Test
    void makesTheTablesThatOptunaMakes() throws SQLException {
      optuna("create");
      String ours = MariaServer.newDatabase(ServerInteropTest.class);
      Storages.open(ours).close();
      assertThat(schema(ours)).hasSize(15).isEqualTo(schema(url));
    }
  }
}
