package dev.afina.neural;

import static dev.afina.neural.layer.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.afina.data.Dataset;
import dev.afina.neural.callback.Callback;
import dev.afina.neural.callback.CsvLogger;
import dev.afina.neural.callback.DeadUnitMonitor;
import dev.afina.neural.callback.GradientMonitor;
import dev.afina.neural.callback.ModelCheckpoint;
import dev.afina.neural.callback.ReduceOnPlateau;
import dev.afina.neural.callback.TerminateOnNan;
import dev.afina.neural.callback.Training;
import dev.afina.neural.exception.NonFiniteLossException;
import dev.afina.neural.layer.Activation;
import dev.afina.neural.layer.Shape;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.optimizer.Schedule;
import dev.afina.neural.optimizer.Sgd;
import dev.afina.neural.weights.WeightArray;
import dev.afina.neural.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callbacks that watch, log and save. */
class MonitorTest {

  private static final Dataset DATA = Samples.clouds(60, 1);

  private static Blueprint exploding() {
    return Sequential.input(1)
        .add(dense(1))
        .compile(Sgd.withLearningRate(1e3), Loss.MEAN_SQUARED_ERROR);
  }

  @Test
  void terminateOnNanKeepsTheLastWeightsAndTheEpochsBefore() {
    Dataset line = Samples.line(64, 1);
    Fit fit = Fit.epochs(50).batchSize(32);
    try (Model model = exploding().build(1);
        Model plain = exploding().build(1)) {
      History history = model.fit(line, fit.callbacks(new TerminateOnNan()));
      assertThat(history.stopReason()).startsWith("the loss became Infinity in epoch ");
      assertThat(history.epochs()).isNotEmpty().hasSizeLessThan(50);
      assertThat(history.epochs()).hasSize(model.epoch());
      assertThat(history.values("loss")).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
      assertThat(model.weights().get("dense.weight").values()[0]).isFinite();
      assertThatExceptionOfType(NonFiniteLossException.class)
          .isThrownBy(() -> plain.fit(line, fit))
          .withMessageContaining("maybe the learning rate is too high");
    }
  }

  @Test
  void gradientMonitorLogsNormsThatFitTheGradients() {
    List<Double> expected = new ArrayList<>();
    Callback own =
        new Callback() {
          @Override
          public void batchEnd(Training training, int batch, double loss) {
            double squares = 0;
            for (String name : training.gradients().arrays().keySet()) {
              for (float value : training.gradients().get(name).values()) {
                squares += value * value;
              }
            }
            expected.add(Math.sqrt(squares));
          }
        };
    try (Model model = Samples.classifier().build(1)) {
      History history =
          model.fit(DATA, Fit.epochs(1).batchSize(20).callbacks(GradientMonitor.everyBatch(), own));
      double mean = expected.stream().mapToDouble(norm -> norm).average().orElseThrow();
      assertThat(expected).hasSize(3);
      assertThat(history.last("gradient_norm")).isCloseTo(mean, within(1e-5));
      assertThat(history.epochs().get(0).keySet())
          .containsExactly(
              "loss",
              "accuracy",
              "gradient_norm",
              "gradient_norm/dense.weight",
              "gradient_norm/dense.bias",
              "gradient_norm/batch_normalization.weight",
              "gradient_norm/batch_normalization.bias",
              "gradient_norm/dense_1.weight",
              "gradient_norm/dense_1.bias");
    }
  }

  @Test
  void clippedGradientsHaveNoGreaterNorm() {
    var blueprint =
        Sequential.input(1)
            .add(dense(1))
            .compile(Sgd.withLearningRate(1e-6).clipGlobalNorm(0.25), Loss.MEAN_SQUARED_ERROR);
    try (Model model = blueprint.build(1)) {
      History history =
          model.fit(Samples.line(32, 1), Fit.epochs(1).callbacks(GradientMonitor.everyBatch()));
      assertThat(history.last("gradient_norm")).isCloseTo(0.25, within(1e-6));
    }
  }

  @Test
  void deadUnitMonitorCountsUnitsThatAreNeverAlive() {
    var blueprint =
        Sequential.input(2)
            .add(dense(4).activation(Activation.RELU))
            .add(dense(2))
            .compile(Sgd.withLearningRate(1e-6), Loss.SPARSE_CATEGORICAL_CROSSENTROPY);
    try (Model model = blueprint.build(1)) {
      Map<String, WeightArray> arrays = new LinkedHashMap<>(model.weights().arrays());
      arrays.put(
          "dense.bias", new WeightArray(Shape.of(4), new float[] {-1e3f, 1e3f, -1e3f, -1e3f}));
      model.restore(new Weights(arrays));
      History history = model.fit(DATA, Fit.epochs(1).callbacks(new DeadUnitMonitor()));
      assertThat(history.last("dead_units/dense")).isEqualTo(0.75);
      assertThat(history.epochs().get(0)).doesNotContainKey("dead_units/dense_1");
    }
  }

  @Test
  void modelCheckpointRollsBackToTheBestEpoch(@TempDir Path folder) {
    Path best = folder.resolve("best");
    Path each = folder.resolve("epoch-{epoch}");
    Dataset validation = Samples.clouds(40, 2);
    try (Model model = Samples.classifier().build(1)) {
      History history =
          model.fit(
              DATA,
              Fit.epochs(8)
                  .validation(validation)
                  .callbacks(ModelCheckpoint.to(best).saveBestOnly(), ModelCheckpoint.to(each)));
      double[] losses = history.values("val_loss");
      int at = 0;
      for (int i = 1; i < losses.length; i++) {
        at = losses[i] < losses[at] ? i : at;
      }
      try (Model loaded = Model.load(best);
          Model third = Model.load(folder.resolve("epoch-3"))) {
        assertThat(loaded.evaluate(validation).loss()).isEqualTo(losses[at]);
        assertThat(loaded.epoch()).isEqualTo(at + 1);
        assertThat(third.evaluate(validation).loss()).isEqualTo(losses[2]);
      }
      assertThat(folder.resolve("epoch-8")).isDirectory();
      assertThat(folder.resolve("epoch-9")).doesNotExist();
    }
  }

  @Test
  void csvLoggerGoesOnWithTheSecondFitAndBeginsAnewWithAnotherModel(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("log.csv");
    Fit fit = Fit.epochs(2).callbacks(CsvLogger.to(file));
    try (Model model = Samples.classifier().build(1)) {
      History first = model.fit(DATA, fit);
      model.fit(DATA, fit);
      List<String> lines = Files.readAllLines(file);
      assertThat(lines).hasSize(5);
      assertThat(lines.get(0)).isEqualTo("epoch,loss,accuracy");
      assertThat(lines.get(2))
          .isEqualTo("1,%s,%s".formatted(first.last("loss"), first.last("accuracy")));
      assertThat(lines.get(4)).startsWith("3,");
    }
    try (Model other = Samples.classifier().build(1)) {
      other.fit(DATA, fit);
      assertThat(Files.readAllLines(file)).hasSize(3);
      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(
              () ->
                  other.fit(
                      DATA, Fit.epochs(1).callbacks(CsvLogger.to(folder.resolve("no/log.csv")))))
          .withMessageContaining("cannot write");
    }
  }

  @Test
  void schedulesCountBatchesOrEpochs() {
    List<Double> rates = new ArrayList<>();
    Callback recorder =
        new Callback() {
          @Override
          public void batchBegin(Training training, int batch) {
            rates.add(training.learningRate());
          }
        };
    try (Model model = Samples.classifier().build(1)) {
      Fit fit = Fit.epochs(2).batchSize(30).callbacks(recorder);
      History history = model.fit(DATA, fit.learningRate(step -> 1.0 / (step + 1)));
      model.fit(DATA, fit.learningRatePerEpoch(epoch -> epoch));
      assertThat(rates).containsExactly(1.0, 1 / 2.0, 1 / 3.0, 1 / 4.0, 2.0, 2.0, 3.0, 3.0);
      assertThat(history.values("learning_rate")).containsExactly(1 / 2.0, 1 / 4.0);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.fit(DATA, fit.learningRate(step -> Double.NaN)))
          .withMessage(
              "the schedule gives learning rate NaN at step 8, expected a finite number of at"
                  + " least 0");
    }
  }

  @Test
  void schedulesTrainAsTheirRatesDo() {
    try (Model scheduled = Samples.classifier().build(1);
        Model plain = Samples.classifier().build(1)) {
      scheduled.fit(DATA, Fit.epochs(2).learningRate(Schedule.constant(0.01)));
      plain.fit(DATA, Fit.epochs(2));
      assertThat(scheduled.weights()).isEqualTo(plain.weights());
    }
  }

  @Test
  void callbacksCannotChangeAScheduledRate() {
    try (Model model = Samples.classifier().build(1)) {
      Fit fit =
          Fit.epochs(5)
              .learningRate(Schedule.constant(1e-9))
              .callbacks(ReduceOnPlateau.patience(1).monitor("accuracy"));
      assertThatIllegalStateException()
          .isThrownBy(() -> model.fit(DATA, fit))
          .withMessage(
              "the learning rate follows a schedule, so no callback can change it; leave one of"
                  + " both out");
    }
  }

  @Test
  void valuesAreLoggedOnceAndInEpochEndOnly() {
    Callback early =
        new Callback() {
          @Override
          public void epochBegin(Training training) {
            training.log("mine", 1);
          }
        };
    Callback twice =
        new Callback() {
          @Override
          public void epochEnd(Training training, Map<String, Double> values) {
            training.log("mine", 1);
            assertThat(values).containsEntry("mine", 1.0);
            training.log("mine", 2);
          }
        };
    try (Model model = Samples.classifier().build(1)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> model.fit(DATA, Fit.epochs(1).callbacks(early)))
          .withMessageStartingWith("\"mine\" is logged outside of epochEnd");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.fit(DATA, Fit.epochs(1).callbacks(twice)))
          .withMessage("\"mine\" is logged twice in an epoch, expected different names");
      assertThatIllegalArgumentException().isThrownBy(() -> new GradientMonitor(0));
    }
  }
}
