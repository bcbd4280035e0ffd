package dev.afina.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.StorageException;
import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.trial.FrozenTrial;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with a real database server is told in one sentence, without secrets. */
class ServerRefusalTest {

  private static void refuses(String url, String... parts) {
    assertThatThrownBy(() -> Storages.open(url))
        .isInstanceOf(StorageException.class)
        .hasMessageContainingAll(parts)
        .hasMessageMatching("[^\\n]*")
        .message()
        .doesNotContain("wr0ng", "s3cret");
  }

  private static String postgres() throws SQLException {
    return PostgresServer.newDatabase(ServerRefusalTest.class);
  }

  private static String maria() throws SQLException {
    return MariaServer.newDatabase(ServerRefusalTest.class);
  }

  @Test
  void refusesAWrongPassword() throws SQLException {
    refuses(maria().replace("s3cret", "wr0ng"), "user \"afina\"", "password");
    String url = postgres();
    String jdbc = PostgresServer.jdbc(url);
    refuses(
        url.replace("postgres:postgres@", "nobody:wr0ng@"), "cannot open the storage in", "nobody");
    PostgresServer.execute(jdbc, "CREATE ROLE strict LOGIN PASSWORD 's3cret'");
    try {
      refuses(
          url.replace("postgres:postgres@", "strict:wr0ng@"), "user \"strict\"", "the password");
      refuses(url.replace("postgres:postgres@", "strict@"), "user \"strict\"", "password");
    } finally {
      PostgresServer.execute(jdbc, "DROP ROLE strict");
    }
  }

  @Test
  void saysThatAServerIsDownAtOnce() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    refuses("postgresql://me:s3cret@127.0.0.1:" + port + "/db", "cannot be reached", "runs");
    refuses("mysql://me:s3cret@127.0.0.1:" + port + "/db", "cannot be reached", "runs");
  }

  @Test
  void refusesADatabaseThatIsNotThere() throws SQLException {
    refuses(postgres() + "none", "there is no database", "CREATE DATABASE");
    refuses(maria() + "none", "there is no database", "CREATE DATABASE");
  }

  @Test
  void refusesToMakeTablesWithoutTheRights() throws SQLException {
    String url = postgres();
    String jdbc = PostgresServer.jdbc(url);
    PostgresServer.execute(jdbc, "CREATE ROLE reader LOGIN PASSWORD 's3cret'");
    refuses(url.replace("postgres:postgres@", "reader:s3cret@"), "\"reader\"", "rights", "GRANT");
    PostgresServer.execute(jdbc, "DROP ROLE reader");

    String other = maria();
    String name = other.substring(other.lastIndexOf('/') + 1);
    MariaServer.execute(MariaServer.jdbc(other), "CREATE USER reader IDENTIFIED BY 's3cret'");
    MariaServer.execute(MariaServer.jdbc(other), "GRANT SELECT ON %s.* TO reader".formatted(name));
    refuses(other.replace("afina:s3cret@", "reader:s3cret@"), "\"reader\"", "rights", "GRANT");
    MariaServer.execute(MariaServer.jdbc(other), "DROP USER reader");
  }

  @Test
  void refusesAnotherRevisionOfTheSchema() throws SQLException {
    String url = postgres();
    Storages.open(url).close();
    PostgresServer.execute(
        PostgresServer.jdbc(url), "UPDATE alembic_version SET version_num = 'v9.9.9.z'");
    refuses(url, "v9.9.9.z", "v3.2.0.a");
    String other = maria();
    Storages.open(other).close();
    MariaServer.execute(
        MariaServer.jdbc(other), "UPDATE alembic_version SET version_num = 'v9.9.9.z'");
    refuses(other, "v9.9.9.z", "v3.2.0.a");
  }

  @Test
  void livesBesideTheTablesOfOtherProgramsAndMakesNoneForThoseWhoOnlyLook() throws SQLException {
    for (String url : List.of(postgres(), maria())) {
      if (url.startsWith("postgres")) {
        PostgresServer.execute(PostgresServer.jdbc(url), "CREATE TABLE customers (id INTEGER)");
      } else {
        MariaServer.execute(MariaServer.jdbc(url), "CREATE TABLE customers (id INTEGER)");
      }
      assertThatThrownBy(() -> Storages.openExisting(url))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("no studies");
      Storages.open(url).close();
      Storages.openExisting(url).close();
    }
  }

  @Test
  void keepsWhatIsLargeOrExtremeOrSaysThatItCannot() throws SQLException {
    String longName = "x".repeat(600);
    String large = "y".repeat(5_000_000);
    for (String url : List.of(postgres(), maria())) {
      try (Storage storage = Storages.open(url)) {
        long study = storage.createStudy("s", List.of(Direction.MINIMIZE), Map.of()).id();
        FrozenTrial trial = storage.startTrial(study, Trials.start()).orElseThrow();
        assertThatThrownBy(() -> storage.addParams(trial.id(), one(longName, 0.5)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContainingAll("600 characters", "room for 512");
        if (url.startsWith("mysql")) {
          assertThatThrownBy(
                  () -> storage.setTrialUserAttributes(trial.id(), Map.of("large", large)))
              .isInstanceOf(StorageException.class)
              .hasMessageContainingAll("longer than", "65535 bytes");
        } else {
          storage.setTrialUserAttributes(trial.id(), Map.of("large", large));
        }
        for (double value : new double[] {1e308, -1e308, Double.MIN_VALUE, 0.1 + 0.2}) {
          FrozenTrial next = storage.startTrial(study, Trials.start()).orElseThrow();
          storage.report(next.id(), 0, value, one("x", value));
          FrozenTrial ended = storage.finish(next.id(), Trials.complete(value));
          assertThat(ended.values()).containsExactly(value);
          assertThat(ended.intermediateValues()).containsEntry(0, value);
          assertThat(ended.params().internal(0)).isEqualTo(value);
        }
        FrozenTrial first = storage.trials(study, -1, List.of()).get(0);
        assertThat(first.params().size()).isZero();
        assertThat(first.userAttributes().getOrDefault("large", large)).isEqualTo(large);
      }
    }
  }

  private static Params one(String name, double value) {
    return Params.of(
        SearchSpace.builder().doubleRange(name, -1e308, 1e308 / 2 * 2).build(),
        new double[] {value});
  }

  @Test
  void tellsNamesThatDifferByCaseApartOrRefusesThem() throws SQLException {
    Params both =
        Params.of(
            SearchSpace.builder().doubleRange("lr", 0, 1).doubleRange("LR", 0, 1).build(),
            new double[] {0.25, 0.75});
    try (Storage storage = Storages.open(postgres())) {
      long study = storage.createStudy("s", List.of(Direction.MINIMIZE), Map.of()).id();
      FrozenTrial trial = storage.startTrial(study, Trials.start()).orElseThrow();
      assertThat(storage.finish(trial.id(), Trials.complete(both, 1)).params()).isEqualTo(both);
    }
    try (Storage storage = Storages.open(maria())) {
      long study = storage.createStudy("s", List.of(Direction.MINIMIZE), Map.of()).id();
      FrozenTrial trial = storage.startTrial(study, Trials.start()).orElseThrow();
      assertThatThrownBy(() -> storage.addParams(trial.id(), both))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("\"lr\" and \"LR\"", "case");
      storage.finish(trial.id(), Trials.complete(one("lr", 0.5), 1));
      FrozenTrial next = storage.startTrial(study, Trials.start()).orElseThrow();
      Params capital =
          Params.of(SearchSpace.builder().intRange("LR", 1, 9).build(), new double[] {3});
      assertThat(storage.finish(next.id(), Trials.complete(capital, 1)).params())
          .isEqualTo(capital);
    }
  }

  @Test
  void goesOnWhenTheServerDropsItsConnections() throws SQLException {
    String url = postgres();
    try (Storage storage = Storages.open(url)) {
      long study = storage.createStudy("s", List.of(Direction.MINIMIZE), Map.of()).id();
      for (int i = 0; i < 5; i++) {
        FrozenTrial trial = storage.startTrial(study, Trials.start()).orElseThrow();
        PostgresServer.execute(
            PostgresServer.jdbc(url),
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        storage.finish(trial.id(), Trials.complete(i));
      }
      assertThat(storage.trials(study, -1, List.of()))
          .hasSize(5)
          .allMatch(trial -> trial.state().isFinished());
    }
  }

  @Test
  void findsTheTrialOfAWorkerThatIsSilentForTooLong() throws SQLException {
    for (String url : List.of(postgres(), maria())) {
      try (Storage storage = Storages.open(url)) {
        long study = storage.createStudy("s", List.of(Direction.MINIMIZE), Map.of()).id();
        var elsewhere = new dev.afina.core.storage.Worker("elsewhere", 1, java.time.Instant.EPOCH);
        FrozenTrial far = storage.startTrial(study, Trials.start(elsewhere)).orElseThrow();
        storage.heartbeat(List.of(far.id()));
        assertThat(storage.failLost(study, Duration.ofSeconds(60))).isEmpty();
        String backdated =
            "UPDATE trial_heartbeats SET heartbeat = heartbeat - INTERVAL '90' SECOND";
        if (url.startsWith("postgres")) {
          PostgresServer.execute(PostgresServer.jdbc(url), backdated);
        } else {
          MariaServer.execute(MariaServer.jdbc(url), backdated);
        }
        assertThat(storage.failLost(study, Duration.ofSeconds(60)))
            .singleElement()
            .satisfies(trial -> assertThat(trial.reason().orElseThrow()).contains("no sign"));
        FrozenTrial retry = storage.startTrial(study, Trials.start()).orElseThrow();
        assertThat(retry.index()).isZero();
        assertThat(retry.number()).isEqualTo(1);
      }
    }
  }

  @Test
  void tellsTimeInTheZoneThatTheServerWasGiven() throws SQLException {
    String url = postgres();
    String jdbc = PostgresServer.jdbc(url);
    String name = url.substring(url.lastIndexOf('/') + 1);
    PostgresServer.execute(jdbc, "ALTER DATABASE %s SET timezone = 'Asia/Tokyo'".formatted(name));
    try (Storage storage = Storages.open(url)) {
      long study = storage.createStudy("s", List.of(Direction.MINIMIZE), Map.of()).id();
      storage.startTrial(study, Trials.start());
      PostgresServer.execute(
          jdbc,
          "DO $$ BEGIN ASSERT (SELECT ABS(EXTRACT(EPOCH FROM"
              + " clock_timestamp() AT TIME ZONE 'Asia/Tokyo' - heartbeat)) < 30"
              + " FROM trial_heartbeats), 'another zone'; END $$");
      assertThat(storage.failLost(study, Duration.ofSeconds(60))).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://u:s3cret@host, names no database",
    "postgresql://u:s3cret@host:99999/db, port \"99999\"",
    "mysql://u:s3cret@host:x/db, port \"x\"",
    "postgresql://host/db?sslmod=require, 'known: application_name, connect_timeout'",
    "postgresql://host/db?pool_size=0, connections from 1",
    "mysql://host/db?timeout=-1, from 0 to",
    "mysql://host/db?legacyZone=Mars/Olympus, no time zone",
  })
  void refusesMalformedAddresses(String url, String part) {
    assertThatThrownBy(() -> Storages.open(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(part)
        .message()
        .doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"me:p%40s%2Fs@[::1]:15432/a%20b", "me:p@s%2Fs@[::1]:15432/a b"})
  void takesAddressesApart(String location) {
    ServerAddress address =
        ServerAddress.of(StorageUrl.parse("postgresql://" + location + "?sslmode=require"), 5432);
    assertThat(address.user()).isEqualTo("me");
    assertThat(address.password()).isEqualTo("p@s/s");
    assertThat(address.host()).isEqualTo("::1");
    assertThat(address.port()).isEqualTo(15432);
    assertThat(address.database()).isEqualTo("a b");
    assertThat(address.toString()).isEqualTo("a b on [::1]:15432");
  }
}
