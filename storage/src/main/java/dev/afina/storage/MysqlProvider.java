package dev.afina.storage;

import dev.afina.core.storage.Storage;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * Serves {@code mysql} and {@code mariadb} URLs, also as SQLAlchemy writes them with a driver's
 * name.
 *
 * <p>Parameters: {@code timeout} (seconds to try again what fails because the server restarts or
 * others are in the way; 60 by default), {@code pool_size} (connections at most; 10 by default),
 * {@code legacyZone} (such as {@code Asia/Tokyo}, for a database that Optuna up to 4.9 writes to),
 * {@code ssl_mode} ({@code disable}, {@code trust}, {@code verify-ca} or {@code verify-full}),
 * {@code ssl_ca} and {@code connect_timeout} (milliseconds); {@code charset} is accepted, and is
 * always {@code utf8mb4}.
 */
public final class MysqlProvider implements StorageProvider {

  private static final int PORT = 3306;

  private static final Map<String, String> PROPERTIES =
      new TreeMap<>(
          Map.of(
              "ssl_mode", "sslMode",
              "ssl_ca", "serverSslCert",
              "connect_timeout", "connectTimeout",
              "charset", "charset"));

  /** For the service loader. */
  public MysqlProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of(
        "mysql",
        "mariadb",
        "mysql+pymysql",
        "mysql+mysqldb",
        "mysql+mysqlconnector",
        "mariadb+pymysql",
        "mariadb+mysqldb",
        "mariadb+mariadbconnector");
  }

  @Override
  public Storage open(StorageUrl url, boolean create) {
    ServerParameters parameters = ServerParameters.of(url, PROPERTIES);
    MysqlDialect dialect = dialect(url, parameters);
    return ServerStorage.open(
        dialect, () -> connect(dialect, parameters.driver()), parameters.connections(), create);
  }

  @Override
  public Optional<String> upgrade(StorageUrl url) {
    ServerParameters parameters = ServerParameters.of(url, PROPERTIES);
    MysqlDialect dialect = dialect(url, parameters);
    return Optional.of(SchemaUpgrade.run(dialect, () -> connect(dialect, parameters.driver())));
  }

  private static MysqlDialect dialect(StorageUrl url, ServerParameters parameters) {
    return new MysqlDialect(ServerAddress.of(url, PORT), parameters.patience(), parameters.zone());
  }

  private static Session connect(MysqlDialect dialect, Properties given) throws SQLException {
    ServerAddress address = dialect.address();
    Properties properties = new Properties();
    properties.setProperty("connectTimeout", "10000");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("useServerPrepStmts", "true");
    properties.setProperty("allowPublicKeyRetrieval", "true");
    if (given.containsKey("serverSslCert")) {
      properties.setProperty("sslMode", "verify-ca");
    }
    properties.putAll(given);
    properties.remove("charset");
    if (!address.user().isEmpty()) {
      properties.setProperty("user", address.user());
    }
    if (!address.password().isEmpty()) {
      properties.setProperty("password", address.password());
    }
    String host = address.host().contains(":") ? "[" + address.host() + "]" : address.host();
    Connection connection =
        DriverManager.getConnection(
            "jdbc:mariadb://%s:%d/%s".formatted(host, address.port(), address.database()),
            properties);
    return Session.prepared(
        connection,
        dialect,
        session -> {
          session.update(
              "SET SESSION sql_mode = CONCAT_WS(',', NULLIF(@@sql_mode, ''), 'ANSI_QUOTES',"
                  + " 'STRICT_TRANS_TABLES')");
          session.update("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
        });
  }
}
