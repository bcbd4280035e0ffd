package dev.afina.neural.tune;

import static dev.afina.neural.layer.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.algorithms.halving.PopulationBasedBandits;
import dev.afina.algorithms.halving.PopulationBasedTraining;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.space.HyperParameters;
import dev.afina.core.space.Scale;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.data.Dataset;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.History;
import dev.afina.neural.Model;
import dev.afina.neural.Sequential;
import dev.afina.neural.callback.Callback;
import dev.afina.neural.callback.Training;
import dev.afina.neural.layer.Activation;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import dev.afina.neural.optimizer.Optimizer;
import dev.afina.neural.optimizer.Sgd;
import dev.afina.neural.weights.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Populations of networks, whose worst become copies of the best while all train. */
class PopulationTunerTest {

  private static final Dataset TRAIN = Problems.points(120, 1);
  private static final Dataset VALIDATION = Problems.points(60, 2);
  private static final int MEMBERS = 6;
  private static final int INTERVAL = 2;
  private static final int EPOCHS = 8;

  @TempDir Path folder;

  /** The weights after each epoch, by "seed:epochs done". */
  private final Map<String, Weights> after = new ConcurrentHashMap<>();

  /** The weights that each training began with, likewise. */
  private final Map<String, Weights> before = new ConcurrentHashMap<>();

  private final AtomicInteger trained = new AtomicInteger();

  /** A network that keeps its shape, unless its width is tuned too. */
  private final class Network implements HyperModel {

    private final boolean widthIsTuned;

    Network(boolean widthIsTuned) {
      this.widthIsTuned = widthIsTuned;
    }

    @Override
    public Blueprint build(HyperParameters hp) {
      int width = widthIsTuned ? hp.suggestInt("width", 4, 64) : 8;
      double rate = hp.suggestDouble("rate", 1e-4, 1e-1, Scale.LOG);
      Optimizer optimizer =
          hp.suggestCategorical("optimizer", "adam", "sgd").equals("adam")
              ? Adam.withLearningRate(rate)
              : Sgd.withLearningRate(rate).momentum(0.9);
      return Sequential.input(2)
          .add(dense(width).activation(Activation.RELU))
          .add(dense(2))
          .compile(optimizer, Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metrics.ACCURACY);
    }

    @Override
    public History fit(HyperParameters hp, Model model, TuningData data) {
      before.putIfAbsent(model.seed() + ":" + model.epoch(), model.weights());
      Callback keeping =
          new Callback() {
            @Override
            public void epochEnd(Training training, Map<String, Double> values) {
              trained.incrementAndGet();
              after.put(model.seed() + ":" + (training.epoch() + 1), training.weights());
            }
          };
      Fit fit = data.fit().batchSize(hp.suggestInt("batch", 8, 32)).callbacks(keeping);
      return model.fit(data.train(), fit);
    }
  }

  private Tuner tuner(Pruner population, boolean widthIsTuned) {
    return Tuner.of(new Network(widthIsTuned))
        .minimize("val_loss")
        .sampler(new RandomSampler())
        .pruner(population)
        .directory(folder)
        .project(population.name())
        .dryRun(-1)
        .workers(2)
        .seed(3)
        .build();
  }

  private static List<FrozenTrial> copies(Tuner tuner) {
    return tuner.study().trials().stream()
        .filter(trial -> trial.systemAttributes().containsKey(FrozenTrial.COPY_OF))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pbt", "pb2"})
  void copiesGoOnWithTheWeightsOfTheirParentsToTheLastEpochOfAll(String name) {
    Pruner population =
        name.equals("pbt")
            ? PopulationBasedTraining.of(MEMBERS, INTERVAL, EPOCHS)
            : PopulationBasedBandits.of(MEMBERS, INTERVAL, EPOCHS);
    try (Tuner tuner = tuner(population, false)) {
      tuner.search(TRAIN, VALIDATION, Fit.epochs(EPOCHS));

      List<FrozenTrial> trials = tuner.study().trials();
      assertThat(trained.get()).isEqualTo(MEMBERS * EPOCHS);
      assertThat(trials).filteredOn(t -> t.state() == TrialState.COMPLETE).hasSize(MEMBERS);
      assertThat(trials).noneMatch(trial -> trial.state() == TrialState.FAIL);
      assertThat(trials).allMatch(t -> !t.systemAttributes().containsKey(FrozenTrial.RESTARTED));
      assertThat(copies(tuner)).hasSize(EPOCHS / INTERVAL - 1);
      for (FrozenTrial copy : copies(tuner)) {
        int parent =
            Integer.parseInt(String.valueOf(copy.systemAttributes().get(FrozenTrial.COPY_OF)));
        int born = copy.intermediateValues().firstKey() - 1;
        assertThat(before.get(seed(tuner, copy) + ":" + born))
            .isEqualTo(after.get(seed(tuner, trials.get(parent)) + ":" + born));
        assertThat(tuner.executions(copy).get(0).epochs())
            .hasSameSizeAs(copy.intermediateValues().keySet());
      }
      assertThat(folder.resolve(name).resolve("checkpoints").resolve(name)).isEmptyDirectory();
    }
  }

  private static long seed(Tuner tuner, FrozenTrial trial) {
    return tuner.executions(trial).get(0).seed();
  }

  @Test
  void copiesWhoseNetworkHasOtherLayersBeginAgainAndSaySo() {
    try (Tuner tuner = tuner(PopulationBasedTraining.of(MEMBERS, INTERVAL, EPOCHS), true)) {
      tuner.search(TRAIN, VALIDATION, Fit.epochs(EPOCHS));
      assertThat(tuner.study().trials()).noneMatch(trial -> trial.state() == TrialState.FAIL);
      assertThat(copies(tuner))
          .hasSize(EPOCHS / INTERVAL - 1)
          .anySatisfy(
              copy ->
                  assertThat(String.valueOf(copy.systemAttributes().get(FrozenTrial.RESTARTED)))
                      .contains("its parent's network has other layers"));
    }
  }
}
