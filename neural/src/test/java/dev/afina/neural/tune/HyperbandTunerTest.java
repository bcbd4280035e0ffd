package dev.afina.neural.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.data.Dataset;
import dev.afina.neural.Fit;
import dev.afina.neural.callback.Callback;
import dev.afina.neural.callback.Training;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hyperband over networks: KerasTuner's plan, and no epoch twice. */
class HyperbandTunerTest {

  private static final Dataset TRAIN = Problems.points(40, 1);
  private static final Dataset VALIDATION = Problems.points(30, 2);

  @TempDir Path folder;

  /** Counts the epochs of all trainings. */
  private record Counter(AtomicInteger epochs) implements Callback {
    @Override
    public void epochEnd(Training training, Map<String, Double> values) {
      epochs.incrementAndGet();
    }
  }

  /** The plan of KerasTuner 1.4.7 with max_epochs 9 and factor 3: 75 epochs. */
  @Test
  void trainsAsManyTrialsAsPlannedAndNoEpochTwice() {
    AtomicInteger epochs = new AtomicInteger();
    try (Tuner tuner =
        Hyperband.of(new Dense(2), 9)
            .objective("val_loss")
            .directory(folder)
            .project("hb")
            .dryRun(-1)
            .seed(4)
            .build()) {
      assertThat(tuner.plan()).isNotEmpty();
      tuner.search(TRAIN, VALIDATION, Fit.epochs(100).callbacks(new Counter(epochs)));

      List<FrozenTrial> trials = tuner.study().trials();
      int reported = trials.stream().mapToInt(trial -> trial.intermediateValues().size()).sum();
      assertThat(epochs.get()).isEqualTo(reported).isEqualTo(75);
      assertThat(trials).hasSize(9 + 5 + 3);
      assertThat(trials)
          .filteredOn(trial -> trial.state() == TrialState.COMPLETE)
          .allMatch(trial -> trial.intermediateValues().size() == 9);
      assertThat(trials)
          .allSatisfy(
              trial ->
                  assertThat(tuner.executions(trial).get(0).epochs())
                      .extracting(epoch -> epoch.get("val_loss"))
                      .containsExactlyElementsOf(trial.intermediateValues().values()));
      TunedModel best = tuner.bestModels(1).get(0);
      assertThat(best.model().evaluate(VALIDATION).loss()).isEqualTo(best.score());
      best.close();
    }
  }

  @Test
  void refusesSeveralObjectives() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Hyperband.of(new Dense(2), 9)
                    .objective("val_loss")
                    .objective("weights")
                    .directory(folder)
                    .build())
        .withMessageContaining("compares trials by one objective");
  }
}
