package dev.afina.grpc;

import dev.afina.core.storage.Storage;
import dev.afina.storage.StorageUrl;
import dev.afina.storage.Storages;
import dev.afina.testkit.StorageConcurrencyContract;
import dev.afina.testkit.StorageContract;
import dev.afina.testkit.StorageEditContract;
import dev.afina.testkit.StoragePauseContract;
import java.nio.file.Path;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Storages behind Afina's server keep the contract, through its own protocol and Optuna's. */
class GrpcStorageContractTest {

  /** Starts a server and opens a storage before, and closes both after each test. */
  abstract static class Served implements StorageContract, StorageConcurrencyContract {
    @SuppressWarnings("NullAway.Init") // set before each test
    private Storage behind;

    @SuppressWarnings("NullAway.Init") // set before each test
    private StorageServer server;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Storage storage;

    Storage behind(Path folder) {
      return Storages.open("sqlite:///%s/studies.db".formatted(folder));
    }

    StorageServer serve(Storage shared, Path folder) throws Exception {
      return StorageServer.builder(shared).port(0).start();
    }

    abstract Storage open(int port, Path folder);

    @BeforeEach
    void openStorage(@TempDir Path folder) throws Exception {
      behind = behind(folder);
      server = serve(behind, folder);
      storage = open(server.port(), folder);
    }

    @Override
    public Storage storage() {
      return storage;
    }

    @AfterEach
    void closeStorage() {
      storage.close();
      server.close();
      behind.close();
    }
  }

  @Nested
  class OnSqlite extends Served implements StorageEditContract, StoragePauseContract {
    @Override
    Storage open(int port, Path folder) {
      return Storages.open("grpc://localhost:" + port);
    }
  }

  @Nested
  class OnAJournal extends Served implements StorageEditContract, StoragePauseContract {
    @Override
    Storage behind(Path folder) {
      return Storages.open("journal:///%s/studies.log".formatted(folder));
    }

    @Override
    Storage open(int port, Path folder) {
      return Storages.openExisting("grpc://127.0.0.1:%d/?timeout=5".formatted(port));
    }
  }

  @Nested
  class ThroughOptunasProtocol extends Served {
    @Override
    Storage open(int port, Path folder) {
      GrpcAddress address = GrpcAddress.of(StorageUrl.parse("grpc://localhost:" + port));
      return new ProxyStorage(Connection.open(address), ZoneId.systemDefault());
    }
  }
}
