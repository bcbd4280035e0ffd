package dev.afina.examples;

import static dev.afina.core.space.Scale.LOG;
import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.dropout;
import static dev.afina.neural.loss.Loss.SPARSE_CATEGORICAL_CROSSENTROPY;
import static dev.afina.neural.metric.Metrics.ACCURACY;

import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.data.Dataset;
import dev.afina.data.Split;
import dev.afina.data.table.CsvReader;
import dev.afina.data.table.TablePreprocessor;
import dev.afina.data.table.TableProblem;
import dev.afina.neural.Model;
import dev.afina.neural.Sequential;
import dev.afina.neural.optimizer.Adam;
import dev.afina.neural.tune.BestModel;
import dev.afina.neural.tune.HyperModel;
import dev.afina.neural.tune.NetworkObjective;
import dev.afina.storage.SqliteStorage;
import java.nio.file.Path;
import java.util.Objects;

/** Tunes a network of one's own on a table, in a study on disk. */
public final class TuneDigits {

  private TuneDigits() {}

  /**
   * What came out.
   *
   * @param best the best trial
   * @param accuracy its network's accuracy on rows that it never saw
   */
  public record Result(FrozenTrial best, double accuracy) {}

  /**
   * Runs the study and returns its result.
   *
   * @param csv the table, with the column {@code digit}
   * @param folder takes the database and the networks
   */
  public static Result run(Path csv, Path folder) {
    TableProblem digits = TableProblem.analyze(CsvReader.read(csv), "digit");
    Split split = digits.split(7, 0.2, 0.2);
    TablePreprocessor fitted = digits.fit(split.train());
    Dataset train = fitted.transform(digits.raw(), split.train());
    Dataset validation = fitted.transform(digits.raw(), split.validation());
    Dataset test = fitted.transform(digits.raw(), split.test());

    HyperModel network =
        hp -> {
          Sequential layers = Sequential.input(fitted.width());
          int hidden = hp.suggestInt("hidden", 1, 3);
          for (int i = 1; i <= hidden; i++) {
            layers.add(dense(hp.suggestInt("units_" + i, 16, 128, LOG)).activation(RELU));
            layers.add(dropout(hp.suggestDouble("dropout_" + i, 0, 0.5)));
          }
          return layers
              .add(dense(digits.classes().size()))
              .compile(
                  Adam.withLearningRate(hp.suggestDouble("lr", 1e-3, 1e-2, LOG)),
                  SPARSE_CATEGORICAL_CROSSENTROPY,
                  ACCURACY);
        };

    BestModel networks = new BestModel(folder.resolve("networks"), Direction.MAXIMIZE);
    try (Storage storage = SqliteStorage.open(folder.resolve("afina.db"))) {
      Study study =
          Study.named("digits")
              .maximize("val_accuracy")
              .storage(storage)
              .seed(7)
              .listener(networks)
              .createOrLoad();
      networks.resume(study);
      study.optimize(
          new NetworkObjective(network, train, validation, "val_accuracy", 15).keeping(networks),
          Budget.trials(10).inParallel(2));

      FrozenTrial best = study.bestTrial().orElseThrow();
      try (Model model = Model.load(networks.of(best).orElseThrow())) {
        Double accuracy = model.evaluate(test).values().get("accuracy");
        return new Result(best, Objects.requireNonNull(accuracy));
      }
    }
  }

  /** Runs in the current folder, which is to be that of the checkout. */
  public static void main(String[] args) {
    Result result = run(Path.of("samples", "digits.csv"), Path.of("target"));
    System.out.printf("trial %d: %s%n", result.best().number(), result.best().params());
    System.out.printf("accuracy on unseen rows: %.4f%n", result.accuracy());
  }
}
