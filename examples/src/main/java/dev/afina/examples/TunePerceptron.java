package dev.afina.examples;

import static dev.afina.core.space.Scale.LOG;
import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.flatten;

import dev.afina.core.space.HyperParameters;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.Sequential;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import dev.afina.neural.optimizer.Optimizer;
import dev.afina.neural.optimizer.Sgd;
import dev.afina.neural.tune.BayesianOptimization;
import dev.afina.neural.tune.HyperModel;
import dev.afina.neural.tune.RandomSearch;
import dev.afina.neural.tune.Tuner;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tunes a perceptron for images: the number of layers, their width, the optimizer; coarsely at
 * random first, then finely around the best.
 */
public final class TunePerceptron {

  private TunePerceptron() {}

  /** Branches and loops make a conditional space by themselves. */
  static Blueprint build(HyperParameters hp) {
    int hidden = hp.withDefault(2).suggestInt("n_hidden", 0, 4);
    int neurons = hp.suggestInt("n_neurons", 16, 64, 16);
    double rate = hp.withDefault(3e-3).suggestDouble("learning_rate", 1e-4, 1e-1, LOG);
    String name = hp.withDefault("adam").suggestCategorical("optimizer", "sgd", "adam");
    Optimizer optimizer =
        name.equals("sgd")
            ? Sgd.withLearningRate(rate).momentum(hp.suggestDouble("momentum", 0, 0.95))
            : Adam.withLearningRate(rate);
    Sequential network = Sequential.input(Digits.SIDE, Digits.SIDE).add(flatten());
    for (int i = 0; i < hidden; i++) {
      network.add(dense(neurons).activation(RELU));
    }
    return network
        .add(dense(10))
        .compile(optimizer, Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metrics.ACCURACY);
  }

  /**
   * What came out.
   *
   * @param coarse the best trial of the coarse search
   * @param fine the best trial of the fine one
   * @param first what the fine search began with
   */
  public record Outcome(
      FrozenTrial coarse, FrozenTrial fine, Map<String, @Nullable Object> first) {}

  /**
   * Searches twice.
   *
   * @param csv the table of digits
   */
  public static Outcome run(Path csv, Path folder) {
    Digits digits = Digits.read(csv);
    Fit fit = Fit.epochs(6);
    HyperModel narrowed;
    FrozenTrial best;
    try (Tuner coarse =
        RandomSearch.of(TunePerceptron::build)
            .objective("val_accuracy")
            .maxTrials(5)
            .seed(42)
            .directory(folder)
            .project("coarse")
            .build()) {
      coarse.search(digits.train(), digits.validation(), fit);
      best = coarse.bestTrial().orElseThrow();
      narrowed = coarse.zoom(2);
    }
    try (Tuner fine =
        BayesianOptimization.of(narrowed)
            .objective("val_accuracy")
            .maxTrials(4)
            .seed(42)
            .directory(folder)
            .project("fine")
            .build()) {
      fine.search(digits.train(), digits.validation(), fit);
      return new Outcome(
          best, fine.bestTrial().orElseThrow(), fine.study().trials().get(0).params().toMap());
    }
  }

  /** Runs in the current folder, which is to be that of the checkout. */
  public static void main(String[] args) {
    Outcome outcome = run(Path.of("samples", "digits.csv"), Path.of("target"));
    System.out.println("coarse " + outcome.coarse().values() + " " + outcome.coarse().params());
    System.out.println("fine   " + outcome.fine().values() + " " + outcome.fine().params());
  }
}
