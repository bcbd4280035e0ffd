package dev.afina.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.cli.Ran;
import dev.afina.core.storage.Storage;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.storage.Storages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --deterministic}: the number of workers changes nothing but the time. */
class DeterministicTuneTest {

  @TempDir Path folder;

  private static List<String> request(Workplace place, String... more) {
    Path space = place.write("space.yaml", "batch_size: [4, 8]", "layers: {low: 1, high: 2}");
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
                "--sampler",
                "gp",
                "--seed",
                "5",
                "--metric",
                "loss",
                "--space",
                space.toString(),
                "--storage",
                place.url(),
                "--out",
                place.out().toString()));
    request.addAll(Arrays.asList(more));
    return request;
  }

  private Workplace workplace(String name) {
    try {
      return new Workplace(Files.createDirectories(folder.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] with(String[] options, String... more) {
    return Stream.concat(Arrays.stream(options), Arrays.stream(more)).toArray(String[]::new);
  }

  private static Ran tune(Workplace place, String... more) {
    List<String> request = request(place, more);
    return place.tune(request.subList(1, request.size()).toArray());
  }

  private static void run(Workplace place, String... more) {
    Ran ran = tune(place, more);
    assertThat(ran.code()).as(ran.err()).isZero();
  }

  /** Parameters, reports, state and value, by index. */
  private static Map<Integer, List<Object>> results(Workplace place) {
    Map<Integer, List<Object>> results = new TreeMap<>();
    for (FrozenTrial trial : stored(place)) {
      if (trial.state().isFinished() && !trial.isLost()) {
        results.put(
            trial.index(),
            List.of(trial.state(), trial.params(), trial.intermediateValues(), trial.values()));
      }
    }
    return results;
  }

  private static List<FrozenTrial> stored(Workplace place) {
    try (Storage storage = Storages.open(place.url())) {
      return storage
          .findStudy("kinds")
          .map(study -> storage.trials(study.id(), -1, List.of()))
          .orElse(List.of());
    }
  }

  @Test
  void givesTheSameTrialsForAnyNumberOfWorkersAndAfterAKill() throws Exception {
    String[] common = {"--trials", "12", "--epochs", "6", "--deterministic", "4"};
    Workplace alone = workplace("alone");
    run(alone, with(common, "--workers", "1"));
    assertThat(results(alone)).hasSize(12);

    Workplace together = workplace("together");
    run(together, with(common, "--workers", "4"));
    assertThat(results(together)).isEqualTo(results(alone));

    Workplace killed = workplace("killed");
    Child child = Child.start(killed.folder(), request(killed, with(common, "--workers", "3")));
    while (!Files.exists(killed.folder().resolve("studies.db")) || results(killed).size() < 8) {
      assertThat(child.process().waitFor(5, TimeUnit.MILLISECONDS)).as(child.errors()).isFalse();
    }
    child.process().destroyForcibly().waitFor();
    run(killed, "--trials", "12", "--epochs", "6", "--workers", "2");
    assertThat(stored(killed)).allMatch(trial -> trial.state().isFinished());
    assertThat(results(killed)).isEqualTo(results(alone));
  }

  @Test
  void leavesForALaterRunWhatTheTimeLimitCut() {
    Workplace place = workplace("cut");
    String[] common = {"--trials", "4", "--deterministic", "2", "--epochs", "1000000"};
    Ran ran = tune(place, with(common, "--pruner", "none", "--timeout", "1s", "--workers", "2"));
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("the time was up after 0 of 4 trials");
    assertThat(stored(place))
        .filteredOn(trial -> trial.state() != TrialState.WAITING)
        .isNotEmpty()
        .allMatch(FrozenTrial::isLost);
  }
}
