package dev.afina.storage;

import dev.afina.testkit.Requirement;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL, started once for all tests of this process and stopped with it. */
final class PostgresServer {

  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static @Nullable EmbeddedPostgres server;
  private static @Nullable String missing;

  private PostgresServer() {}

  /** A new, empty database; skips the test, loudly, where PostgreSQL does not run. */
  static String newDatabase(Class<?> test) throws SQLException {
    int port = port(test);
    String name = "afina" + DATABASES.incrementAndGet();
    execute("jdbc:postgresql://localhost:" + port + "/postgres", "CREATE DATABASE " + name);
    return "postgresql+psycopg2://postgres:postgres@localhost:%d/%s".formatted(port, name);
  }

  /** Why PostgreSQL does not run here; null if it does. */
  static synchronized @Nullable String whyMissing() {
    start();
    return missing;
  }

  private static synchronized int port(Class<?> test) {
    start();
    Requirement.of(server != null, String.valueOf(missing)).orSkip(test);
    return server == null ? 0 : server.getPort();
  }

  private static void start() {
    if (server == null && missing == null) {
      try {
        server =
            EmbeddedPostgres.builder()
                .setLocaleConfig("locale", "C")
                .setDataDirectoryCustomizer(PostgresServer::askStrictForItsPassword)
                .start();
      } catch (IOException | IllegalStateException e) {
        missing = "PostgreSQL does not start: " + e.getMessage();
      }
    }
  }

  private static void askStrictForItsPassword(File data) {
    try {
      Files.writeString(
          data.toPath().resolve("pg_hba.conf"),
          """
          host all strict all scram-sha-256
          host all all all trust
          local all all trust
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a statement as the administrator. */
  static void execute(String jdbc, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbc, "postgres", "postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The address of a database for the driver. */
  static String jdbc(String url) {
    return "jdbc:postgresql://" + url.substring(url.indexOf('@') + 1);
  }
}
