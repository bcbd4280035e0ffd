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
import dev.afina.neural.optimizer.Adam;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Hidden layers that grow narrower, that stay as they are, and that grow wider. */
public final class PyramidOrRectangle {

  private PyramidOrRectangle() {}

  /**
   * A shape and what it is good for.
   *
   * @param widths units of the hidden layers
   * @param weights how many the network has
   * @param accuracy on unseen digits
   */
  public record Result(List<Integer> widths, long weights, double accuracy) {}

  /**
   * Trains each shape.
   *
   * @param csv the digits
   */
  public static List<Result> run(Path csv) {
    Digits digits = Digits.read(csv);
    List<Result> results = new ArrayList<>();
    for (List<Integer> widths :
        List.of(List.of(90, 60, 30), List.of(60, 60, 60), List.of(30, 60, 90))) {
      Sequential network = Sequential.input(Digits.SIDE, Digits.SIDE).add(flatten());
      for (int width : widths) {
        network.add(dense(width).activation(RELU));
      }
      Blueprint blueprint =
          network
              .add(dense(10))
              .compile(
                  Adam.withLearningRate(2e-3),
                  Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
                  Metrics.ACCURACY);
      try (Model model = blueprint.build(1)) {
        model.fit(digits.train(), Fit.epochs(15));
        results.add(
            new Result(
                widths,
                blueprint.architecture().weightCount(true),
                model.evaluate(digits.test()).get("accuracy")));
      }
    }
    return results;
  }

  /** Runs in the current folder, which is to be that of the checkout. */
  public static void main(String[] args) {
    run(Path.of("samples", "digits.csv")).forEach(System.out::println);
  }
}
