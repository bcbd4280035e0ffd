package dev.afina.examples;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.flatten;

import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.History;
import dev.afina.neural.Model;
import dev.afina.neural.Sequential;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.optimizer.Adam;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Begins with a small network and adds to it until unseen images are read no better. */
public final class GrowUntilItOverfits {

  private GrowUntilItOverfits() {}

  /**
   * A network that was tried.
   *
   * @param layers hidden ones
   * @param units of each
   * @param best loss on the validation data in the best epoch
   * @param last the same in the last epoch; far above the best where the network overfits
   * @param train loss on the training data in the last epoch
   */
  public record Step(int layers, int units, double best, double last, double train) {}

  private static Step tried(Digits digits, int layers, int units) {
    Sequential network = Sequential.input(Digits.SIDE, Digits.SIDE).add(flatten());
    for (int i = 0; i < layers; i++) {
      network.add(dense(units).activation(RELU));
    }
    Blueprint blueprint =
        network
            .add(dense(10))
            .compile(Adam.withLearningRate(5e-3), Loss.SPARSE_CATEGORICAL_CROSSENTROPY);
    try (Model model = blueprint.build(1)) {
      History history =
          model.fit(
              Digits.first(digits.train(), 400), Fit.epochs(40).validation(digits.validation()));
      double best = Arrays.stream(history.values("val_loss")).min().orElseThrow();
      return new Step(layers, units, best, history.last("val_loss"), history.last("loss"));
    }
  }

  /**
   * The networks in the order tried; the last but one is the one to take.
   *
   * @param csv the digits
   */
  public static List<Step> run(Path csv) {
    Digits digits = Digits.read(csv);
    List<Step> steps = new ArrayList<>();
    int layers = 1;
    int units = 4;
    Step last;
    do {
      last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
      steps.add(tried(digits, layers, units));
      units *= 2;
      layers += units % 16 == 0 ? 1 : 0;
    } while (last == null || steps.get(steps.size() - 1).best() < last.best());
    return steps;
  }

  /** Runs in the current folder, which is to be that of the checkout. */
  public static void main(String[] args) {
    run(Path.of("samples", "digits.csv")).forEach(System.out::println);
  }
}
