package dev.afina.examples;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.dense;

import dev.afina.data.Dataset;
import dev.afina.data.Split;
import dev.afina.data.table.CsvReader;
import dev.afina.data.table.TableProblem;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.LearningRateCurve;
import dev.afina.neural.LearningRateRange;
import dev.afina.neural.Model;
import dev.afina.neural.Sequential;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Schedule;
import dev.afina.neural.optimizer.Sgd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A learning rate by the range test, and a training that goes up to it and down again. */
public final class FindALearningRate {

  private FindALearningRate() {}

  /**
   * What came out.
   *
   * @param limit where training began to diverge
   * @param suggestion a rate to train at
   * @param accuracy on rows that the network never saw
   */
  public record Outcome(double limit, double suggestion, double accuracy) {}

  /**
   * Tests rates, draws the curve and trains.
   *
   * @param csv the table, with the column {@code digit}
   * @param picture takes the curve
   */
  public static Outcome run(Path csv, Path picture) throws IOException {
    TableProblem problem = TableProblem.analyze(CsvReader.read(csv), "digit");
    Split split = problem.split(1, 0.2, 0.2);
    var fitted = problem.fit(split.train());
    Dataset train = fitted.transform(problem.raw(), split.train());
    Dataset test = fitted.transform(problem.raw(), split.test());

    Blueprint blueprint =
        Sequential.input(fitted.width())
            .add(dense(64).activation(RELU))
            .add(dense(problem.classes().size()))
            .compile(
                Sgd.withLearningRate(0.01).momentum(0.9),
                Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
                Metrics.ACCURACY);

    LearningRateCurve curve = LearningRateRange.standard().batchSize(64).run(blueprint, train, 1);
    Files.writeString(picture, curve.svg());
    double limit = curve.limit().orElseThrow();
    double rate = curve.suggestion().orElseThrow();
    System.out.printf("diverges from %.3g on, suggested: %.3g%n", limit, rate);

    int epochs = 20;
    int steps = epochs * ((train.size() + 63) / 64);
    try (Model model = blueprint.build(1)) {
      model.fit(
          train,
          Fit.epochs(epochs)
              .batchSize(64)
              .learningRate(Schedule.cosine(rate, 0, steps - 100).afterWarmUp(100)));
      return new Outcome(limit, rate, model.evaluate(test).get("accuracy"));
    }
  }

  /** Runs in the current folder, which is to be that of the checkout. */
  public static void main(String[] args) throws IOException {
    Outcome outcome = run(Path.of("samples", "digits.csv"), Path.of("learning-rate.svg"));
    System.out.printf("accuracy on unseen rows: %.4f%n", outcome.accuracy());
  }
}
