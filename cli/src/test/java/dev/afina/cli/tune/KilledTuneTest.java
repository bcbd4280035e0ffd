package dev.afina.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.storage.Storages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed or interrupted loses nothing that counts, and goes on. */
class KilledTuneTest {

  private static final int KILLS = 10;
  private static final int KILLS_OF_HYPERBAND = 3;
  private static final int TRIALS = 20;
  private static final int EPOCHS = 350;

  @TempDir Path folder;

  private List<String> request(Workplace place, String... more) {
    Path space = place.write("space.yaml", "batch_size: [2, 3]", "layers: {low: 1, high: 2}");
    List<String> request =
        new ArrayList<>(
            List.of(
                "tune",
                "--data",
                place.kinds().toString(),
                "--target",
                "kind",
                "--study",
                "kinds",
                "--seed",
                "5",
                "--space",
                space.toString(),
                "--storage",
                place.url(),
                "--out",
                place.out().toString()));
    request.addAll(List.of(more));
    return request;
  }

  @Test
  void isTheSameStudyAfterTenKillsAtRandomMoments() throws Exception {
    Workplace place = new Workplace(folder);
    String[] own = {"--trials", "" + TRIALS, "--epochs", "" + EPOCHS, "--pruner", "median"};
    List<String> request = request(place, own);
    request.addAll(List.of("--workers", "1"));
    SplittableRandom random = new SplittableRandom(41);
    for (int kill = 0; kill < KILLS; kill++) {
      int before = finished(place);
      boolean early = before > TRIALS / 2; // so that ten kills come before the end
      int enough = before + (early ? 0 : random.nextInt(2));
      long moment = random.nextLong(5, early ? 300 : kill % 2 == 0 ? 900 : 200);
      Child child = Child.start(folder, request);
      while (kill % 2 == 1 && finished(place) < enough) {
        assertThat(child.process().waitFor(20, TimeUnit.MILLISECONDS)).isFalse();
      }
      assertThat(child.process().waitFor(moment, TimeUnit.MILLISECONDS)).isFalse();
      child.process().destroyForcibly().waitFor();
      if (Files.exists(folder.resolve("studies.db"))) {
        assertThat(integrity(folder.resolve("studies.db"))).isEqualTo("ok");
      }
    }
    Child last = Child.start(folder, request);
    assertThat(last.exitCode()).as(last.errors()).isZero();

    List<FrozenTrial> trials = stored(place);
    List<FrozenTrial> lost = trials.stream().filter(FrozenTrial::isLost).toList();
    assertThat(trials).allMatch(trial -> trial.state().isFinished());
    assertThat(lost).isNotEmpty().allMatch(trial -> trial.state() == TrialState.FAIL);
    assertThat(trials).hasSize(TRIALS + lost.size());
    assertThat(integrity(folder.resolve("studies.db"))).isEqualTo("ok");
    String best = last.output().replaceAll("(?s).*The best is trial (\\d+):.*", "$1");
    assertThat(place.out().resolve("networks").toFile().list())
        .containsExactlyInAnyOrder("study.txt", "trial-" + best);
    assertThat(place.out().resolve("model/weights.safetensors")).exists();

    Workplace calm = new Workplace(Files.createDirectories(folder.resolve("calm")));
    List<String> uninterrupted = request(calm, own);
    assertThat(calm.tune(uninterrupted.subList(1, uninterrupted.size()).toArray()).code()).isZero();
    assertThat(scores(place)).isEqualTo(scores(calm));
  }

  @Test
  void completesItsPlanOfHyperbandAfterKillsAsIfThereHadBeenNone() throws Exception {
    Workplace place = new Workplace(folder);
    String[] plan = {"--pruner", "hyperband", "--sampler", "random", "--epochs", "27"};
    List<String> request = request(place, "--trials", "100", "--workers", "1");
    request.addAll(List.of(plan));
    SplittableRandom random = new SplittableRandom(7);
    for (int kill = 0; kill < KILLS_OF_HYPERBAND; kill++) {
      long enough = reports(place) + random.nextLong(10, 80);
      Child child = Child.start(folder, request);
      while (reports(place) < enough) {
        assertThat(child.process().waitFor(5, TimeUnit.MILLISECONDS)).isFalse();
      }
      assertThat(child.process().isAlive()).isTrue();
      child.process().destroyForcibly().waitFor();
    }
    Child last = Child.start(folder, request);
    assertThat(last.exitCode()).as(last.errors()).isZero();

    Workplace calm = new Workplace(Files.createDirectories(folder.resolve("calm")));
    List<String> uninterrupted = request(calm, "--trials", "100", "--workers", "1");
    uninterrupted.addAll(List.of(plan));
    assertThat(calm.tune(uninterrupted.subList(1, uninterrupted.size()).toArray()).code()).isZero();
    assertThat(stored(place)).allMatch(trial -> trial.state().isFinished());
    assertThat(scores(place)).containsExactlyInAnyOrderElementsOf(scores(calm));
  }

  /** Epochs that were reported, those of lost trials too. */
  private static long reports(Workplace place) {
    return Files.exists(place.folder().resolve("studies.db"))
        ? stored(place).stream().mapToLong(trial -> trial.intermediateValues().size()).sum()
        : 0;
  }

  /** Parameters, reports and values of all trials that count. */
  private static List<List<JsonNode>> scores(Workplace place) {
    List<Integer> lost =
        stored(place).stream().filter(FrozenTrial::isLost).map(FrozenTrial::number).toList();
    return place.trials("kinds").stream()
        .filter(trial -> !lost.contains(trial.get("number").intValue()))
        .map(t -> List.of(t.get("params"), t.get("intermediate_values"), t.get("value")))
        .toList();
  }

  private static List<FrozenTrial> stored(Workplace place) {
    try (Storage storage = Storages.open(place.url())) {
      return storage
          .findStudy("kinds")
          .map(StudyRecord::id)
          .map(id -> storage.trials(id, -1, List.of()))
          .orElse(List.of());
    }
  }

  private static int finished(Workplace place) {
    return Files.exists(place.folder().resolve("studies.db"))
        ? (int) TuneStudy.counted(stored(place))
        : 0;
  }

  private static String integrity(Path database) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        var statement = connection.createStatement();
        var result = statement.executeQuery("PRAGMA integrity_check")) {
      return result.getString(1);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void marksRunningTrialsAndEndsWith130WhenInterrupted() throws Exception {
    Workplace place = new Workplace(folder);
    List<String> request =
        request(
            place, "--trials", "2", "--workers", "2", "--epochs", "1000000", "--pruner", "none");
    Child child = Child.start(folder, request);
    while (reporting(place) < 2) {
      assertThat(child.process().waitFor(50, TimeUnit.MILLISECONDS)).isFalse();
    }
    new ProcessBuilder("sh", "-c", "kill -INT " + child.process().pid()).start().waitFor();

    assertThat(child.exitCode()).as(child.errors()).isEqualTo(130);
    assertThat(child.errors().lines().filter(line -> !line.isBlank()))
        .containsExactly(
            "afina: interrupted; ending the running trials",
            "afina: study \"kinds\" is sound; repeat the command to go on");
    assertThat(stored(place))
        .filteredOn(trial -> trial.state() != TrialState.WAITING)
        .isNotEmpty()
        .allMatch(trial -> trial.state() == TrialState.FAIL && trial.isLost());
    List<Object> again = new ArrayList<>(request.subList(1, request.size()));
    again.addAll(List.of("--timeout", "1s"));
    assertThat(place.tune(again.toArray()).code()).isZero();
    assertThat(stored(place).stream().filter(trial -> !trial.isLost()))
        .isNotEmpty()
        .allMatch(trial -> trial.state() == TrialState.PRUNED);
  }

  private static long reporting(Workplace place) {
    return Files.exists(place.folder().resolve("studies.db"))
        ? stored(place).stream().filter(trial -> !trial.intermediateValues().isEmpty()).count()
        : 0;
  }
}
