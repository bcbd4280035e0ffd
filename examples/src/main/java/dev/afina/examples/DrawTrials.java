package dev.afina.examples;

import dev.afina.core.storage.Direction;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.data.Dataset;
import dev.afina.data.Split;
import dev.afina.data.table.CsvReader;
import dev.afina.data.table.TablePreprocessor;
import dev.afina.data.table.TableProblem;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.tune.HyperModel;
import dev.afina.neural.tune.MlpSpace;
import dev.afina.neural.tune.NetworkObjective;
import dev.afina.neural.tune.TrialBoard;
import java.nio.file.Path;
import java.util.List;

/** Draws the trials of a study in TensorBoard: their parameters, values and curves. */
public final class DrawTrials {

  private DrawTrials() {}

  /**
   * Runs a study of four trials.
   *
   * @param csv the table, with the column {@code digit}
   * @param folder takes what TensorBoard reads, in {@code logs}
   */
  public static Study run(Path csv, Path folder) {
    TableProblem digits = TableProblem.analyze(CsvReader.read(csv), "digit");
    Split split = digits.split(7, 0.2, 0.2);
    TablePreprocessor fitted = digits.fit(split.train());
    Dataset train = fitted.transform(digits.raw(), split.train());
    Dataset validation = fitted.transform(digits.raw(), split.validation());
    MlpSpace space = MlpSpace.standard();
    HyperModel network =
        space.model(
            List.of(fitted.width()),
            digits.classes().size(),
            Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
            List.of(Metrics.ACCURACY));
    NetworkObjective objective =
        new NetworkObjective(network, train, validation, "val_accuracy", 5);

    TrialBoard board =
        new TrialBoard(
            folder.resolve("logs"),
            "val_accuracy",
            Direction.MAXIMIZE,
            space.recorded(),
            List.of("loss", "accuracy"));
    Study study = Study.named("digits").maximize("val_accuracy").seed(7).listener(board).create();
    board.catchUp(study);
    study.optimize(objective.watchedBy(board::curves), Budget.trials(4).inParallel(2));
    return study;
  }

  /** Runs in the current folder, which is to be that of the checkout. */
  public static void main(String[] args) {
    Study study = run(Path.of("samples", "digits.csv"), Path.of("target"));
    System.out.println(study.bestTrial().orElseThrow());
    System.out.println("tensorboard --logdir target/logs");
  }
}
