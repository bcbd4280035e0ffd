package dev.afina.storage;

import dev.afina.core.storage.Storage;
import dev.afina.testkit.StorageConcurrencyContract;
import dev.afina.testkit.StorageContract;
import dev.afina.testkit.StorageEditContract;
import dev.afina.testkit.StoragePauseContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** A database file and one in memory keep the contract. */
class SqliteStorageContractTest {

  /** Opens a storage before, and closes it after each test. */
  abstract static class Opened
      implements StorageContract,
          StoragePauseContract,
          StorageConcurrencyContract,
          StorageEditContract {
    @SuppressWarnings("NullAway.Init") // set before each test
    private Storage storage;

    abstract Storage open(Path folder);

    @BeforeEach
    void openStorage(@TempDir Path folder) {
      storage = open(folder);
    }

    @Override
    public Storage storage() {
      return storage;
    }

    @AfterEach
    void closeStorage() {
      storage.close();
    }
  }

  @Nested
  class InAFile extends Opened {
    @Override
    Storage open(Path folder) {
      return SqliteStorage.open(folder.resolve("studies.db"));
    }
  }

  @Nested
  class InMemory extends Opened {
    @Override
    Storage open(Path folder) {
      return SqliteStorage.inMemory();
    }
  }
}
