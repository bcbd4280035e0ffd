package dev.afina.examples;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.flatten;

import dev.afina.data.Dataset;
import dev.afina.data.KFold;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.Model;
import dev.afina.neural.Sequential;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/** Two networks on five folds: is one better, or was it the choice of the images? */
public final class RepeatAnExperiment {

  private static final int FOLDS = 5;

  /** The 97.5 % point of Student's distribution with four degrees of freedom. */
  private static final double STUDENT = 2.776;

  private RepeatAnExperiment() {}

  /**
   * A mean of five numbers with its 95 % confidence interval.
   *
   * @param mean of the numbers
   * @param margin half the interval's width
   */
  public record Estimate(double mean, double margin) {

    static Estimate of(double... values) {
      double mean = Arrays.stream(values).average().orElseThrow();
      double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
      double error = Math.sqrt(squares / (values.length - 1) / values.length);
      return new Estimate(mean, STUDENT * error);
    }
  }

  /**
   * What came out.
   *
   * @param hidden accuracy with a hidden layer
   * @param linear accuracy without one
   * @param difference of both on the same fold; significant where the interval excludes 0
   */
  public record Outcome(Estimate hidden, Estimate linear, Estimate difference) {}

  private static Blueprint compiled(Sequential network) {
    return network
        .add(dense(10))
        .compile(
            Adam.withLearningRate(3e-3), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metrics.ACCURACY);
  }

  private static double[] accuracies(Blueprint blueprint, Dataset data, List<KFold.Fold> folds) {
    double[] accuracies = new double[folds.size()];
    for (int i = 0; i < accuracies.length; i++) {
      try (Model model = blueprint.build(i)) {
        model.fit(data.select(folds.get(i).train()), Fit.epochs(15));
        accuracies[i] = model.evaluate(data.select(folds.get(i).validation())).get("accuracy");
      }
    }
    return accuracies;
  }

  /**
   * Trains each network five times.
   *
   * @param csv the digits
   */
  public static Outcome run(Path csv) {
    Dataset data = Digits.read(csv).train();
    int[] classes = IntStream.range(0, data.size()).map(row -> (int) data.targets()[row]).toArray();
    List<KFold.Fold> folds =
        KFold.of(FOLDS)
            .shuffled()
            .stratified()
            .split(classes, RandomGeneratorFactory.of("L64X128MixRandom").create(7));
    Sequential flat = Sequential.input(Digits.SIDE, Digits.SIDE).add(flatten());
    double[] linear = accuracies(compiled(flat), data, folds);
    Sequential deeper =
        Sequential.input(Digits.SIDE, Digits.SIDE).add(flatten()).add(dense(64).activation(RELU));
    double[] hidden = accuracies(compiled(deeper), data, folds);
    double[] differences =
        IntStream.range(0, FOLDS).mapToDouble(i -> hidden[i] - linear[i]).toArray();
    return new Outcome(Estimate.of(hidden), Estimate.of(linear), Estimate.of(differences));
  }

  /** Runs in the current folder, which is to be that of the checkout. */
  public static void main(String[] args) {
    System.out.println(run(Path.of("samples", "digits.csv")));
  }
}
