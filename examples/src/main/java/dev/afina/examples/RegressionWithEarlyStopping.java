package dev.afina.examples;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.normalization;

import dev.afina.data.Dataset;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.History;
import dev.afina.neural.Model;
import dev.afina.neural.Sequential;
import dev.afina.neural.callback.EarlyStopping;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;

/** The price of a house by a network that is trained until it gets no better. */
public final class RegressionWithEarlyStopping {

  private RegressionWithEarlyStopping() {}

  /**
   * What came out.
   *
   * @param history of the training
   * @param kept the loss on the validation data of the weights that were kept
   * @param r2 the share of the variance of unseen prices that is explained
   */
  public record Outcome(History history, double kept, double r2) {}

  /** So many hidden layers of so many units each. */
  static Blueprint network(Dataset train, int hidden, int units, double learningRate) {
    Sequential network = Sequential.input(Houses.FEATURES).add(normalization(train));
    for (int i = 0; i < hidden; i++) {
      network.add(dense(units).activation(RELU));
    }
    return network
        .add(dense(1))
        .compile(Adam.withLearningRate(learningRate), Loss.MEAN_SQUARED_ERROR, Metrics.R2);
  }

  /** Trains on made-up houses. */
  public static Outcome run() {
    Dataset train = Houses.made(1000, 1);
    Dataset validation = Houses.made(300, 2);
    Dataset test = Houses.made(300, 3);
    try (Model model = network(train, 1, 30, 3e-3).build(42)) {
      History history =
          model.fit(
              train,
              Fit.epochs(300)
                  .validation(validation)
                  .callbacks(EarlyStopping.patience(10).restoreBest()));
      System.out.println(history.stopReason());
      return new Outcome(
          history, model.evaluate(validation).loss(), model.evaluate(test).get("r2"));
    }
  }

  /** Runs the example. */
  public static void main(String[] args) {
    System.out.printf("R² on unseen houses: %.4f%n", run().r2());
  }
}
