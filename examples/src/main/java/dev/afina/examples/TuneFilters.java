package dev.afina.examples;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.conv2d;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.flatten;
import static dev.afina.neural.layer.Layers.reshape;

import dev.afina.core.space.HyperParameters;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.Model;
import dev.afina.neural.Sequential;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import dev.afina.neural.tune.Candidate;
import dev.afina.neural.tune.Ensemble;
import dev.afina.neural.tune.ModelRegistry;
import dev.afina.neural.tune.ModelVersion;
import dev.afina.neural.tune.RandomSearch;
import dev.afina.neural.tune.SelectionRule;
import dev.afina.neural.tune.TunedModel;
import dev.afina.neural.tune.Tuner;
import java.nio.file.Path;

/**
 * Tunes the filters and kernels of a convolutional network, chooses a small one among the best, and
 * registers it for whoever deploys it.
 */
public final class TuneFilters {

  private TuneFilters() {}

  static Blueprint build(HyperParameters hp) {
    int side = Digits.SIDE;
    Sequential network = Sequential.input(side, side).add(reshape(side, side, 1));
    network.add(
        conv2d(
                hp.suggestInt("conv_1_filter", 4, 16, 4),
                hp.suggestCategorical("conv_1_kernel", 3, 5))
            .activation(RELU));
    network.add(
        conv2d(
                hp.suggestInt("conv_2_filter", 4, 16, 4),
                hp.suggestCategorical("conv_2_kernel", 2, 3))
            .activation(RELU));
    return network
        .add(flatten())
        .add(dense(hp.suggestInt("dense_1_units", 16, 48, 16)).activation(RELU))
        .add(dense(10))
        .compile(
            Adam.withLearningRate(hp.suggestCategorical("learning_rate", 1e-2, 3e-3)),
            Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
            Metrics.ACCURACY);
  }

  /**
   * What came out.
   *
   * @param best accuracy of the best network on validation rows
   * @param chosen the one that the rule chose
   * @param rule in words
   * @param together accuracy of the best three together
   * @param registered what is in use
   * @param deployed its accuracy on rows that nothing has seen
   */
  public record Outcome(
      double best,
      Candidate chosen,
      String rule,
      double together,
      ModelVersion registered,
      double deployed) {}

  /**
   * Searches, chooses and registers.
   *
   * @param csv the table of digits
   */
  public static Outcome run(Path csv, Path folder) {
    Digits digits = Digits.read(csv);
    try (Tuner tuner =
        RandomSearch.of(TuneFilters::build)
            .objective("val_accuracy")
            .maxTrials(5)
            .seed(1)
            .directory(folder)
            .project("filters")
            .build()) {
      tuner.search(digits.train(), digits.validation(), Fit.epochs(5));

      SelectionRule rule = SelectionRule.score().within(0.02).then(SelectionRule.Criterion.WEIGHTS);
      Candidate chosen = rule.choose(tuner.candidates(5, digits.validation()));
      ModelRegistry registry = ModelRegistry.at(folder.resolve("registry"));
      ModelVersion version;
      try (TunedModel model = tuner.model(chosen.trial())) {
        version = registry.register("digits", model.model(), tuner.lineage(model));
      }
      version = registry.promote("digits", version.version(), ModelVersion.Stage.PRODUCTION);
      try (Model inUse = registry.load(version);
          Ensemble ensemble = tuner.ensemble(3)) {
        return new Outcome(
            tuner.bestTrial().orElseThrow().values().get(0),
            chosen,
            rule.toString(),
            ensemble.evaluate(digits.validation(), Metrics.ACCURACY),
            version,
            inUse.evaluate(digits.test()).get("accuracy"));
      }
    }
  }

  /** Runs in the current folder, which is to be that of the checkout. */
  public static void main(String[] args) {
    Outcome outcome = run(Path.of("samples", "digits.csv"), Path.of("target"));
    System.out.printf("best %.4f, three together %.4f%n", outcome.best(), outcome.together());
    System.out.printf(
        "%s: trial %d with %d weights%n",
        outcome.rule(), outcome.chosen().trial().number(), outcome.chosen().weights());
    System.out.printf("in use: %.4f on unseen rows%n", outcome.deployed());
  }
}
