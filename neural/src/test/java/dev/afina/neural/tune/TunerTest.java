package dev.afina.neural.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.space.GivenParameters;
import dev.afina.core.space.HyperParameters;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.data.Dataset;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.Model;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches in a project's folder. */
class TunerTest {

  private static final Dataset TRAIN = Problems.points(80, 1);
  private static final Dataset VALIDATION = Problems.points(50, 2);
  private static final Fit FIT = Fit.epochs(3);

  @TempDir Path folder;

  private TunerBuilder search() {
    return RandomSearch.of(new Dense(2))
        .objective("val_accuracy")
        .directory(folder)
        .project("points")
        .seed(0)
        .maxTrials(6);
  }

  @Test
  void searchesAndGivesBackTheModelsThatItMeasured() {
    try (Tuner tuner = search().keepBest(3).build()) {
      tuner.search(TRAIN, VALIDATION, FIT);

      assertThat(tuner.study().trials()).hasSize(6);
      List<TunedModel> best = tuner.bestModels(3);
      assertThat(best).hasSize(3);
      for (TunedModel model : best) {
        assertThat(model.trial().values()).containsExactly(model.score());
        assertThat(model.model().evaluate(VALIDATION).get("accuracy")).isEqualTo(model.score());
      }
      assertThat(best)
          .extracting(TunedModel::score)
          .isSortedAccordingTo((one, other) -> Double.compare(other, one));
      best.forEach(TunedModel::close);
      assertThat(folder.resolve("points/networks").toFile().list()).hasSize(3);
    }
  }

  @Test
  void beginsWithTheDefaultsAndRecordsOnlyWhatANetworkConsumed() {
    try (Tuner tuner = search().build()) {
      tuner.search(TRAIN, VALIDATION, FIT);

      assertThat(tuner.study().trials().get(0).params().toMap())
          .containsEntry("layers", 2L)
          .containsEntry("units_2", 12L)
          .containsEntry("rate", 0.01)
          .containsEntry("optimizer", "adam")
          .containsEntry("batch", 16L);
      for (FrozenTrial trial : tuner.study().trials()) {
        int layers = trial.params().getInt("layers");
        assertThat(trial.params().contains("units_3")).isEqualTo(layers == 3);
        assertThat(trial.params().contains("units_2")).isEqualTo(layers >= 2);
        assertThat(trial.params().contains("momentum"))
            .isEqualTo(trial.params().getString("optimizer").equals("sgd"));
      }
    }
  }

  @Test
  void sameSeedSameTrialsAlsoWithZero() {
    List<List<Object>> runs = new java.util.ArrayList<>();
    for (String project : List.of("one", "two")) {
      try (Tuner tuner = search().project(project).seed(0).build()) {
        tuner.search(TRAIN, VALIDATION, FIT);
        assertThat(tuner.study().seed()).isZero();
        runs.add(
            tuner.study().trials().stream()
                .<Object>map(trial -> List.of(trial.params(), trial.values()))
                .toList());
      }
    }
    assertThat(runs.get(0)).isEqualTo(runs.get(1));
  }

  @Test
  void goesOnWhereAnEarlierRunStopped() {
    try (Tuner tuner = search().maxTrials(2).build()) {
      tuner.search(TRAIN, VALIDATION, FIT);
    }
    List<FrozenTrial> resumed;
    try (Tuner tuner = search().build()) {
      tuner.search(TRAIN, VALIDATION, FIT);
      resumed = tuner.study().trials();
      assertThat(tuner.bestModels(1))
          .allSatisfy(
              model -> {
                assertThat(model.model().evaluate(VALIDATION).get("accuracy"))
                    .isEqualTo(model.score());
                model.close();
              });
    }
    try (Tuner tuner = search().project("whole").build()) {
      tuner.search(TRAIN, VALIDATION, FIT);
      assertThat(tuner.study().trials())
          .extracting(FrozenTrial::values)
          .isEqualTo(resumed.stream().map(FrozenTrial::values).toList());
    }
    try (Tuner tuner = search().overwrite(true).build()) {
      assertThat(tuner.study().trials())
          .extracting(FrozenTrial::state)
          .containsExactly(TrialState.WAITING);
      assertThat(folder.resolve("points/networks")).doesNotExist();
    }
  }

  @Test
  void keepsEveryExecutionAndEpoch() {
    try (Tuner tuner = search().executionsPerTrial(3).maxTrials(2).build()) {
      tuner.search(TRAIN, VALIDATION, FIT);

      for (FrozenTrial trial : tuner.study().trials()) {
        List<Execution> executions = tuner.executions(trial);
        assertThat(executions).hasSize(3);
        assertThat(executions).extracting(Execution::seed).doesNotHaveDuplicates();
        double[] values = executions.stream().mapToDouble(e -> e.value("val_accuracy")).toArray();
        assertThat(trial.values().get(0)).isEqualTo(Arrays.stream(values).sum() / 3);
        assertThat(trial.userAttributes().get("spread")).isEqualTo(Spread.of(values).deviation());
        for (Execution execution : executions) {
          assertThat(execution.epochs()).hasSize(3);
          assertThat(execution.epochs().get(execution.bestEpoch() - 1))
              .containsEntry("val_accuracy", execution.value("val_accuracy"))
              .containsKeys("loss", "accuracy", "val_loss");
        }
        assertThat(trial.intermediateValues()).hasSize(3);
      }
      TunedModel best = tuner.bestModels(1).get(0);
      assertThat(best.model().evaluate(VALIDATION).get("accuracy")).isEqualTo(best.score());
      double most =
          tuner.executions(best.trial()).stream()
              .mapToDouble(e -> e.value("val_accuracy"))
              .max()
              .orElseThrow();
      assertThat(best.score()).isEqualTo(most);
      best.close();
    }
  }

  @Test
  void buildsTheBestNetworkAgain() {
    try (Tuner tuner = search().build()) {
      tuner.search(TRAIN, VALIDATION, FIT);

      GivenParameters best = tuner.bestHyperparameters(1).get(0);
      FrozenTrial winner = tuner.bestTrial().orElseThrow();
      try (Model model = tuner.hyperModel().build(best).build(winnerSeed(tuner, winner))) {
        var history = model.fit(TRAIN, tuner.hyperModel().fit(best, FIT.validation(VALIDATION)));
        assertThat(Arrays.stream(history.values("val_accuracy")).max().orElseThrow())
            .isEqualTo(winner.values().get(0));
      }
      assertThat(best.params().toMap()).isEqualTo(winner.params().toMap());
    }
  }

  private static long winnerSeed(Tuner tuner, FrozenTrial winner) {
    return tuner.executions(winner).get(0).seed();
  }

  @Test
  void pursuesSeveralObjectives() {
    try (Tuner tuner = search().objective("weights").keepBest(2).maxTrials(8).workers(2).build()) {
      tuner.search(TRAIN, VALIDATION, FIT);

      assertThat(tuner.study().directions()).hasSize(2);
      for (FrozenTrial trial : tuner.study().trials()) {
        assertThat(trial.values().get(1))
            .isEqualTo(Double.parseDouble(String.valueOf(trial.userAttributes().get("weights"))));
      }
      List<FrozenTrial> front = tuner.study().bestTrials();
      assertThat(front).contains(tuner.bestTrial().orElseThrow());
      assertThat(folder.resolve("points/networks").toFile().list()).hasSize(2);
      assertThat(tuner.resultsSummary(1)).contains("weights: ", "val_accuracy: ");
    }
  }

  @Test
  void goesThroughTheGridInItsOrder() {
    HyperModel model =
        hp -> {
          hp.withDefault("b").<String>suggestCategorical("kind", "a", "b");
          hp.suggestInt("depth", 1, 2);
          return new Dense(2).build(GivenParameters.defaults());
        };
    try (Tuner tuner =
        GridSearch.of(model).objective("val_loss").directory(folder).project("grid").build()) {
      tuner.search(TRAIN, VALIDATION, Fit.epochs(1));

      assertThat(tuner.study().trials())
          .extracting(t -> t.params().getString("kind") + t.params().getInt("depth"))
          .containsExactly("b1", "b2", "a1", "a2");
    }
  }

  @Test
  void searchesByAGaussianProcess() {
    try (Tuner tuner =
        BayesianOptimization.of(new Dense(2))
            .objective("val_loss")
            .directory(folder)
            .maxTrials(4)
            .seed(1)
            .build()) {
      tuner.search(TRAIN, VALIDATION, Fit.epochs(1));

      assertThat(tuner.study().sampler().name()).isEqualTo("gp");
      assertThat(tuner.study().trials()).hasSize(4);
      assertThat(folder.resolve(TunerBuilder.DEFAULT_PROJECT)).isDirectory();
    }
  }

  @Test
  void beginsWithOwnTrialsAndTheBestOfAnEarlierSearch() {
    try (Tuner coarse = search().project("coarse").build()) {
      coarse.search(TRAIN, VALIDATION, FIT);
      Study earlier = coarse.study();
      Map<String, Object> best = coarse.bestTrial().orElseThrow().params().toMap();
      try (Tuner tuner = search().project("fine").maxTrials(3).build()) {
        tuner.enqueue(Map.of("layers", 3, "units_3", 27));
        tuner.warmStart(earlier, 1);
        tuner.search(TRAIN, VALIDATION, FIT);

        List<FrozenTrial> trials = tuner.study().trials();
        assertThat(trials.get(1).params().toMap())
            .containsEntry("layers", 3L)
            .containsEntry("units_3", 27L);
        assertThat(trials.get(2).params().toMap()).isEqualTo(best);
      }
    }
  }

  @Test
  void zoomsInOnTheBest() {
    HyperModel fine;
    double rate;
    try (Tuner coarse = search().project("coarse").build()) {
      coarse.search(TRAIN, VALIDATION, FIT);
      fine = coarse.zoom(1);
      rate = coarse.bestTrial().orElseThrow().params().getDouble("rate");
    }
    try (Tuner tuner =
        RandomSearch.of(fine).objective("val_accuracy").directory(folder).project("f").build()) {
      tuner.search(TRAIN, VALIDATION, FIT);

      assertThat(tuner.study().trials().get(0).params().getDouble("rate")).isEqualTo(rate);
      assertThat(tuner.study().trials())
          .allSatisfy(
              trial ->
                  assertThat(Math.log10(trial.params().getDouble("rate")))
                      .isCloseTo(Math.log10(rate), within(0.26)));
    }
  }

  @Test
  void prunesAndSaysWhy() {
    try (Tuner tuner =
        search()
            .pruner(dev.afina.core.pruner.MedianPruner.create().withStartupTrials(1))
            .maxTrials(8)
            .build()) {
      tuner.search(TRAIN, VALIDATION, FIT);
      List<FrozenTrial> pruned =
          tuner.study().trials().stream().filter(t -> t.state() == TrialState.PRUNED).toList();

      assertThat(pruned).isNotEmpty();
      assertThat(tuner.executions(pruned.get(0)).get(0).epochs())
          .hasSize(pruned.get(0).intermediateValues().size());
      assertThat(tuner.resultsSummary()).contains(pruned.size() + " pruned");
    }
  }

  @Test
  void fitMaySuggestAndChangeTheData() {
    HyperModel model =
        new HyperModel() {
          @Override
          public dev.afina.neural.Blueprint build(dev.afina.core.space.HyperParameters hp) {
            return new Dense(2).build(GivenParameters.defaults());
          }

          @Override
          public dev.afina.neural.History fit(
              dev.afina.core.space.HyperParameters hp, Model model, TuningData data) {
            TuningData used = hp.suggestBoolean("halve") ? data.map(TunerTest::halved) : data;
            int epochs = hp.suggestInt("epochs", 1, 4);
            return model.fit(used.train(), used.fit().withEpochs(epochs));
          }
        };
    try (Tuner tuner = RandomSearch.of(model).directory(folder).project("fit").seed(3).build()) {
      tuner.search(TRAIN, VALIDATION, FIT);

      assertThat(tuner.study().trials())
          .allSatisfy(
              trial ->
                  assertThat(tuner.executions(trial).get(0).epochs())
                      .hasSize(trial.params().getInt("epochs")));
      assertThat(tuner.searchSpaceSummary()).contains("halve (Boolean)", "epochs (Int)");
      TunedModel best = tuner.bestModels(1).get(0);
      Dataset rows = best.trial().params().getBoolean("halve") ? halved(VALIDATION) : VALIDATION;
      assertThat(best.model().evaluate(rows).loss()).isEqualTo(best.score());
      best.close();
    }
  }

  private static Dataset halved(Dataset data) {
    float[] halves = data.features().clone();
    for (int i = 0; i < halves.length; i++) {
      halves[i] /= 2;
    }
    return new Dataset(halves, data.featureShape(), data.targets());
  }

  @Test
  void splitsTheTrainingDataWhereThereAreNoOthers() {
    try (Tuner tuner = search().maxTrials(2).pruner(Pruner.none()).build()) {
      tuner.search(TRAIN, FIT.validationSplit(0.25));
      assertThat(tuner.study().trials()).allMatch(t -> t.state() == TrialState.COMPLETE);
    }
    assertThat(folder.resolve("points/executions").toFile().list()).hasSize(2);
  }

  @Test
  void fitMaySuggestTheSizeOfTheValidationData() {
    HyperModel model =
        new HyperModel() {
          @Override
          public Blueprint build(HyperParameters hp) {
            return new Dense(2).build(hp);
          }

          @Override
          public Fit fit(HyperParameters hp, Fit fit) {
            return fit.validationSplit(hp.suggestDouble("share", 0.2, 0.4));
          }
        };
    try (Tuner tuner =
        RandomSearch.of(model)
            .objective("val_loss")
            .maxTrials(2)
            .seed(1)
            .directory(folder)
            .project("shares")
            .build()) {
      tuner.search(TRAIN, FIT);
      assertThat(tuner.study().trials())
          .hasSize(2)
          .allMatch(trial -> trial.state() == TrialState.COMPLETE)
          .allMatch(trial -> trial.params().contains("share"));
    }
  }
}
