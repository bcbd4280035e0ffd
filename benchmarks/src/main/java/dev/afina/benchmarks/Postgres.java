package dev.afina.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;

/** A PostgreSQL of this machine, whose commits are on the disk before they return. */
final class Postgres implements AutoCloseable {

  private final EmbeddedPostgres server;

  /** Starts one. */
  Postgres() {
    try {
      server =
          EmbeddedPostgres.builder()
              .setLocaleConfig("locale", "C")
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of its database, as Optuna's users write it. */
  String url() {
    return "postgresql+psycopg2://postgres:postgres@localhost:%d/postgres"
        .formatted(server.getPort());
  }

  String version() {
    try (var connection = server.getPostgresDatabase().getConnection()) {
      return connection.getMetaData().getDatabaseProductVersion();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
