package dev.afina.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.storage.Storage;
import dev.afina.storage.Storages;
import dev.afina.testkit.PythonEnvironment;
import dev.afina.testkit.Requirement;
import dev.afina.testkit.StorageContract;
import java.io.BufferedReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A storage behind a real server of Optuna 5.0.0 on SQLite keeps the contract. What threads of one
 * process find at once, {@link GrpcStorageContractTest} tests on a faster server.
 */
class OptunaServerContractTest implements StorageContract {

  private static final Path PYTHON =
      Requirement.root().resolve("grpc").resolve("src/test/python").toAbsolutePath();

  private static @Nullable Process server;
  private static int port;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Storage storage;

  @BeforeAll
  static void startServer(@TempDir Path folder) throws Exception {
    PythonEnvironment python =
        PythonEnvironment.orSkip(
            PYTHON.resolve("requirements.txt"), OptunaServerContractTest.class);
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Process started =
        python.start(
            PYTHON.resolve("optuna_server.py"),
            List.of(Integer.toString(port), "sqlite:///" + folder.resolve("studies.db")));
    server = started;
    BufferedReader said = started.inputReader(StandardCharsets.UTF_8);
    assertThat(said.readLine()).isEqualTo("ready");
  }

  @AfterAll
  static void endServer() throws Exception {
    if (server != null) {
      server.destroy();
      server.waitFor();
    }
  }

  @BeforeEach
  void openStorage() {
    storage = Storages.open("grpc://localhost:" + port);
    storage.studies().forEach(study -> storage.deleteStudy(study.id()));
  }

  @Override
  public Storage storage() {
    assertThat(storage).isInstanceOf(ProxyStorage.class);
    return storage;
  }

  @AfterEach
  void closeStorage() {
    storage.close();
  }
}
