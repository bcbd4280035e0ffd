package dev.afina.examples;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.normalization;
import static dev.afina.neural.layer.Layers.slice;

import dev.afina.data.Dataset;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.Model;
import dev.afina.neural.Node;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import java.nio.file.Path;

/** Some features go straight to the output, others through hidden layers first. */
public final class WideAndDeep {

  private WideAndDeep() {}

  /**
   * What came out.
   *
   * @param r2 the share of the variance of unseen prices that is explained
   * @param summary the network's layers and what they are connected to
   */
  public record Outcome(double r2, String summary) {}

  private static Blueprint network(Dataset train) {
    Node input = Node.input(Houses.FEATURES).then(normalization(train));
    Node wide = input.then(slice(0, 5));
    Node deep =
        input.then(slice(2, 8)).then(dense(30).activation(RELU)).then(dense(30).activation(RELU));
    return Node.concatenate(wide, deep)
        .then(dense(1))
        .compile(Adam.withLearningRate(3e-3), Loss.MEAN_SQUARED_ERROR, Metrics.R2);
  }

  /**
   * Trains on made-up houses.
   *
   * @param folder takes the model
   */
  public static Outcome run(Path folder) {
    Dataset train = Houses.made(1000, 1);
    try (Model model = network(train).build(1)) {
      model.fit(train, Fit.epochs(40));
      model.save(folder);
    }
    try (Model loaded = Model.load(folder)) {
      return new Outcome(loaded.evaluate(Houses.made(300, 3)).get("r2"), loaded.summary());
    }
  }

  /** Runs in the current folder, which is to be that of the checkout. */
  public static void main(String[] args) {
    Outcome outcome = run(Path.of("target", "wide-and-deep"));
    System.out.print(outcome.summary());
    System.out.printf("R² on unseen houses: %.4f%n", outcome.r2());
  }
}
