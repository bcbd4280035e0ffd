package dev.afina.examples;

import static dev.afina.core.space.Scale.LOG;
import static dev.afina.neural.layer.Layers.conv2d;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.flatten;
import static dev.afina.neural.layer.Layers.reshape;

import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.neural.Fit;
import dev.afina.neural.Model;
import dev.afina.neural.Sequential;
import dev.afina.neural.layer.Activation;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Rmsprop;
import java.nio.file.Path;

/** A convolutional network in the objective of a study, without hypermodel and tuner. */
public final class ConvolutionStudy {

  private ConvolutionStudy() {}

  private static double accuracy(Trial trial, Digits digits) {
    int filters = trial.suggestCategorical("filters", 8, 16);
    int kernel = trial.suggestCategorical("kernel_size", 3, 5);
    int strides = trial.suggestCategorical("strides", 1, 2);
    String name = trial.suggestCategorical("activation", "relu", "linear");
    double rate = trial.suggestDouble("lr", 1e-5, 1e-1, LOG);
    Activation activation = name.equals("relu") ? Activation.RELU : Activation.LINEAR;
    Sequential network =
        Sequential.input(Digits.SIDE, Digits.SIDE)
            .add(reshape(Digits.SIDE, Digits.SIDE, 1))
            .add(conv2d(filters, kernel).strides(strides).activation(activation))
            .add(flatten())
            .add(dense(10));
    try (Model model =
        network
            .compile(
                Rmsprop.withLearningRate(rate),
                Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
                Metrics.ACCURACY)
            .build(trial.seed())) {
      model.fit(digits.train(), Fit.epochs(3).batchSize(64));
      return model.evaluate(digits.validation()).get("accuracy");
    }
  }

  /**
   * The best of ten trials.
   *
   * @param csv the table of digits
   */
  public static FrozenTrial run(Path csv) {
    Digits digits = Digits.read(csv);
    Study study = Study.create().maximize("accuracy").seed(0).create();
    study.optimize(trial -> accuracy(trial, digits), Budget.trials(10));
    return study.bestTrial().orElseThrow();
  }

  /** Runs in the current folder, which is to be that of the checkout. */
  public static void main(String[] args) {
    FrozenTrial best = run(Path.of("samples", "digits.csv"));
    System.out.println("trial " + best.number() + ": " + best.values() + " with " + best.params());
  }
}
