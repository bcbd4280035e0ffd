package dev.afina.neural.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.space.GivenParameters;
import dev.afina.core.space.Prior;
import dev.afina.core.study.Study;
import dev.afina.core.trial.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the summaries say, to the letter. */
class TunerSummaryTest {

  @TempDir Path folder;

  @Test
  void tellsTheSpaceWithWhatDependsOnChoices() {
    HyperModel model =
        hp -> {
          hp.suggestFixed("classes", 2);
          hp.withPrior(Prior.reverseLog()).suggestDouble("decay", 0.5, 0.99);
          return new Dense(2).build(hp);
        };
    try (Tuner tuner = RandomSearch.of(model).directory(folder).build()) {
      assertThat(tuner.searchSpaceSummary())
          .isEqualTo(
              """
              Search space summary
              Default search space size: 6, with conditional parameters 9
              classes (Fixed)
              {conditions: [], value: 2}
              decay (Float)
              {default: none, conditions: [], min_value: 0.5, max_value: 0.99, step: none, sampling: reverse_log}
              layers (Int)
              {default: 2, conditions: [], min_value: 1, max_value: 3, step: 1, sampling: linear}
              units_1 (Int)
              {default: 12, conditions: [], min_value: 9, max_value: 27, step: 3, sampling: linear}
              units_2 (Int)
              {default: 12, conditions: [layers >= 2], min_value: 9, max_value: 27, step: 3, sampling: linear}
              rate (Float)
              {default: 0.01, conditions: [], min_value: 0.001, max_value: 0.1, step: none, sampling: log}
              optimizer (Choice)
              {default: adam, conditions: [], values: [sgd, adam], ordered: false}
              units_3 (Int)
              {default: 12, conditions: [layers >= 3], min_value: 9, max_value: 27, step: 3, sampling: linear}
              momentum (Float)
              {default: none, conditions: [optimizer in [sgd]], min_value: 0.0, max_value: 0.9, step: 0.3, sampling: linear}
              """);
    }
  }

  @Test
  void tellsTheBestTrialsAndTheLastFailure() {
    try (Tuner tuner =
        RandomSearch.of(new Dense(2))
            .objective("val_accuracy")
            .directory(folder)
            .project("points")
            .seed(1)
            .build()) {
      Study study = tuner.study();
      tell(study, Map.of("layers", 1, "units_1", 9, "rate", 0.5), 0.75);
      tell(study, Map.of("layers", 1, "units_1", 27, "rate", 0.25), 0.875);
      Trial failing = study.ask();
      study.fail(failing, "IllegalArgumentException: no such layer");

      assertThat(tuner.resultsSummary(1))
          .isEqualTo(
              """
              Results summary
              Results in %s
              Showing 1 best of 2 complete trials, 2 failed
              Objective(name="val_accuracy", direction="max")

              Trial 2 summary
              Hyperparameters:
              units_1: 27
              rate: 0.25
              Score: 0.875

              Last failure: trial 3: IllegalArgumentException: no such layer
              """
                  .formatted(folder.resolve("points")));
      assertThat(tuner.resultsSummary())
          .contains("Showing 2 best of 2 complete trials", "units_1: 9", "Score: 0.75");
      assertThat(tuner.bestHyperparameters(5)).hasSize(2);
      assertThat(tuner.bestHyperparameters(1))
          .extracting(GivenParameters::given)
          .isEqualTo(List.of(Map.of("units_1", 27L, "rate", 0.25)));
    }
  }

  private static void tell(Study study, Map<String, ?> values, double score) {
    if (study.trials().size() == 1) {
      study.ask(); // the one of the defaults, which stays unfinished here
      study.fail(0, "not run");
    }
    study.enqueue(values);
    Trial trial = study.ask();
    trial.suggestInt("units_1", 9, 27, 3);
    trial.suggestDouble("rate", 0, 1);
    study.tell(trial, score);
  }
}
