package dev.afina.examples;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.flatten;

import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.Model;
import dev.afina.neural.Sequential;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Sgd;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Descent by single images, by small batches and by all images at once. */
public final class BatchSizes {

  private static final int EPOCHS = 6;

  private BatchSizes() {}

  /**
   * How a network ended.
   *
   * @param steps how often its weights were changed
   * @param accuracy on unseen digits
   */
  public record Result(long steps, double accuracy) {}

  /**
   * Trains for the same number of epochs with each way to use batches.
   *
   * @param csv the digits
   */
  public static Map<String, Result> run(Path csv) {
    Digits digits = Digits.read(csv);
    Map<String, Fit> fits = new LinkedHashMap<>();
    fits.put("stochastic", Fit.epochs(EPOCHS).batchSize(1));
    fits.put("mini", Fit.epochs(EPOCHS).batchSize(32));
    fits.put("mini, in order", Fit.epochs(EPOCHS).batchSize(32).withoutShuffling());
    fits.put("full", Fit.epochs(EPOCHS).batchSize(digits.train().size()));

    Blueprint blueprint =
        Sequential.input(Digits.SIDE, Digits.SIDE)
            .add(flatten())
            .add(dense(32).activation(RELU))
            .add(dense(10))
            .compile(
                Sgd.withLearningRate(0.05), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metrics.ACCURACY);
    Map<String, Result> results = new LinkedHashMap<>();
    fits.forEach(
        (name, fit) -> {
          try (Model model = blueprint.build(1)) {
            model.fit(digits.train(), fit);
            results.put(
                name,
                new Result(
                    model.trainingState().step(), model.evaluate(digits.test()).get("accuracy")));
          }
        });
    return results;
  }

  /** Runs in the current folder, which is to be that of the checkout. */
  public static void main(String[] args) {
    run(Path.of("samples", "digits.csv"))
        .forEach((name, result) -> System.out.printf("%-16s %s%n", name, result));
  }
}
