package dev.afina.storage;

import dev.afina.testkit.Requirement;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real MariaDB, as Debian packs it, started once for all tests of this process. */
final class MariaServer {

  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final int START_ATTEMPTS = 300;

  private static int port;
  private static @Nullable String failure;

  private MariaServer() {}

  /** A new, empty database; skips the test, loudly, where there is no MariaDB. */
  static String newDatabase(Class<?> test) throws SQLException {
    Requirement.command(
            "MariaDB's server (Debian: mariadb-server)", List.of("mariadbd", "--version"))
        .orSkip(test);
    start();
    Requirement.of(failure == null, String.valueOf(failure)).orSkip(test);
    String name = "afina" + DATABASES.incrementAndGet();
    execute("jdbc:mariadb://127.0.0.1:%d/mysql".formatted(port), "CREATE DATABASE " + name);
    return "mysql+pymysql://afina:s3cret@127.0.0.1:%d/%s".formatted(port, name);
  }

  /** Runs a statement as the administrator. */
  static void execute(String jdbc, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbc, "afina", "s3cret");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The address of a database for the driver. */
  static String jdbc(String url) {
    return "jdbc:mariadb://" + url.substring(url.indexOf('@') + 1);
  }

  private static synchronized void start() {
    if (port != 0 || failure != null) {
      return;
    }
    try {
      Path folder = Files.createTempDirectory("afina-mariadb");
      Path data = folder.resolve("data");
      run(
          "mariadb-install-db",
          "--no-defaults",
          "--user=root",
          "--datadir=" + data,
          "--auth-root-authentication-method=normal",
          "--skip-test-db");
      Path first = folder.resolve("init.sql");
      Files.writeString(
          first,
          """
          CREATE USER 'afina'@'%' IDENTIFIED BY 's3cret';
          GRANT ALL ON *.* TO 'afina'@'%' WITH GRANT OPTION;
          """);
      int free = freePort();
      Process server =
          new ProcessBuilder(
                  "mariadbd",
                  "--no-defaults",
                  "--user=root",
                  "--datadir=" + data,
                  "--port=" + free,
                  "--bind-address=127.0.0.1",
                  "--socket=" + folder.resolve("socket"),
                  "--init-file=" + first,
                  "--innodb-flush-log-at-trx-commit=0",
                  "--lc-messages-dir=/usr/share/mysql")
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, folder)));
      await(server, free, folder);
      port = free;
    } catch (IOException | IllegalStateException e) {
      failure = "MariaDB does not start: " + e.getMessage();
    }
  }

  private static void await(Process server, int at, Path folder) throws IOException {
    for (int i = 0; i < START_ATTEMPTS && server.isAlive(); i++) {
      try {
        execute("jdbc:mariadb://127.0.0.1:%d/mysql".formatted(at), "SELECT 1");
        return;
      } catch (SQLException e) {
        pause();
      }
    }
    throw new IllegalStateException(Files.readString(folder.resolve("log")));
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException("%s failed".formatted(command[0]));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void stop(Process server, Path folder) {
    server.destroy();
    try {
      if (!server.waitFor(10, TimeUnit.SECONDS)) {
        server.destroyForcibly().waitFor();
      }
      try (Stream<Path> files = Files.walk(folder)) {
        List<Path> all = new ArrayList<>(files.sorted(Comparator.reverseOrder()).toList());
        for (Path file : all) {
          Files.deleteIfExists(file);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // The system's folder for temporary files is tidied without us.
    }
  }
}
