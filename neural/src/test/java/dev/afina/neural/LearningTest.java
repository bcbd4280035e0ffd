package dev.afina.neural;

import static dev.afina.neural.layer.Layers.batchNormalization;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.dropout;
import static dev.afina.neural.layer.Layers.flatten;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.data.Dataset;
import dev.afina.neural.callback.EarlyStopping;
import dev.afina.neural.layer.Activation;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import dev.afina.neural.optimizer.Sgd;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LearningTest {

  @Test
  void learnsExclusiveOr() {
    var data =
        new Dataset(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, new int[] {2}, new float[] {0, 1, 1, 0});
    var blueprint =
        Sequential.input(2)
            .add(dense(8).activation(Activation.TANH))
            .add(dense(1))
            .compile(Adam.withLearningRate(0.1), Loss.BINARY_CROSSENTROPY, Metrics.ACCURACY);
    try (Model model = blueprint.build(1)) {
      model.fit(data, Fit.epochs(100).batchSize(4));

      assertThat(model.evaluate(data).get("accuracy")).isEqualTo(1.0);
      assertThat(model.predictClasses(data)).containsExactly(0, 1, 1, 0);
      assertThat(model.predict(data)[1][0]).isBetween(0.9f, 1f);
    }
  }

  @Test
  void reachesNinetySixPercentOnDigits() throws IOException {
    Dataset all = Samples.digits();
    int[] order = IntStream.range(0, all.size()).toArray();
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    Dataset test = all.select(Arrays.copyOf(order, 360));
    Dataset train = all.select(Arrays.copyOfRange(order, 360, order.length));
    var network = Sequential.input(8, 8).add(flatten());
    for (int units : new int[] {128, 64}) {
      network.add(dense(units).activation(Activation.RELU));
      network.add(batchNormalization()).add(dropout(0.2));
    }
    var blueprint =
        network
            .add(dense(10))
            .compile(
                Adam.withLearningRate(2e-3),
                Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
                Metrics.ACCURACY);
    try (Model model = blueprint.build(7)) {
      History history =
          model.fit(
              train,
              Fit.epochs(40)
                  .batchSize(32)
                  .validationSplit(0.15)
                  .callbacks(EarlyStopping.patience(8).monitor("val_accuracy").restoreBest()));

      assertThat(model.evaluate(test).get("accuracy")).isGreaterThanOrEqualTo(0.96);
      assertThat(history.last("accuracy")).isGreaterThan(0.95);
      for (float[] row : model.predict(test)) {
        double sum = 0;
        for (float probability : row) {
          sum += probability;
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
      }
    }
  }

  @Test
  void fitsALineAndReportsErrorsOfValues() {
    var blueprint =
        Sequential.input(1)
            .add(dense(1))
            .compile(
                Sgd.withLearningRate(0.1).momentum(0.9).withNesterov(),
                Loss.MEAN_SQUARED_ERROR,
                Metrics.R2,
                Metrics.MAE,
                Metrics.RMSE);
    try (Model model = blueprint.build(3)) {
      model.fit(Samples.line(500, 1), Fit.epochs(20));

      Evaluation values = model.evaluate(Samples.line(300, 2));
      assertThat(values.values().keySet()).containsExactly("loss", "r2", "mae", "rmse");
      assertThat(values.get("r2")).isGreaterThan(0.99);
      assertThat(values.get("rmse")).isCloseTo(Math.sqrt(values.loss()), within(1e-6));
      assertThat(model.weights().get("dense.weight").values()[0]).isCloseTo(3, within(0.05f));
      assertThat(model.weights().get("dense.bias").values()[0]).isCloseTo(-1, within(0.05f));
    }
  }

  @Test
  void classWeightsMoveTheDecision() {
    // Nothing to see in the features: probabilities become the weighted shares.
    float[] targets = new float[100];
    for (int i = 0; i < 20; i++) {
      targets[i] = 1;
    }
    var data = new Dataset(new float[100], new int[] {1}, targets);
    var blueprint =
        Sequential.input(1)
            .add(dense(2))
            .compile(Adam.withLearningRate(0.05), Loss.SPARSE_CATEGORICAL_CROSSENTROPY);
    double[] balanced = ClassWeights.balanced(data, 2);
    assertThat(balanced).containsExactly(0.625, 2.5);
    try (Model plain = blueprint.build(1);
        Model weighted = blueprint.build(1)) {
      plain.fit(data, Fit.epochs(200).batchSize(100));
      weighted.fit(data, Fit.epochs(200).batchSize(100).classWeights(balanced));
      assertThat(plain.predict(data)[0][1]).isCloseTo(0.2f, within(0.01f));
      assertThat(weighted.predict(data)[0][1]).isCloseTo(0.5f, within(0.01f));
    }
  }

  @Test
  void sampleWeightsOfEveryClassAreClassWeights() {
    Dataset data = Samples.clouds(60, 1);
    float[] ofRows = new float[60];
    for (int i = 0; i < ofRows.length; i++) {
      ofRows[i] = data.targets()[i] == 0 ? 0.5f : 2;
    }
    Fit fit = Fit.epochs(3).validationSplit(0.2);
    try (Model byClass = Samples.classifier().build(1);
        Model byRow = Samples.classifier().build(1);
        Model byBoth = Samples.classifier().build(1);
        Model plain = Samples.classifier().build(1)) {
      byClass.fit(data, fit.classWeights(0.5, 2));
      byRow.fit(data, fit.sampleWeights(ofRows));
      float[] halves = new float[60];
      Arrays.fill(halves, 0.5f);
      byBoth.fit(data, fit.classWeights(1, 4).sampleWeights(halves));
      plain.fit(data, fit);
      assertThat(byRow.weights()).isEqualTo(byClass.weights()).isNotEqualTo(plain.weights());
      assertThat(byBoth.weights()).isEqualTo(byClass.weights());
    }
  }

  @Test
  void fitsSeveralTargetsAtOnce() {
    // An autoencoder of points on a line in three dimensions.
    Dataset line = Samples.line(200, 1);
    float[] points = new float[600];
    for (int i = 0; i < 200; i++) {
      points[3 * i] = line.features()[i];
      points[3 * i + 1] = -line.features()[i];
      points[3 * i + 2] = 2 * line.features()[i];
    }
    var data = new Dataset(points, new int[] {3}, points, 3);
    var blueprint =
        Sequential.input(3)
            .add(dense(1))
            .add(dense(3))
            .compile(Adam.withLearningRate(0.02), Loss.MEAN_SQUARED_ERROR, Metrics.MSE, Metrics.R2);
    try (Model model = blueprint.build(1)) {
      History history = model.fit(data, Fit.epochs(60).validationSplit(0.25));
      assertThat(history.last("val_r2")).isGreaterThan(0.99);
      assertThat(history.last("val_mse")).isCloseTo(history.last("val_loss"), within(1e-6));
      assertThat(model.predict(data)).hasDimensions(200, 3);
    }
  }

  @Test
  void oneHotTargetsTrainAsTheirClassesDo() {
    Dataset sparse = Samples.clouds(80, 1);
    float[] targets = new float[160];
    for (int i = 0; i < 80; i++) {
      targets[2 * i + (int) sparse.targets()[i]] = 1;
    }
    var oneHot = new Dataset(sparse.features(), new int[] {2}, targets, 2);
    Blueprint classes = Samples.classifier();
    var shares =
        new Blueprint(
            classes.architecture(),
            classes.optimizer(),
            Loss.CATEGORICAL_CROSSENTROPY,
            List.of(Metrics.ACCURACY, Metrics.AUC));
    try (Model first = classes.build(1);
        Model second = shares.build(1)) {
      first.fit(sparse, Fit.epochs(3).classWeights(1, 2));
      second.fit(oneHot, Fit.epochs(3).classWeights(1, 2));
      Evaluation expected = first.evaluate(sparse);
      assertThat(second.evaluate(oneHot).loss()).isCloseTo(expected.loss(), within(1e-5));
      assertThat(second.evaluate(oneHot).get("accuracy")).isEqualTo(expected.get("accuracy"));
    }
  }
}
