package dev.afina.storage;

import dev.afina.core.storage.Storage;
import dev.afina.testkit.StorageConcurrencyContract;
import dev.afina.testkit.StorageContract;
import dev.afina.testkit.StorageEditContract;
import dev.afina.testkit.StoragePauseContract;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** Real database servers keep the contract. */
class ServerStorageContractTest {

  /** Opens a storage before, and closes it after each test. */
  abstract static class Opened
      implements StorageContract,
          StoragePauseContract,
          StorageConcurrencyContract,
          StorageEditContract {
    @SuppressWarnings("NullAway.Init") // set before each test
    private Storage storage;

    abstract String newDatabase() throws SQLException;

    @BeforeEach
    void openStorage() throws SQLException {
      storage = Storages.open(newDatabase());
    }

    @Override
    public Storage storage() {
      return storage;
    }

    @AfterEach
    @SuppressWarnings("ConstantValue") // null where the test was skipped
    void closeStorage() {
      if (storage != null) {
        storage.close();
      }
    }
  }

  @Nested
  class OnPostgres extends Opened {
    @Override
    String newDatabase() throws SQLException {
      return PostgresServer.newDatabase(ServerStorageContractTest.class);
    }
  }

  @Nested
  class OnMariaDb extends Opened {
    @Override
    String newDatabase() throws SQLException {
      return MariaServer.newDatabase(ServerStorageContractTest.class);
    }

    @Override
    public Instant kept(Instant time) {
      return time.truncatedTo(ChronoUnit.SECONDS);
    }
  }
}
