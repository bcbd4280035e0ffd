package dev.afina.examples;

import static dev.afina.neural.layer.Activation.ELU;
import static dev.afina.neural.layer.Layers.activation;
import static dev.afina.neural.layer.Layers.batchNormalization;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.flatten;

import dev.afina.neural.Fit;
import dev.afina.neural.Model;
import dev.afina.neural.Sequential;
import dev.afina.neural.layer.Dense;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Sgd;
import java.nio.file.Path;

/** Batch normalization behind the activation, in front of it, and not at all. */
public final class NormalizeBeforeOrAfter {

  private static final int[] WIDTHS = {100, 50};

  private NormalizeBeforeOrAfter() {}

  /**
   * Accuracies on unseen digits after a few epochs.
   *
   * @param without normalization
   * @param after each activation
   * @param before each activation
   */
  public record Outcome(double without, double after, double before) {}

  private static Sequential without() {
    Sequential network = Sequential.input(Digits.SIDE, Digits.SIDE).add(flatten());
    for (int width : WIDTHS) {
      network.add(dense(width).activation(ELU));
    }
    return network;
  }

  private static Sequential after() {
    Sequential network =
        Sequential.input(Digits.SIDE, Digits.SIDE).add(flatten()).add(batchNormalization());
    for (int width : WIDTHS) {
      network.add(dense(width).activation(ELU)).add(batchNormalization());
    }
    return network;
  }

  private static Sequential before() {
    Sequential network =
        Sequential.input(Digits.SIDE, Digits.SIDE).add(flatten()).add(batchNormalization());
    for (int width : WIDTHS) {
      // Normalization shifts by itself, so the sums need no bias; they start as the activation
      // asks.
      Dense sums = dense(width).withoutBias().kernelInitializer(ELU.defaultInitializer());
      network.add(sums).add(batchNormalization()).add(activation(ELU));
    }
    return network;
  }

  private static double accuracy(Sequential network, Digits digits) {
    var blueprint =
        network
            .add(dense(10))
            .compile(
                Sgd.withLearningRate(0.02).momentum(0.9),
                Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
                Metrics.ACCURACY);
    try (Model model = blueprint.build(1)) {
      model.fit(digits.train(), Fit.epochs(4));
      return model.evaluate(digits.test()).get("accuracy");
    }
  }

  /**
   * Trains the three.
   *
   * @param csv the digits
   */
  public static Outcome run(Path csv) {
    Digits digits = Digits.read(csv);
    return new Outcome(
        accuracy(without(), digits), accuracy(after(), digits), accuracy(before(), digits));
  }

  /** Runs in the current folder, which is to be that of the checkout. */
  public static void main(String[] args) {
    System.out.println(run(Path.of("samples", "digits.csv")));
  }
}
