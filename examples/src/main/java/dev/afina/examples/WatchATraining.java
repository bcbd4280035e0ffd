package dev.afina.examples;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.dense;

import dev.afina.data.Dataset;
import dev.afina.data.Split;
import dev.afina.data.table.CsvReader;
import dev.afina.data.table.TableProblem;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.History;
import dev.afina.neural.Model;
import dev.afina.neural.Sequential;
import dev.afina.neural.callback.Callback;
import dev.afina.neural.callback.CsvLogger;
import dev.afina.neural.callback.DeadUnitMonitor;
import dev.afina.neural.callback.EarlyStopping;
import dev.afina.neural.callback.GradientMonitor;
import dev.afina.neural.callback.ModelCheckpoint;
import dev.afina.neural.callback.ProgressBar;
import dev.afina.neural.callback.TensorBoard;
import dev.afina.neural.callback.TerminateOnNan;
import dev.afina.neural.callback.Training;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Average;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import java.nio.file.Path;
import java.util.Map;

/** Callbacks: stop early, roll back to the best epoch, log, and watch gradients and units. */
public final class WatchATraining {

  private WatchATraining() {}

  /**
   * What came out.
   *
   * @param history of the training
   * @param rolledBack the best epoch's loss on the validation data, by the model loaded back
   */
  public record Outcome(History history, double rolledBack) {}

  /** Logs how far apart the losses of training and validation data are. */
  private static final class GapMonitor implements Callback {
    @Override
    public void epochEnd(Training training, Map<String, Double> values) {
      double validation = values.getOrDefault("val_loss", Double.NaN);
      training.log("gap", validation - values.getOrDefault("loss", Double.NaN));
    }
  }

  /**
   * Trains with every kind of callback.
   *
   * @param csv the table, with the column {@code digit}
   * @param folder takes the logs and the best model
   */
  public static Outcome run(Path csv, Path folder) {
    TableProblem problem = TableProblem.analyze(CsvReader.read(csv), "digit");
    Split split = problem.split(1, 0.2, 0.2);
    var fitted = problem.fit(split.train());
    Dataset train = fitted.transform(problem.raw(), split.train());
    Dataset validation = fitted.transform(problem.raw(), split.validation());

    Blueprint blueprint =
        Sequential.input(fitted.width())
            .add(dense(64).activation(RELU))
            .add(dense(64).activation(RELU))
            .add(dense(problem.classes().size()))
            .compile(
                Adam.withLearningRate(3e-3).clipGlobalNorm(1),
                Loss.SPARSE_CATEGORICAL_CROSSENTROPY.labelSmoothing(0.05),
                Metrics.ACCURACY,
                Metrics.f1(Average.MACRO));

    try (Model model = blueprint.build(1)) {
      History history =
          model.fit(
              train,
              Fit.epochs(60)
                  .validation(validation)
                  .callbacks(
                      ProgressBar.on(System.err),
                      new TerminateOnNan(),
                      GradientMonitor.everyBatch(),
                      new DeadUnitMonitor(),
                      new GapMonitor(),
                      CsvLogger.to(folder.resolve("log.csv")),
                      TensorBoard.to(folder.resolve("logs")).histogramsEvery(2),
                      ModelCheckpoint.to(folder.resolve("best")).saveBestOnly(),
                      EarlyStopping.patience(6).restoreBest()));
      System.out.println(history.stopReason());
      try (Model best = Model.load(folder.resolve("best"))) {
        return new Outcome(history, best.evaluate(validation).loss());
      }
    }
  }

  /** Runs in the current folder, which is to be that of the checkout. */
  public static void main(String[] args) {
    Outcome outcome = run(Path.of("samples", "digits.csv"), Path.of("target"));
    System.out.printf("validation loss of the best epoch: %.4f%n", outcome.rolledBack());
  }
}
