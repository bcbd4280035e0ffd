package dev.afina.examples;

import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.flatten;

import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.Model;
import dev.afina.neural.Sequential;
import dev.afina.neural.callback.DeadUnitMonitor;
import dev.afina.neural.layer.Activation;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import dev.afina.neural.optimizer.Optimizer;
import dev.afina.neural.optimizer.Sgd;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Activations side by side, and rectifiers that die of steps too long. */
public final class CompareActivations {

  private static final List<Activation> ACTIVATIONS =
      List.of(
          Activation.SIGMOID,
          Activation.TANH,
          Activation.RELU,
          Activation.leakyRelu(0.2),
          Activation.elu(1),
          Activation.SELU,
          Activation.GELU,
          Activation.SWISH);

  private CompareActivations() {}

  /**
   * What came out.
   *
   * @param accuracies on unseen digits, by activation
   * @param dead share of the first layer's rectifiers that give 0 for every image, after steps of a
   *     sound length
   * @param deadAfterLongSteps the same after steps too long
   */
  public record Outcome(Map<String, Double> accuracies, double dead, double deadAfterLongSteps) {}

  private static Blueprint network(Activation activation, Optimizer optimizer) {
    return Sequential.input(Digits.SIDE, Digits.SIDE)
        .add(flatten())
        .add(dense(64).activation(activation))
        .add(dense(64).activation(activation))
        .add(dense(10))
        .compile(optimizer, Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metrics.ACCURACY);
  }

  private static double dead(Digits digits, double learningRate) {
    Blueprint blueprint = network(Activation.RELU, Sgd.withLearningRate(learningRate));
    try (Model model = blueprint.build(1)) {
      return model
          .fit(digits.train(), Fit.epochs(3).callbacks(new DeadUnitMonitor()))
          .last("dead_units/dense");
    }
  }

  /**
   * Trains a network with each.
   *
   * @param csv the digits
   */
  public static Outcome run(Path csv) {
    Digits digits = Digits.read(csv);
    Map<String, Double> accuracies = new LinkedHashMap<>();
    for (Activation activation : ACTIVATIONS) {
      try (Model model = network(activation, Adam.withLearningRate(2e-3)).build(1)) {
        model.fit(digits.train(), Fit.epochs(12));
        accuracies.put(activation.toString(), model.evaluate(digits.test()).get("accuracy"));
      }
    }
    return new Outcome(accuracies, dead(digits, 0.1), dead(digits, 2));
  }

  /** Runs in the current folder, which is to be that of the checkout. */
  public static void main(String[] args) {
    System.out.println(run(Path.of("samples", "digits.csv")));
  }
}
