package dev.afina.storage;

import dev.afina.testkit.Requirement;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;

/** A real PostgreSQL of its own, to be restarted while others are connected to it. */
final class RestartingPostgres implements AutoCloseable {

  private final Path data;
  private EmbeddedPostgres server;

  private RestartingPostgres(Path data) throws IOException {
    this.data = data;
    server = start(0);
  }

  /** Starts one; skips the test, loudly, where PostgreSQL does not run. */
  static RestartingPostgres orSkip(Path folder, Class<?> test) throws IOException {
    String skipped = PostgresServer.whyMissing();
    Requirement.of(skipped == null, String.valueOf(skipped)).orSkip(test);
    return new RestartingPostgres(folder.resolve("postgres"));
  }

  private EmbeddedPostgres start(int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setLocaleConfig("locale", "C")
            .setDataDirectory(data)
            .setCleanDataDirectory(false);
    return (port == 0 ? builder : builder.setPort(port)).start();
  }

  String url() {
    return "postgresql+psycopg2://postgres:postgres@localhost:%d/postgres"
        .formatted(server.getPort());
  }

  /** Stops it, whoever is connected, and starts it again at the same port. */
  void restart() throws IOException {
    int port = server.getPort();
    server.close();
    server = start(port);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
