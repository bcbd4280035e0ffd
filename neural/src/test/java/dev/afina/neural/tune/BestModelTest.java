package dev.afina.neural.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.RunAbortedException;
import dev.afina.core.storage.Direction;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.data.Dataset;
import dev.afina.neural.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The study's best trial has its network, whatever ends in between. */
class BestModelTest {

  private static final Dataset POINTS = Problems.points(5, 1);

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private BestModel best;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Study study;

  private final Model model = Problems.MODEL.build(new Chosen(Map.of())).build(1);

  @BeforeEach
  void makeStudy() {
    best = new BestModel(folder.resolve("networks"), Direction.MAXIMIZE);
    study = Study.create().maximize("accuracy").listener(best).seed(1).create();
  }

  @AfterEach
  void close() {
    model.close();
  }

  private String[] kept() {
    String[] names = folder.resolve("networks").toFile().list();
    return names == null ? new String[0] : names;
  }

  private FrozenTrial run(double value) {
    Trial trial = study.ask();
    best.offer(model, trial, value);
    return study.tell(trial, value);
  }

  @Test
  void keepsTheNetworkOfTheBestAlone() {
    run(0.5);
    run(0.7);
    FrozenTrial last = run(0.6);

    assertThat(kept()).containsExactly("trial-1");
    assertThat(best.of(last)).isEmpty();
    try (Model loaded = Model.load(best.of(study.bestTrial().orElseThrow()).orElseThrow())) {
      assertThat(loaded.predict(POINTS)).isDeepEqualTo(model.predict(POINTS));
    }
  }

  @Test
  void keepsTheEarliestOfEquals() {
    run(0.5);
    run(0.5);

    assertThat(kept()).containsExactly("trial-0");
  }

  @Test
  void keepsTheSecondBestUntilTheBestThatOfferedHasEnded() {
    run(0.5);
    Trial better = study.ask();
    Trial second = study.ask();
    best.offer(model, better, 0.9);
    best.offer(model, second, 0.8);
    study.tell(second, 0.8);
    assertThat(kept()).containsExactlyInAnyOrder("trial-1", "trial-2");

    study.tell(better, 0.9);
    assertThat(kept()).containsExactly("trial-1");
  }

  @Test
  void stillHasTheSecondBestWhereTheBestThatOfferedFails() {
    run(0.5);
    Trial better = study.ask();
    Trial second = study.ask();
    best.offer(model, better, 0.9);
    best.offer(model, second, 0.8);
    study.fail(better, "lost");
    FrozenTrial told = study.tell(second, 0.8);

    assertThat(study.bestTrial()).contains(told);
    assertThat(kept()).containsExactly("trial-2");
  }

  @Test
  void leavesTheNetworksOfRunningTrials() {
    Trial running = study.ask();
    best.offer(model, running, 0.4);
    run(0.5);
    run(0.6);

    assertThat(kept()).containsExactlyInAnyOrder("trial-0", "trial-2");
  }

  @Test
  void refusesWorseNetworksAfterAResume() {
    run(0.5);
    BestModel resumed = new BestModel(folder.resolve("networks"), Direction.MAXIMIZE);
    resumed.resume(study);
    Trial worse = study.ask();
    resumed.offer(model, worse, 0.4);

    assertThat(kept()).containsExactly("trial-0");
  }

  @Test
  void keepsLowerValuesWhereLessIsBetter() {
    best = new BestModel(folder.resolve("networks"), Direction.MINIMIZE);
    study = Study.create().minimize("loss").listener(best).seed(1).create();
    run(0.5);
    run(0.4);
    run(0.6);

    assertThat(kept()).containsExactly("trial-1");
  }

  @Test
  void hasTheBestNetworkWhenTrialsEndTogether() {
    for (int round = 0; round < 40; round++) {
      BestModel networks = new BestModel(folder.resolve("round-" + round), Direction.MAXIMIZE);
      Study parallel = Study.create().maximize("accuracy").listener(networks).seed(round).create();
      parallel.optimize(
          trial -> {
            double value = trial.number() % 3 / 2.0;
            networks.offer(model, trial, value);
            return value;
          },
          Budget.trials(6).inParallel(3));

      FrozenTrial winner = parallel.bestTrial().orElseThrow();
      assertThat(networks.of(winner)).as("round " + round).isPresent();
    }
  }

  @Test
  void deletesNothingThatIsNotItsOwn() throws IOException {
    Path other = Files.createDirectories(folder.resolve("networks/notes"));
    Files.writeString(other.resolve("readme"), "mine");
    run(0.5);
    run(0.6);

    assertThat(kept()).containsExactlyInAnyOrder("notes", "trial-1");
  }

  @Test
  void endsTheRunWhereANetworkCannotBeSaved() throws IOException {
    Files.writeString(folder.resolve("networks"), "in the way");
    Trial trial = study.ask();

    assertThatThrownBy(() -> best.offer(model, trial, 0.5))
        .isInstanceOf(RunAbortedException.class)
        .hasMessageContainingAll("network of trial 0", "the study is sound", "repeat");
  }
}
