package dev.afina.examples;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.conv2d;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.flatten;
import static dev.afina.neural.layer.Layers.maxPooling2d;
import static dev.afina.neural.layer.Layers.reshape;
import static dev.afina.neural.layer.Padding.SAME;

import dev.afina.data.Dataset;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.Model;
import dev.afina.neural.Sequential;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import dev.afina.neural.optimizer.Optimizer;
import dev.afina.neural.weights.Weights;
import java.nio.file.Path;

/** A network that knows the digits 0 to 7 learns to tell 8 from 9 by twenty images. */
public final class TransferLearning {

  private static final int IMAGES = 20;

  private TransferLearning() {}

  /**
   * What came out: shares of unseen images of 8 and 9 that are read rightly.
   *
   * @param scratch without what was known of 0 to 7
   * @param head with a new head on frozen layers
   * @param tuned with all layers trained a little more
   * @param untouched whether the frozen layers, and the first network, kept every bit
   */
  public record Outcome(double scratch, double head, double tuned, boolean untouched) {}

  private static Blueprint compiled(Sequential network, Optimizer optimizer) {
    return network.compile(optimizer, Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metrics.ACCURACY);
  }

  private static Sequential network(int classes) {
    return Sequential.input(Digits.SIDE, Digits.SIDE)
        .add(reshape(Digits.SIDE, Digits.SIDE, 1))
        .add(conv2d(16, 3).padding(SAME).activation(RELU))
        .add(maxPooling2d(2))
        .add(conv2d(32, 3).padding(SAME).activation(RELU))
        .add(maxPooling2d(2))
        .add(flatten())
        .add(dense(classes));
  }

  /**
   * Trains on 0 to 7, saves, loads, and goes on with 8 and 9.
   *
   * @param csv the digits
   * @param folder takes the first network
   */
  public static Outcome run(Path csv, Path folder) {
    Digits known = Digits.read(csv).between(0, 7);
    Digits wanted = Digits.read(csv).between(8, 9);
    Dataset few = Digits.first(wanted.train(), IMAGES);
    try (Model model = compiled(network(8), Adam.withLearningRate(3e-3)).build(1)) {
      model.fit(known.train(), Fit.epochs(10));
      model.save(folder);
    }

    try (Model trained = Model.load(folder)) {
      Weights before = trained.weights();
      Sequential reused = Sequential.of(trained).upTo("flatten").freeze().add(dense(2));
      try (Model model = compiled(reused, Adam.withLearningRate(1e-2)).build(2)) {
        model.fit(few, Fit.epochs(40));
        double head = model.evaluate(wanted.test()).get("accuracy");
        boolean frozen =
            model.weights().get("conv2d_1.weight").equals(before.get("conv2d_1.weight"));

        Sequential whole = Sequential.of(model).unfreeze();
        try (Model tuned = compiled(whole, Adam.withLearningRate(1e-3)).build(2)) {
          tuned.fit(few, Fit.epochs(20));
          return new Outcome(
              scratch(few, wanted.test()),
              head,
              tuned.evaluate(wanted.test()).get("accuracy"),
              frozen && trained.weights().equals(before));
        }
      }
    }
  }

  private static double scratch(Dataset few, Dataset test) {
    try (Model model = compiled(network(2), Adam.withLearningRate(3e-3)).build(2)) {
      model.fit(few, Fit.epochs(60));
      return model.evaluate(test).get("accuracy");
    }
  }

  /** Runs in the current folder, which is to be that of the checkout. */
  public static void main(String[] args) {
    System.out.println(run(Path.of("samples", "digits.csv"), Path.of("target", "known")));
  }
}
