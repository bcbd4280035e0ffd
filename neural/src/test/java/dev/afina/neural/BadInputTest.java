package dev.afina.neural;

import static dev.afina.neural.layer.Layers.conv2d;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.flatten;
import static dev.afina.neural.loss.Loss.BINARY_CROSSENTROPY;
import static dev.afina.neural.loss.Loss.MEAN_SQUARED_ERROR;
import static dev.afina.neural.loss.Loss.SPARSE_CATEGORICAL_CROSSENTROPY;
import static dev.afina.neural.metric.Metrics.ACCURACY;
import static dev.afina.neural.metric.Metrics.R2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.afina.data.Dataset;
import dev.afina.neural.device.Device;
import dev.afina.neural.exception.NativeMemoryException;
import dev.afina.neural.exception.NonFiniteLossException;
import dev.afina.neural.layer.Activation;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import dev.afina.neural.optimizer.Optimizer;
import dev.afina.neural.optimizer.Sgd;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class BadInputTest {

  private static final Optimizer ADAM = Adam.withLearningRate(0.01);

  private static void assertRejected(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }

  private static Dataset data(float[] features, float... targets) {
    return new Dataset(features, new int[] {2}, targets);
  }

  @Test
  void refusesNetworksThatDoNotFitTheLoss() {
    assertRejected(
        () -> Sequential.input(2).add(dense(1)).compile(ADAM, SPARSE_CATEGORICAL_CROSSENTROPY),
        "sparse_categorical_crossentropy expects one row with an output for each of at least 2"
            + " classes, but the network ends in (1); change the last dense layer");
    assertRejected(
        () -> Sequential.input(2).add(dense(3)).compile(ADAM, BINARY_CROSSENTROPY),
        "binary_crossentropy expects a single output, but the network ends in (3); change the last"
            + " dense layer");
    assertRejected(
        () ->
            Sequential.input(2)
                .add(dense(3).activation(Activation.SOFTMAX))
                .compile(ADAM, SPARSE_CATEGORICAL_CROSSENTROPY),
        "sparse_categorical_crossentropy expects linear outputs, but the network ends in softmax;"
            + " leave it out, predict applies it");
    assertRejected(
        () -> Sequential.input(4, 2).add(dense(3)).compile(ADAM, SPARSE_CATEGORICAL_CROSSENTROPY),
        "sparse_categorical_crossentropy expects one row with an output for each of at least 2"
            + " classes, but the network ends in (4, 3); change the last dense layer");
  }

  @Test
  void saysThatTheHeapIsTooSmallForTheWeights() {
    Blueprint large = Sequential.input(46_000).add(dense(46_000)).compile(ADAM, MEAN_SQUARED_ERROR);
    assertThatExceptionOfType(NativeMemoryException.class)
        .isThrownBy(() -> large.build(1))
        .withMessageMatching(
            "the network's 2116046000 weights do not fit into the Java heap of \\d+ MiB; give Java"
                + " more with -Xmx, or take a smaller network");
  }

  @Test
  void refusesMetricsThatDoNotFitTheLoss() {
    assertRejected(
        () -> Sequential.input(2).add(dense(1)).compile(ADAM, MEAN_SQUARED_ERROR, ACCURACY),
        "metric accuracy does not suit the loss mean_squared_error; classes have accuracy,"
            + " precision, recall, f1, auc, log_loss, values mae, mse, rmse, r2");
    assertRejected(
        () -> Sequential.input(2).add(dense(1)).compile(ADAM, MEAN_SQUARED_ERROR, R2, R2),
        "metric name \"r2\" appears twice, expected different names");
  }

  @Test
  void refusesMetricsThatDoNotFitTheClasses() {
    assertRejected(
        () ->
            Sequential.input(2)
                .add(dense(3))
                .compile(ADAM, SPARSE_CATEGORICAL_CROSSENTROPY, Metrics.F1),
        "metric f1 is of class 1 among two, but the network tells 3 apart; maybe take"
            + " f1(Average.MACRO)");
    assertRejected(
        () ->
            Sequential.input(2)
                .add(dense(3))
                .compile(ADAM, SPARSE_CATEGORICAL_CROSSENTROPY, Metrics.topK(3)),
        "metric top_3_accuracy needs at least 4 classes, but the network tells 3 apart");
  }

  @Test
  void refusesSampleWeightsThatDoNotFitTheRows() {
    assertRejected(
        () -> Fit.epochs(1).sampleWeights(1, Float.NaN),
        "row 1 has weight NaN, expected a finite number of at least 0");
    try (Model model = Samples.classifier().build(1)) {
      assertRejected(
          () -> model.fit(Samples.clouds(4, 1), Fit.epochs(1).sampleWeights(1, 2, 3)),
          "3 sample weights are given, expected 4, one a row of the training data");
    }
  }

  @Test
  void refusesADeviceThatIsNotThere() {
    assumeFalse(torch.hasCUDA(), "PyTorch's build for CUDA is on the class path");
    String message =
        "device CUDA needs PyTorch's build for it, but the class path has the one for the CPU; add"
            + " org.bytedeco:pytorch with the classifier linux-x86_64-gpu, or take Device.CPU";
    assertRejected(() -> Samples.classifier().build(1, Device.CUDA), message);
    assertRejected(() -> Model.load(Path.of("nowhere"), Device.CUDA), message);
    try (Model model = Samples.classifier().build(1, Device.CPU)) {
      assertThat(model.device()).isEqualTo(Device.CPU);
    }
  }

  @Test
  void refusesNetworksWithoutWeights() {
    assertRejected(
        () -> Sequential.input(1, 1).add(flatten()).compile(ADAM, MEAN_SQUARED_ERROR),
        "the network has no weights to train, expected at least one layer such as dense");
  }

  @Test
  void refusesDataThatTheNetworkCannotTake() {
    try (Model model = Samples.classifier().build(1)) {
      Fit fit = Fit.epochs(1);
      assertRejected(
          () -> model.fit(new Dataset(new float[3], new int[] {3}, new float[1]), fit),
          "training data have samples of shape (3), the network expects (2)");
      assertRejected(
          () -> model.fit(data(new float[0]), fit),
          "the training data are empty, expected at least one row");
      assertRejected(
          () -> model.fit(data(new float[] {1, 2, 3, Float.NaN}, 0, 1), fit),
          "training data have NaN in row 1, column 1, expected a finite number");
      assertRejected(
          () -> model.fit(data(new float[4], 0, Float.NaN), fit),
          "training data have target NaN in row 1, expected a finite number");
      assertRejected(
          () -> model.fit(data(new float[4], 0, 2), fit),
          "training data have label 2.0 in row 1, expected a whole number from 0 to 1");
      assertRejected(
          () -> model.evaluate(data(new float[4], -1, 0.5f)),
          "evaluation data have label -1.0 in row 0, expected a whole number from 0 to 1");
      assertRejected(
          () -> model.fit(Samples.clouds(4, 1), fit.validation(data(new float[0]))),
          "the validation data are empty, expected at least one row");
      assertRejected(
          () -> model.fit(Samples.clouds(4, 1), fit.validationSplit(0.01)),
          "the validation data are empty, expected at least one row");
      assertRejected(
          () -> model.fit(Samples.clouds(4, 1), fit.validationSplit(0.99)),
          "the training data are empty, expected at least one row");
      assertRejected(
          () -> model.predict(new float[3]),
          "prediction data have 3 values, expected a multiple of the 2 of one sample");
    }
  }

  @Test
  void refusesImpossibleSettings() {
    assertRejected(() -> Fit.epochs(0), "fit for 0 epochs, expected at least 1");
    assertRejected(() -> Fit.epochs(1).batchSize(0), "batch size is 0, expected at least 1");
    assertRejected(
        () -> Fit.epochs(1).validationSplit(1),
        "validation split is 1.0, expected a number in (0, 1)");
    assertRejected(
        () -> Fit.epochs(1).classWeights(1, -1),
        "class 1 has weight -1.0, expected a finite number of at least 0");
    try (Model model = Samples.classifier().build(1);
        Model regression = Samples.regression().build(1)) {
      assertRejected(
          () -> model.fit(Samples.clouds(4, 1), Fit.epochs(1).classWeights(1, 1, 1)),
          "3 class weights are given, expected 2, one a class");
      assertRejected(
          () -> regression.fit(Samples.line(4, 1), Fit.epochs(1).classWeights(1)),
          "class weights are given, but the loss mean_squared_error has no classes");
      assertThatIllegalStateException()
          .isThrownBy(() -> regression.predictClasses(Samples.line(4, 1)));
    }
  }

  @Test
  void refusesBatchesOfOneRowWhereALayerNormalisesOverThem() {
    try (Model model = Samples.classifier().build(1)) {
      assertRejected(
          () -> model.fit(Samples.clouds(8, 1), Fit.epochs(1).batchSize(1)),
          "batch normalization needs batches of at least 2 rows, given batch size 1 and 8 rows");
      assertRejected(
          () -> model.fit(Samples.clouds(1, 1), Fit.epochs(1)),
          "batch normalization needs batches of at least 2 rows, given batch size 32 and 1 rows");
    }
  }

  @Test
  void joinsASingleLastRowToTheBatchBeforeWhereALayerNormalises() {
    try (Model model = Samples.classifier().build(1)) {
      // 9 rows by 4: 4 and 5.
      History history = model.fit(Samples.clouds(9, 1), Fit.epochs(2).batchSize(4));
      assertThat(history.epochs()).hasSize(2);
      assertThat(history.last("loss")).isFinite();
    }
  }

  @Test
  void takesAllRowsAtOnceWhereTheBatchIsLargerAndSaysSo() {
    List<String> said = new ArrayList<>();
    Handler handler =
        new StreamHandler() {
          @Override
          public synchronized void publish(LogRecord line) {
            said.add(line.getMessage());
          }
        };
    Logger logger = Logger.getLogger("dev.afina.neural");
    logger.addHandler(handler);
    logger.setLevel(Level.INFO);
    try (Model large = Samples.classifier().build(1);
        Model exact = Samples.classifier().build(1)) {
      large.fit(Samples.clouds(10, 1), Fit.epochs(2).batchSize(1000));
      exact.fit(Samples.clouds(10, 1), Fit.epochs(2).batchSize(10));
      assertThat(large.weights()).isEqualTo(exact.weights());
    } finally {
      logger.setLevel(null);
      logger.removeHandler(handler);
    }
    assertThat(said)
        .containsExactly(
            "batch size 1000 is larger than the training data, whose 10 rows make one batch");
  }

  @Test
  void endsATrainingWhoseLossIsNoNumber() {
    var blueprint =
        Sequential.input(1).add(dense(1)).compile(Sgd.withLearningRate(1e20), MEAN_SQUARED_ERROR);
    try (Model model = blueprint.build(1)) {
      assertThatExceptionOfType(NonFiniteLossException.class)
          .isThrownBy(() -> model.fit(Samples.line(100, 1), Fit.epochs(3).batchSize(10)))
          .withMessageMatching(
              "the loss became (NaN|Infinity) in epoch 0, batch [12]; maybe the learning rate is"
                  + " too high");
    }
  }

  @Test
  void refusesWorkOnAClosedModel() {
    Model model = Samples.classifier().build(1);
    model.close();
    model.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> model.predict(new float[2]))
        .withMessage("the model is closed");
    assertThatIllegalStateException().isThrownBy(model::weights);
  }

  @Test
  void namesTheLayerThatDoesNotFitWhenItIsAdded() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sequential.input(2, 2).add(conv2d(8, 1)))
        .withMessageStartingWith("layer 1 (conv2d) does not fit");
  }
}
