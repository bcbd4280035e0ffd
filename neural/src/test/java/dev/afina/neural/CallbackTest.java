package dev.afina.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.afina.data.Dataset;
import dev.afina.neural.callback.BestEpoch;
import dev.afina.neural.callback.Callback;
import dev.afina.neural.callback.EarlyStopping;
import dev.afina.neural.callback.ReduceOnPlateau;
import dev.afina.neural.callback.Training;
import dev.afina.neural.optimizer.Sgd;
import dev.afina.neural.weights.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CallbackTest {

  private static final Dataset DATA = Samples.clouds(60, 1);
  private static final Dataset VALIDATION = Samples.clouds(40, 2);

  /** Gives the callback behind it made-up values of one metric. */
  private static final class Scripted implements Callback {

    private final Callback watched;
    private final double[] values;

    Scripted(Callback watched, double... values) {
      this.watched = watched;
      this.values = values;
    }

    @Override
    public Callback forTraining() {
      Callback fresh = watched.forTraining();
      return new Callback() {
        @Override
        public void epochEnd(Training training, Map<String, Double> real) {
          fresh.epochEnd(training, Map.of("val_accuracy", values[training.epoch()]));
        }

        @Override
        public void trainEnd(Training training) {
          fresh.trainEnd(training);
        }
      };
    }
  }

  /** Gives the callback behind it made-up validation losses. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record ScriptedLoss(Callback watched, double[] values) implements Callback {

    @Override
    public Callback forTraining() {
      Callback fresh = watched.forTraining();
      return new Callback() {
        @Override
        public void epochEnd(Training training, Map<String, Double> real) {
          fresh.epochEnd(training, Map.of("val_loss", values[training.epoch()]));
        }
      };
    }
  }

  /** Remembers the weights after every epoch. */
  private static final class Recorder implements Callback {
    private final List<Weights> weights = new ArrayList<>();

    @Override
    public void epochEnd(Training training, Map<String, Double> values) {
      weights.add(training.weights());
    }
  }

  @Test
  void earlyStoppingEndsAfterItsPatienceAndRestoresTheBestEpoch() {
    var stopping = EarlyStopping.patience(2).monitor("val_accuracy").restoreBest();
    var recorder = new Recorder();
    try (Model model = Samples.classifier().build(1)) {
      History history =
          model.fit(
              DATA,
              Fit.epochs(10)
                  .callbacks(recorder, new Scripted(stopping, 0.5, 0.8, Double.NaN, 0.8, 0.9)));

      assertThat(history.epochs()).hasSize(4);
      assertThat(history.stopReason())
          .isEqualTo("val_accuracy has not become better than 0.8 for 2 epochs");
      assertThat(model.weights()).isEqualTo(recorder.weights.get(1));
    }
  }

  @Test
  void earlyStoppingCountsOnlyGainsAboveTheLeastOne() {
    var stopping = EarlyStopping.patience(2).monitor("val_accuracy").minDelta(0.1);
    try (Model model = Samples.classifier().build(1)) {
      History history =
          model.fit(
              DATA, Fit.epochs(6).callbacks(new Scripted(stopping, 0.5, 0.55, 0.65, 0.7, 0.7)));
      assertThat(history.epochs()).hasSize(5);
    }
  }

  @Test
  void oneEarlyStoppingServesManyTrainings() {
    var stopping = EarlyStopping.patience(1).monitor("val_accuracy");
    Fit fit = Fit.epochs(5).callbacks(new Scripted(stopping, 0.9, 0.1, 0, 0, 0));
    for (int i = 0; i < 2; i++) {
      try (Model model = Samples.classifier().build(1)) {
        assertThat(model.fit(DATA, fit).epochs()).hasSize(2);
      }
    }
  }

  @Test
  void earlyStoppingWatchesTheValidationLossByDefault() {
    try (Model model = Samples.classifier().build(1)) {
      History history =
          model.fit(
              DATA, Fit.epochs(200).validation(VALIDATION).callbacks(EarlyStopping.patience(3)));
      double[] losses = history.values("val_loss");
      assertThat(losses.length).isLessThan(200);
      for (int i = 1; i <= 3; i++) {
        assertThat(losses[losses.length - i]).isGreaterThanOrEqualTo(losses[losses.length - 4]);
      }
    }
  }

  @Test
  void saysWhichValuesThereAreToWatch() {
    try (Model model = Samples.classifier().build(1)) {
      Fit fit = Fit.epochs(1).callbacks(EarlyStopping.patience(1).monitor("val_accuracy"));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.fit(DATA, fit))
          .withMessage(
              "a callback watches \"val_accuracy\", but training reports [loss, accuracy]; maybe"
                  + " give validation data");
    }
  }

  @Test
  void bestEpochKeepsTheWeightsThatWereMeasured(@TempDir Path folder) {
    BestEpoch best = BestEpoch.by("val_loss").savedTo(folder);
    assertThatIllegalStateException().isThrownBy(best::weights);
    try (Model model = Samples.classifier().build(1)) {
      History history = model.fit(DATA, Fit.epochs(12).validation(VALIDATION).callbacks(best));

      assertThat(best.value()).isEqualTo(history.values("val_loss")[best.epoch()]);
      assertThat(Arrays.stream(history.values("val_loss")).min()).hasValue(best.value());
      model.restore(best.weights());
      assertThat(model.evaluate(VALIDATION).loss()).isEqualTo(best.value());
      try (Model saved = Model.load(folder)) {
        assertThat(saved.evaluate(VALIDATION).loss()).isEqualTo(best.value());
      }
    }
  }

  @Test
  void hooksAreCalledInOrder() {
    List<String> calls = new ArrayList<>();
    Callback logger =
        new Callback() {
          @Override
          public void trainBegin(Training training) {
            calls.add("train until " + training.endEpoch());
          }

          @Override
          public void epochBegin(Training training) {
            calls.add("epoch " + training.epoch());
          }

          @Override
          public void batchBegin(Training training, int batch) {
            calls.add("batch " + batch);
          }

          @Override
          public void batchEnd(Training training, int batch, double loss) {
            assertThat(loss).isPositive();
          }

          @Override
          public void epochEnd(Training training, Map<String, Double> values) {
            calls.add(String.join(" ", values.keySet()));
            training.stop("enough");
          }

          @Override
          public void trainEnd(Training training) {
            calls.add("end");
          }
        };
    try (Model model = Samples.classifier().build(1)) {
      // 60 rows by 25: 25, 25, 10.
      History history =
          model.fit(DATA, Fit.epochs(3).batchSize(25).validation(VALIDATION).callbacks(logger));
      assertThat(history.stopReason()).isEqualTo("enough");
    }
    assertThat(calls)
        .containsExactly(
            "train until 3",
            "epoch 0",
            "batch 0",
            "batch 1",
            "batch 2",
            "loss accuracy val_loss val_accuracy",
            "end");
  }

  @Test
  void anExceptionOfACallbackArrivesAndLeavesTheModelUsable() {
    var failure = new IllegalStateException("pruned");
    List<Throwable> seen = new ArrayList<>();
    Callback pruning =
        new Callback() {
          @Override
          public void epochEnd(Training training, Map<String, Double> values) {
            throw failure;
          }

          @Override
          public void trainFailed(Training training, Throwable cause) {
            seen.add(cause);
          }
        };
    try (Model model = Samples.classifier().build(1)) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> model.fit(DATA, Fit.epochs(5).callbacks(pruning)))
          .isSameAs(failure);
      assertThat(seen).containsExactly(failure);
      assertThat(model.fit(DATA, Fit.epochs(1)).epochs()).hasSize(1);
    }
  }

  static Stream<Arguments> plateaus() {
    ReduceOnPlateau two = ReduceOnPlateau.patience(2).factor(0.5);
    return Stream.of(
        Arguments.of("plain", two),
        Arguments.of("min delta", two.minDelta(0.05)),
        Arguments.of("cooldown", two.cooldown(3)),
        Arguments.of(
            "all", ReduceOnPlateau.patience(1).minDelta(0.02).cooldown(1).smallest(0.005)));
  }

  @ParameterizedTest
  @MethodSource("plateaus")
  void plateausShortenStepsAsInKeras(String name, ReduceOnPlateau rule) {
    double[] watched = TrainingGolden.doubles(TrainingGolden.at("watched"));
    List<Double> rates = new ArrayList<>();
    Callback recorder =
        new Callback() {
          @Override
          public void epochEnd(Training training, Map<String, Double> values) {
            rates.add(training.learningRate());
          }
        };
    Blueprint sample = Samples.classifier();
    var blueprint =
        new Blueprint(
            sample.architecture(), Sgd.withLearningRate(1), sample.loss(), sample.metrics());
    try (Model model = blueprint.build(1)) {
      model.fit(
          DATA,
          Fit.epochs(watched.length)
              .callbacks(new ScriptedLoss(rule.monitor("val_loss"), watched), recorder));
    }
    double[] expected = TrainingGolden.doubles(TrainingGolden.at("plateau", name));
    assertThat(rates).hasSize(expected.length);
    for (int epoch = 0; epoch < expected.length; epoch++) {
      assertThat(rates.get(epoch))
          .as("epoch %d", epoch)
          .isCloseTo(expected[epoch], within(1e-6 * expected[epoch]));
    }
  }

  @Test
  void plateausRefuseImpossibleSettings() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReduceOnPlateau.patience(1).cooldown(-1))
        .withMessage("reduction on a plateau has cooldown -1, expected at least 0 epochs");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReduceOnPlateau.patience(1).minDelta(Double.NaN));
  }
}
