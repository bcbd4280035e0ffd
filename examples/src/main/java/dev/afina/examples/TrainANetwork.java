package dev.afina.examples;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.batchNormalization;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.dropout;

import dev.afina.data.Dataset;
import dev.afina.data.Split;
import dev.afina.data.table.CsvReader;
import dev.afina.data.table.TablePreprocessor;
import dev.afina.data.table.TableProblem;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.History;
import dev.afina.neural.Model;
import dev.afina.neural.Sequential;
import dev.afina.neural.callback.EarlyStopping;
import dev.afina.neural.callback.ReduceOnPlateau;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import java.nio.file.Path;

/** A network without any tuning: read a table, train, save, load, predict. */
public final class TrainANetwork {

  private TrainANetwork() {}

  /**
   * Trains a network and returns the share of unseen rows that the loaded one gets right.
   *
   * @param csv the table, with the column {@code digit}
   * @param folder takes the model
   */
  public static double run(Path csv, Path folder) {
    TableProblem problem = TableProblem.analyze(CsvReader.read(csv), "digit");
    problem.summary().forEach(System.out::println);
    Split split = problem.split(1, 0.2, 0.2);
    TablePreprocessor fitted = problem.fit(split.train());
    Dataset train = fitted.transform(problem.raw(), split.train());
    Dataset validation = fitted.transform(problem.raw(), split.validation());
    Dataset test = fitted.transform(problem.raw(), split.test());

    Blueprint blueprint =
        Sequential.input(fitted.width())
            .add(dense(64).withoutBias())
            .add(batchNormalization())
            .add(dropout(0.1))
            .add(dense(64).activation(RELU))
            .add(dense(problem.classes().size()))
            .compile(
                Adam.withLearningRate(3e-3).weightDecay(1e-4),
                Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
                Metrics.ACCURACY);
    System.out.println(blueprint.summary());

    try (Model model = blueprint.build(1)) {
      History history =
          model.fit(
              train,
              Fit.epochs(30)
                  .batchSize(64)
                  .validation(validation)
                  .callbacks(
                      EarlyStopping.patience(8).monitor("val_accuracy").restoreBest(),
                      ReduceOnPlateau.patience(4).factor(0.3)));
      System.out.printf("%d epochs%n", history.epochs().size());
      model.save(folder);
    }

    try (Model model = Model.load(folder)) {
      int[] predicted = model.predictClasses(test);
      int right = 0;
      for (int i = 0; i < predicted.length; i++) {
        right += predicted[i] == (int) test.targets()[i] ? 1 : 0;
      }
      return (double) right / predicted.length;
    }
  }

  /** Runs in the current folder, which is to be that of the checkout. */
  public static void main(String[] args) {
    double accuracy = run(Path.of("samples", "digits.csv"), Path.of("target", "network"));
    System.out.printf("accuracy on unseen rows: %.4f%n", accuracy);
  }
}
