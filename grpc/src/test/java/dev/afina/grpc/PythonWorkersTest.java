package dev.afina.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.storage.Direction;
import dev.afina.core.storage.InMemoryStorage;
import dev.afina.core.storage.Storage;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.storage.Storages;
import dev.afina.testkit.PythonEnvironment;
import dev.afina.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real workers of Optuna 5.0.0, beside those of Afina, on one study behind Afina's server. */
class PythonWorkersTest {

  private static final Path PYTHON =
      Requirement.root().resolve("grpc").resolve("src/test/python").toAbsolutePath();

  private static final int WORKERS = 3;
  private static final int EACH = 15;
  private static final int ALL = (WORKERS + 1) * EACH;

  @SuppressWarnings("NullAway.Init") // set before each test
  private PythonEnvironment python;

  @BeforeEach
  void requirePython() {
    python = PythonEnvironment.orSkip(PYTHON.resolve("requirements.txt"), getClass());
  }

  @Test
  void giveEveryWaitingTrialToOneWorkerOfEitherLanguage(@TempDir Path folder) throws Exception {
    try (Storage storage = Storages.open("sqlite:///%s/studies.db".formatted(folder));
        StorageServer server = StorageServer.builder(storage).port(0).start();
        Storage client = Storages.open("grpc://localhost:" + server.port())) {
      Study study = Study.named("shared").minimize("x").storage(client).seed(1).create();
      for (int i = 0; i < ALL; i++) {
        study.enqueue(Map.of("x", i));
      }
      List<Process> workers = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        workers.add(
            python.start(
                PYTHON.resolve("worker.py"),
                List.of(Integer.toString(server.port()), "shared", Integer.toString(EACH))));
      }
      for (int i = 0; i < EACH; i++) {
        var trial = study.ask();
        study.tell(trial, trial.suggestInt("x", 0, 1000));
      }
      for (Process worker : workers) {
        assertThat(worker.waitFor()).isZero();
      }
      long id = storage.findStudy("shared").orElseThrow().id();
      List<FrozenTrial> trials = storage.trials(id, -1, List.of());
      assertThat(trials)
          .hasSize(ALL)
          .allMatch(trial -> trial.state() == TrialState.COMPLETE)
          .extracting(trial -> trial.value().orElseThrow().intValue())
          .isEqualTo(IntStream.range(0, ALL).boxed().toList());
      assertThat(trials)
          .filteredOn(trial -> trial.userAttributes().containsValue("Python"))
          .hasSize(WORKERS * EACH)
          .allMatch(
              trial -> trial.intermediateValues().equals(Map.of(1, 2 * trial.values().get(0))));
      study.optimize(trial -> trial.suggestInt("x", 0, 1000), Budget.trials(ALL + 2));
      assertThat(storage.trials(id, -1, List.of())).hasSize(ALL + 2);
    }
  }

  @Test
  void bringTheTokenOverTls(@TempDir Path folder) throws Exception {
    Certificates own = Certificates.make(folder, "own");
    Storage memory = new InMemoryStorage();
    try (StorageServer server =
        StorageServer.builder(memory)
            .port(0)
            .tls(own.certificate(), own.key())
            .token("the-s3cret")
            .start()) {
      assertThat(secure(server, own, "a-guess").output())
          .contains("UNAUTHENTICATED: the token is not the server's");
      assertThat(memory.studies()).isEmpty();
      PythonEnvironment.Outcome outcome = secure(server, own, "the-s3cret");
      assertThat(outcome.exitCode()).describedAs(outcome.output()).isZero();
    }
    assertThat(memory.studies())
        .singleElement()
        .satisfies(
            study -> {
              assertThat(study.directions()).containsExactly(Direction.MINIMIZE);
              assertThat(memory.trials(study.id(), -1, List.of()))
                  .hasSize(3)
                  .allMatch(trial -> trial.state() == TrialState.COMPLETE);
            });
  }

  @Test
  void useTheClientThatTheGuideShows() throws IOException {
    String script = Files.readString(PYTHON.resolve("secure_worker.py"));
    String client =
        script.substring(
            script.indexOf("class SecureStorageProxy"), script.indexOf("\n\n\nstorage = "));
    assertThat(Files.readString(Requirement.root().resolve("docs/guide/grpc.md"))).contains(client);
  }

  private PythonEnvironment.Outcome secure(StorageServer server, Certificates own, String token) {
    return python.run(
        PYTHON.resolve("secure_worker.py"),
        List.of(Integer.toString(server.port()), own.certificate().toString(), token));
  }
}
