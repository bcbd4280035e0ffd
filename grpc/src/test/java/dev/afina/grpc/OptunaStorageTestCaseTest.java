package dev.afina.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.storage.Storage;
import dev.afina.storage.Storages;
import dev.afina.testkit.PythonEnvironment;
import dev.afina.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The storage tests that Optuna 5.0.0 ships, through its client against Afina's server. */
class OptunaStorageTestCaseTest {

  private static final Path PYTHON =
      Requirement.root().resolve("grpc").resolve("src/test/python").toAbsolutePath();

  /** As many as Optuna 5.0.0 has; fewer would mean that some were not found. */
  private static final int TESTS = 59;

  @ParameterizedTest
  @ValueSource(strings = {"sqlite:///%s/studies.db", "journal:///%s/studies.log"})
  void passesEveryTestOfOptuna(String url, @TempDir Path folder) throws IOException {
    PythonEnvironment python =
        PythonEnvironment.orSkip(PYTHON.resolve("requirements.txt"), getClass());
    try (Storage storage = Storages.open(url.formatted(folder));
        StorageServer server = StorageServer.builder(storage).port(0).start()) {
      PythonEnvironment.Outcome outcome =
          python.run(PYTHON.resolve("storage_tests.py"), List.of(Integer.toString(server.port())));
      assertThat(outcome.exitCode()).describedAs(outcome.output()).isZero();
      assertThat(outcome.output()).contains("%d passed".formatted(TESTS)).doesNotContain("skipped");
    }
  }
}
