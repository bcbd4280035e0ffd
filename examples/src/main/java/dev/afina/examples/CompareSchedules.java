package dev.afina.examples;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.flatten;

import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.Model;
import dev.afina.neural.Sequential;
import dev.afina.neural.callback.ReduceOnPlateau;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Schedule;
import dev.afina.neural.optimizer.Sgd;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A learning rate that stays too large, and all the ways to let it fall. */
public final class CompareSchedules {

  private static final int EPOCHS = 15;
  private static final double RATE = 1;

  private CompareSchedules() {}

  /**
   * The loss on unseen digits, by name of the schedule.
   *
   * @param csv the digits
   */
  public static Map<String, Double> run(Path csv) {
    Digits digits = Digits.read(csv);
    int steps = EPOCHS * ((digits.train().size() + 31) / 32);
    Fit fit = Fit.epochs(EPOCHS).validation(digits.validation());
    Map<String, Fit> fits = new LinkedHashMap<>();
    fits.put("constant", fit);
    fits.put("exponential", fit.learningRate(Schedule.exponential(RATE, 0.1, steps)));
    fits.put("step", fit.learningRatePerEpoch(Schedule.step(RATE, 0.3, 4)));
    fits.put("inverse time", fit.learningRate(Schedule.inverseTime(RATE, 9, steps)));
    fits.put("polynomial", fit.learningRate(Schedule.polynomial(RATE, 0, 1, steps)));
    fits.put("cosine", fit.learningRate(Schedule.cosine(RATE, 0, steps)));
    fits.put("restarts", fit.learningRate(Schedule.cosineRestarts(RATE, 0, steps / 3, 2)));
    fits.put("one cycle", fit.learningRate(Schedule.oneCycle(RATE, steps)));
    fits.put("warm-up", fit.learningRate(Schedule.cosine(RATE, 0, steps - 40).afterWarmUp(40)));
    fits.put("plateau", fit.callbacks(ReduceOnPlateau.patience(2).factor(0.3)));

    Blueprint blueprint =
        Sequential.input(Digits.SIDE, Digits.SIDE)
            .add(flatten())
            .add(dense(32).activation(RELU))
            .add(dense(10))
            .compile(
                Sgd.withLearningRate(RATE), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metrics.ACCURACY);
    Map<String, Double> losses = new LinkedHashMap<>();
    fits.forEach(
        (name, given) -> {
          try (Model model = blueprint.build(1)) {
            model.fit(digits.train(), given);
            losses.put(name, model.evaluate(digits.test()).loss());
          }
        });
    return losses;
  }

  /** Runs in the current folder, which is to be that of the checkout. */
  public static void main(String[] args) {
    run(Path.of("samples", "digits.csv"))
        .forEach((name, loss) -> System.out.printf("%-14s %.4f%n", name, loss));
  }
}
