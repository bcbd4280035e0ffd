package dev.afina.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.trial.FrozenTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Optuna 5.0.0 and Afina append to the same journals. */
class JournalInteropTest extends OptunaInterop {

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  private Path file() {
    return folder.resolve("studies.log");
  }

  @Override
  String url() {
    return "journal:///" + file();
  }

  /** Nothing of an ended trial ever does, by the rules of its replay. */
  @Override
  boolean showsDiscardedTrials() {
    return false;
  }

  @Test
  void writesRecordsToTheLetterAsOptunaDoes() throws IOException {
    optuna("write");
    List<String> lines = Files.readAllLines(file());
    assertThat(lines).hasSizeGreaterThan(60);
    for (String line : lines) {
      StringBuilder again = new StringBuilder();
      PythonJson.writeCompactly(again, PythonJson.read(line));
      assertThat(again.toString()).isEqualTo(line);
    }
  }

  @Test
  void writesTheRecordsOfAnEnqueuedTrialAsOptunaDoes() throws IOException {
    optuna("create");
    optuna("enqueue");
    optuna("append");
    Path ours = folder.resolve("ours.log");
    try (Storage storage = JournalStorage.open(ours)) {
      long study = storage.createStudy("study", List.of(Direction.MINIMIZE), Map.of()).id();
      storage.addTrial(study, Trials.waiting(Map.of("x", 0.125)));
      FrozenTrial trial = storage.startTrial(study, Trials.start()).orElseThrow();
      storage.finish(trial.id(), Trials.complete(one(0.125), 0.125));
    }
    List<String> expected = masked(file());
    List<String> written = masked(ours);
    written.removeIf(line -> line.contains("afina:"));
    assertThat(written).isEqualTo(expected);
  }

  private static dev.afina.core.space.Params one(double x) {
    return dev.afina.core.space.Params.of(
        dev.afina.core.space.SearchSpace.builder().doubleRange("x", 0, 1).build(),
        new double[] {x});
  }

  private static List<String> masked(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(
          line.replaceAll("\"worker_id\":\"[0-9a-f-]{36}-\\d+\"", "\"worker_id\":W")
              .replaceAll(
                  "\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00\"", "TIME"));
    }
    return lines;
  }

  @Test
  void sharesAJournalWithAnOptunaThatWritesAtTheSameTime() throws Exception {
    try (Storage storage = Storages.open(url())) {
      long study = storage.createStudy("study", List.of(Direction.MINIMIZE), Map.of()).id();
      Thread other = new Thread(() -> optuna("work"));
      other.start();
      int mine = 0;
      while (other.isAlive() && mine < 2000) {
        FrozenTrial trial = storage.startTrial(study, Trials.start()).orElseThrow();
        storage.finish(trial.id(), Trials.complete(one(0.5), mine++));
      }
      other.join();
      List<FrozenTrial> trials = storage.trials(study, -1, List.of());
      assertThat(trials).hasSize(mine + 30).allMatch(trial -> trial.state().isFinished());
      assertThat(trials)
          .extracting(FrozenTrial::number)
          .isEqualTo(IntStream.range(0, trials.size()).boxed().toList());
      assertThat(((List<?>) optuna("load").get("trials"))).hasSize(trials.size());
    }
  }
}
