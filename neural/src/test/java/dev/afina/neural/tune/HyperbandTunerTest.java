package dev.afina.neural.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.algorithms.halving.Rung;
import dev.afina.algorithms.halving.SuccessiveHalving;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.data.Dataset;
import dev.afina.neural.Fit;
import dev.afina.neural.callback.Callback;
import dev.afina.neural.callback.Training;
import java.nio.file.Path;
import java.util.Collections;
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

  /** The fit has more epochs than the plan: a trial returns its value at the plan's last step. */
  @Test
  void successiveHalvingCompletesAtTheLastStepOfItsPlanAndWithinItsBudget() {
    AtomicInteger epochs = new AtomicInteger();
    SuccessiveHalving halving = SuccessiveHalving.of(9, 54);
    try (Tuner tuner =
        Tuner.of(new Dense(2))
            .pruner(halving)
            .sampler(new RandomSampler())
            .objective("val_loss")
            .directory(folder)
            .project("sh")
            .dryRun(-1)
            .seed(4)
            .build()) {
      tuner.search(TRAIN, VALIDATION, Fit.epochs(100).callbacks(new Counter(epochs)));

      List<Rung> rungs = halving.halvingPlan().brackets().get(0).rungs();
      FrozenTrial best = tuner.bestTrial().orElseThrow();
      assertThat(epochs.get()).isEqualTo((int) halving.halvingPlan().steps()).isEqualTo(54);
      assertThat(best.intermediateValues()).hasSize(rungs.get(2).maxStep());
      assertThat(tuner.executions(best).get(0).epochs()).hasSize(rungs.get(2).maxStep());
      try (TunedModel model = tuner.bestModels(1).get(0)) {
        assertThat(model.model().evaluate(VALIDATION).loss()).isEqualTo(model.score());
      }
    }
  }

  @Test
  void everyExecutionEndsAtTheLastStepOfThePlan() {
    try (Tuner tuner =
        Tuner.of(new Dense(2))
            .pruner(SuccessiveHalving.of(3, 12))
            .objective("val_loss")
            .executionsPerTrial(2)
            .directory(folder)
            .project("sh")
            .dryRun(-1)
            .seed(4)
            .build()) {
      tuner.search(TRAIN, VALIDATION, Fit.epochs(100));
      assertThat(tuner.executions(tuner.bestTrial().orElseThrow()))
          .hasSize(2)
          .allSatisfy(execution -> assertThat(execution.epochs()).hasSize(8));
    }
  }

  @Test
  void setsTrialsOfSeveralObjectivesAsideByTheFirstThatIsMeasured() {
    try (Tuner tuner =
        Hyperband.of(new Dense(2), 9)
            .objective("weights")
            .objective("val_loss")
            .objective("val_accuracy")
            .directory(folder)
            .project("several")
            .dryRun(-1)
            .seed(4)
            .build()) {
      tuner.search(TRAIN, VALIDATION, Fit.epochs(100));
      List<FrozenTrial> trials = tuner.study().trials();
      assertThat(trials.stream().mapToInt(trial -> trial.intermediateValues().size()).sum())
          .isEqualTo(75);
      assertThat(trials).filteredOn(trial -> trial.state() == TrialState.PRUNED).hasSize(11);
      assertThat(trials)
          .filteredOn(trial -> trial.state() == TrialState.COMPLETE)
          .hasSize(6)
          .allSatisfy(
              trial ->
                  assertThat(trial.values().get(1))
                      .isEqualTo(Collections.min(trial.intermediateValues().values())));
    }
  }
}
