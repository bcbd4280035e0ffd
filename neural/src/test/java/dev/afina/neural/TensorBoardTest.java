package dev.afina.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afina.data.Dataset;
import dev.afina.neural.callback.Callback;
import dev.afina.neural.callback.ReduceOnPlateau;
import dev.afina.neural.callback.TensorBoard;
import dev.afina.neural.callback.Training;
import dev.afina.neural.optimizer.Schedule;
import dev.afina.tensorboard.LoggedValue;
import dev.afina.testkit.PythonEnvironment;
import dev.afina.testkit.Requirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardTest {

  private static final Dataset DATA = Samples.clouds(60, 1);
  private static final Dataset VALIDATION = Samples.clouds(40, 2);
  private static final Path PYTHON =
      Requirement.root().resolve("tensorboard/src/test/python").toAbsolutePath();

  @TempDir Path folder;

  private List<LoggedValue> train() {
    return LoggedValue.of(folder.resolve("train"));
  }

  private List<LoggedValue> validation() {
    return LoggedValue.of(folder.resolve("validation"));
  }

  private static double[] scalars(List<LoggedValue> logged, String tag) {
    return logged.stream()
        .filter(value -> value.tag().equals(tag))
        .mapToDouble(LoggedValue::scalar)
        .toArray();
  }

  private static long[] steps(List<LoggedValue> logged, String tag) {
    return logged.stream()
        .filter(value -> value.tag().equals(tag))
        .mapToLong(LoggedValue::step)
        .toArray();
  }

  private static double[] asFloats(double... values) {
    double[] floats = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  @Test
  void writesWhatTheHistoryHoldsUnderTheTagsOfKeras() {
    try (Model model = Samples.classifier().build(1)) {
      History history =
          model.fit(
              DATA,
              Fit.epochs(3).batchSize(20).validation(VALIDATION).callbacks(TensorBoard.to(folder)));

      assertThat(train())
          .extracting(LoggedValue::tag)
          .containsOnly("epoch_loss", "epoch_accuracy", "epoch_learning_rate");
      assertThat(validation())
          .extracting(LoggedValue::tag)
          .containsOnly(
              "epoch_loss",
              "epoch_accuracy",
              "evaluation_loss_vs_iterations",
              "evaluation_accuracy_vs_iterations");
      assertThat(steps(train(), "epoch_loss")).containsExactly(0, 1, 2);
      assertThat(scalars(train(), "epoch_loss")).isEqualTo(asFloats(history.values("loss")));
      assertThat(scalars(train(), "epoch_learning_rate")).isEqualTo(asFloats(0.01, 0.01, 0.01));
      assertThat(scalars(validation(), "epoch_accuracy"))
          .isEqualTo(asFloats(history.values("val_accuracy")));
      assertThat(steps(validation(), "evaluation_loss_vs_iterations")).containsExactly(3, 6, 9);
      assertThat(scalars(validation(), "evaluation_loss_vs_iterations"))
          .isEqualTo(asFloats(history.values("val_loss")));
    }
  }

  @Test
  void writesTheStepSizeThatTheEpochWasTrainedWith() {
    try (Model model = Samples.regression().build(1)) {
      Callback never = ReduceOnPlateau.patience(1).minDelta(1e9).factor(0.5);
      model.fit(Samples.line(30, 1), Fit.epochs(3).callbacks(never, TensorBoard.to(folder)));
    }
    assertThat(scalars(train(), "epoch_learning_rate")).isEqualTo(asFloats(0.01, 0.01, 0.005));
  }

  @Test
  void writesAScheduledStepSizeOnce() {
    try (Model model = Samples.regression().build(1)) {
      model.fit(
          Samples.line(30, 1),
          Fit.epochs(2)
              .batchSize(10)
              .learningRate(Schedule.exponential(0.1, 0.5, 1))
              .callbacks(TensorBoard.to(folder)));
    }
    assertThat(scalars(train(), "epoch_learning_rate")).isEqualTo(asFloats(0.025, 0.003125));
    assertThat(folder.resolve("validation")).doesNotExist();
  }

  @Test
  void writesWhatCallbacksBeforeItHaveLogged() {
    Callback gap =
        new Callback() {
          @Override
          public void epochEnd(Training training, Map<String, Double> values) {
            training.log("gap", training.epoch() + 0.5);
          }
        };
    try (Model model = Samples.classifier().build(1)) {
      model.fit(DATA, Fit.epochs(2).callbacks(gap, TensorBoard.to(folder)));
    }
    assertThat(scalars(train(), "epoch_gap")).containsExactly(0.5, 1.5);
  }

  @Test
  void drawsHistogramsAndLossesOfBatchesWhereAsked() {
    try (Model model = Samples.classifier().build(1)) {
      model.fit(
          DATA,
          Fit.epochs(3)
              .batchSize(10)
              .callbacks(TensorBoard.to(folder).histogramsEvery(2).batchesEvery(4)));
    }
    assertThat(steps(train(), "dense/weight/histogram")).containsExactly(0, 2);
    assertThat(steps(train(), "dense_1/bias/histogram")).containsExactly(0, 2);
    assertThat(steps(train(), "batch_loss")).containsExactly(1, 5, 7, 11, 13, 17);
  }

  @Test
  void changesNothingOfTheTraining() {
    try (Model plain = Samples.classifier().build(1);
        Model watched = Samples.classifier().build(1)) {
      History expected = plain.fit(DATA, Fit.epochs(3));
      History history =
          watched.fit(
              DATA,
              Fit.epochs(3).callbacks(TensorBoard.to(folder).histogramsEvery(1).batchesEvery(1)));
      assertThat(history).isEqualTo(expected);
      assertThat(watched.weights()).isEqualTo(plain.weights());
    }
  }

  @Test
  void leavesOnDiskWhatWasTrainedWhenATrainingFails() {
    Callback failing =
        new Callback() {
          @Override
          public void epochBegin(Training training) {
            if (training.epoch() == 2) {
              throw new IllegalStateException("enough");
            }
          }
        };
    try (Model model = Samples.classifier().build(1)) {
      assertThatIllegalStateException()
          .isThrownBy(
              () -> model.fit(DATA, Fit.epochs(5).callbacks(TensorBoard.to(folder), failing)));
    }
    assertThat(steps(train(), "epoch_loss")).containsExactly(0, 1);
  }

  @Test
  void saysWhereItCannotWrite() throws IOException {
    Path taken = Files.createFile(folder.resolve("taken"));
    try (Model model = Samples.classifier().build(1)) {
      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> model.fit(DATA, Fit.epochs(1).callbacks(TensorBoard.to(taken))))
          .withMessageStartingWith("cannot write events into " + taken.resolve("train"));
      model.fit(DATA, Fit.epochs(1)); // still usable
    }
  }

  @Test
  void refusesNumbersBelowZero() {
    TensorBoard log = TensorBoard.to(folder);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> log.histogramsEvery(-1))
        .withMessage(
            "TensorBoard draws histograms every -1 epochs, expected at least 1, or 0 for never");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> log.batchesEvery(-2))
        .withMessageContaining("every -2 batches");
  }

  /** A real TensorBoard shows a second fit behind the first, and a new training in its place. */
  @Test
  void isReadByTensorBoard() throws IOException {
    PythonEnvironment python =
        PythonEnvironment.orSkip(PYTHON.resolve("requirements.txt"), TensorBoardTest.class);
    TensorBoard log = TensorBoard.to(folder).histogramsEvery(1);
    Fit fit = Fit.epochs(2).validation(VALIDATION).callbacks(log);
    double[] losses = new double[4];
    for (int training = 0; training < 2; training++) {
      try (Model model = Samples.classifier().build(training)) {
        History first = model.fit(DATA, fit);
        History second = model.fit(DATA, fit);
        System.arraycopy(first.values("val_loss"), 0, losses, 0, 2);
        System.arraycopy(second.values("val_loss"), 0, losses, 2, 2);
      }
    }

    PythonEnvironment.Outcome outcome =
        python.run(PYTHON.resolve("read.py"), List.of(folder.toString()));

    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    JsonNode seen =
        new ObjectMapper().readTree(outcome.output().lines().reduce((a, b) -> b).orElseThrow());
    JsonNode curve = seen.at("/scalars/validation/epoch_loss");
    assertThat(curve).hasSize(4);
    for (int epoch = 0; epoch < 4; epoch++) {
      assertThat(curve.get(epoch).get(0).intValue()).isEqualTo(epoch);
      assertThat(curve.get(epoch).get(1).floatValue()).isEqualTo((float) losses[epoch]);
    }
    JsonNode histograms = seen.at("/histograms/train/dense~1weight~1histogram");
    assertThat(histograms).hasSize(4);
    double counted = 0;
    for (JsonNode bucket : histograms.get(3).get(1)) {
      counted += bucket.get(2).doubleValue();
    }
    assertThat(counted).isEqualTo(32);
  }
}
