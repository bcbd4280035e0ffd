package dev.afina.storage;

import dev.afina.core.storage.Storage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * Serves {@code postgresql} URLs, also as SQLAlchemy writes them with a driver's name.
 *
 * <p>Parameters: {@code timeout} (seconds to try again what fails because the server restarts or
 * others are in the way; 60 by default), {@code pool_size} (connections at most; 10 by default),
 * {@code legacyZone} (such as {@code Asia/Tokyo}, for a database that Optuna up to 4.9 writes to),
 * and libpq's {@code sslmode}, {@code sslrootcert}, {@code sslcert}, {@code sslkey}, {@code
 * connect_timeout}, {@code application_name} and {@code options}.
 */
public final class PostgresProvider implements StorageProvider {

  private static final int PORT = 5432;

  private static final Map<String, String> PROPERTIES =
      new TreeMap<>(
          Map.of(
              "sslmode", "sslmode",
              "sslrootcert", "sslrootcert",
              "sslcert", "sslcert",
              "sslkey", "sslkey",
              "connect_timeout", "connectTimeout",
              "application_name", "ApplicationName",
              "options", "options"));

  /**
   * Lets the session tell time like those of libpq, in the zone that the server was given; the Java
   * driver sets that of its process. Heartbeats are compared with the session's clock.
   */
  private static final String ZONE_OF_THE_SERVER =
      "SELECT set_config('TimeZone', COALESCE("
          + "(SELECT split_part(c, '=', 2) FROM pg_db_role_setting s, unnest(s.setconfig) c"
          + " WHERE lower(c) LIKE 'timezone=%' AND s.setdatabase IN"
          + " (0, (SELECT oid FROM pg_database WHERE datname = current_database()))"
          + " AND s.setrole IN (0, (SELECT oid FROM pg_roles WHERE rolname = current_user))"
          + " ORDER BY s.setrole <> 0 DESC, s.setdatabase <> 0 DESC LIMIT 1),"
          + " current_setting('log_timezone')), false)";

  /** For the service loader. */
  public PostgresProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of(
        "postgresql",
        "postgres",
        "postgresql+psycopg2",
        "postgresql+psycopg",
        "postgresql+pg8000",
        "postgresql+asyncpg");
  }

  @Override
  public Storage open(StorageUrl url, boolean create) {
    ServerParameters parameters = ServerParameters.of(url, PROPERTIES);
    PostgresDialect dialect = dialect(url, parameters);
    return ServerStorage.open(
        dialect, () -> connect(dialect, parameters.driver()), parameters.connections(), create);
  }

  @Override
  public Optional<String> upgrade(StorageUrl url) {
    ServerParameters parameters = ServerParameters.of(url, PROPERTIES);
    PostgresDialect dialect = dialect(url, parameters);
    return Optional.of(SchemaUpgrade.run(dialect, () -> connect(dialect, parameters.driver())));
  }

  private static PostgresDialect dialect(StorageUrl url, ServerParameters parameters) {
    return new PostgresDialect(
        ServerAddress.of(url, PORT), parameters.patience(), parameters.zone());
  }

  private static Session connect(PostgresDialect dialect, Properties given) throws SQLException {
    ServerAddress address = dialect.address();
    Properties properties = new Properties();
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("ApplicationName", "afina");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("stringtype", "unspecified");
    properties.setProperty("reWriteBatchedInserts", "true");
    properties.putAll(given);
    if (!address.user().isEmpty()) {
      properties.setProperty("user", address.user());
    }
    if (!address.password().isEmpty()) {
      properties.setProperty("password", address.password());
    }
    String host = address.host().contains(":") ? "[" + address.host() + "]" : address.host();
    Connection connection =
        DriverManager.getConnection(
            "jdbc:postgresql://%s:%d/%s"
                .formatted(
                    host,
                    address.port(),
                    URLEncoder.encode(address.database(), StandardCharsets.UTF_8)),
            properties);
    return Session.prepared(
        connection, dialect, session -> session.first(row -> true, ZONE_OF_THE_SERVER));
  }
}
