package dev.afina.examples;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Activation.SELU;
import static dev.afina.neural.layer.Activation.SIGMOID;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.flatten;

import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.History;
import dev.afina.neural.Model;
import dev.afina.neural.Sequential;
import dev.afina.neural.callback.GradientMonitor;
import dev.afina.neural.layer.Activation;
import dev.afina.neural.layer.Initializer;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.optimizer.Sgd;
import dev.afina.neural.weights.WeightArray;
import dev.afina.neural.weights.Weights;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** How much of the gradient reaches the first of ten layers, by activation and start. */
public final class VanishingGradients {

  private static final int LAYERS = 10;

  private VanishingGradients() {}

  private static Blueprint network(Activation activation, Initializer initializer) {
    Sequential network = Sequential.input(Digits.SIDE, Digits.SIDE).add(flatten());
    for (int i = 0; i < LAYERS; i++) {
      network.add(dense(32).activation(activation).kernelInitializer(initializer));
    }
    return network
        .add(dense(10))
        .compile(Sgd.withLearningRate(1e-4), Loss.SPARSE_CATEGORICAL_CROSSENTROPY);
  }

  /** Norm of the first layer's gradient over that of the last hidden one's. */
  private static double reach(Model model, Digits digits) {
    History history =
        model.fit(digits.train(), Fit.epochs(1).callbacks(GradientMonitor.everyBatch()));
    return history.last("gradient_norm/dense.weight")
        / history.last("gradient_norm/dense_%d.weight".formatted(LAYERS - 1));
  }

  /** Every weight from a normal distribution of deviation 1, as it was once done. */
  private static Weights wild(Weights weights) {
    SplittableRandom random = new SplittableRandom(1);
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    weights
        .arrays()
        .forEach(
            (name, array) -> {
              float[] values = new float[array.values().length];
              for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
              }
              arrays.put(name, new WeightArray(array.shape(), values));
            });
    return new Weights(arrays);
  }

  /**
   * What reaches the first layer, 1 for all.
   *
   * @param csv the digits
   */
  public static Map<String, Double> run(Path csv) {
    Digits digits = Digits.read(csv);
    Map<String, Double> reached = new LinkedHashMap<>();
    try (Model model = network(SIGMOID, Initializer.ZEROS).build(1)) {
      model.restore(wild(model.weights()));
      reached.put("sigmoid, deviation 1", reach(model, digits));
    }
    Map<String, Blueprint> blueprints = new LinkedHashMap<>();
    blueprints.put("sigmoid, Glorot", network(SIGMOID, Initializer.GLOROT_NORMAL));
    blueprints.put("relu, deviation 0.05", network(RELU, Initializer.RANDOM_NORMAL));
    blueprints.put("relu, He", network(RELU, Initializer.HE_NORMAL));
    blueprints.put("selu, LeCun", network(SELU, Initializer.LECUN_NORMAL));
    blueprints.forEach(
        (name, blueprint) -> {
          try (Model model = blueprint.build(1)) {
            reached.put(name, reach(model, digits));
          }
        });
    return reached;
  }

  /** Runs in the current folder, which is to be that of the checkout. */
  public static void main(String[] args) {
    run(Path.of("samples", "digits.csv"))
        .forEach((name, share) -> System.out.printf("%-22s %.2e%n", name, share));
  }
}
