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

/** A journal keeps the contract, whichever way it is locked. */
class JournalStorageContractTest {

  /** Opens a storage before, and closes it after each test. */
  abstract static class Opened
      implements StorageContract,
          StoragePauseContract,
          StorageConcurrencyContract,
          StorageEditContract {
    @SuppressWarnings("NullAway.Init") // set before each test
    private Storage storage;

    abstract String parameters();

    @BeforeEach
    void openStorage(@TempDir Path folder) {
      storage = Storages.open("journal:///" + folder.resolve("studies.log") + parameters());
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
  class BySymbolicLink extends Opened {
    @Override
    String parameters() {
      return "?lock=symlink";
    }
  }

  @Nested
  class ByFile extends Opened {
    @Override
    String parameters() {
      return "";
    }
  }
}
