package dev.afina.neural;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.batchNormalization;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.dropout;
import static dev.afina.neural.layer.Layers.flatten;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.afina.data.Dataset;
import dev.afina.neural.layer.Frozen;
import dev.afina.neural.layer.Shape;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import dev.afina.neural.optimizer.Optimizer;
import dev.afina.neural.optimizer.Sgd;
import dev.afina.neural.weights.WeightArray;
import dev.afina.neural.weights.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that begin with the layers of others. */
class TransferTest {

  private static final Dataset DATA = Samples.clouds(120, 1);
  private static final Optimizer ADAM = Adam.withLearningRate(0.01);
  private static final Loss CLASSES = Loss.SPARSE_CATEGORICAL_CROSSENTROPY;

  private static Model trained() {
    Model model = Samples.classifier().build(3);
    model.fit(DATA, Fit.epochs(3).batchSize(16));
    return model;
  }

  private static void assertSame(Weights one, Weights other, String layer) {
    List<String> names =
        one.arrays().keySet().stream().filter(name -> name.startsWith(layer + ".")).toList();
    assertThat(names).isNotEmpty();
    names.forEach(name -> assertThat(other.get(name)).as(name).isEqualTo(one.get(name)));
  }

  @Test
  void aCutNetworkStartsWithTheWeightsAndItsHeadDoesNot() {
    try (Model model = trained()) {
      Blueprint blueprint =
          Sequential.of(model)
              .upTo("batch_normalization")
              .add(dense(8).activation(RELU))
              .add(dense(2))
              .compile(ADAM, CLASSES);
      try (Model reused = blueprint.build(9);
          Model fresh =
              new Blueprint(blueprint.architecture(), ADAM, CLASSES, List.of()).build(9)) {
        assertSame(model.weights(), reused.weights(), "dense");
        assertSame(model.weights(), reused.weights(), "batch_normalization");
        assertSame(fresh.weights(), reused.weights(), "dense_1");
        assertSame(fresh.weights(), reused.weights(), "dense_2");
        assertThat(reused.weights().get("dense_1.weight").shape()).isEqualTo(Shape.of(8, 16));
        assertThat(reused.epoch()).isZero();
      }
    }
  }

  @Test
  void frozenLayersStayToTheLastBitWhileTheHeadLearns() {
    try (Model model = trained();
        Model reused =
            Sequential.of(model)
                .upTo("batch_normalization")
                .freeze()
                .add(dropout(0.2))
                .add(dense(2))
                .compile(Adam.withLearningRate(0.01).weightDecay(0.1), CLASSES, Metrics.ACCURACY)
                .build(4)) {
      Weights before = reused.weights();
      assertThat(reused.summary())
          .contains("dense (frozen)", "batch_normalization (frozen)", "trained: 34, not");

      History history = reused.fit(DATA, Fit.epochs(6).batchSize(16));

      Weights after = reused.weights();
      assertSame(before, after, "dense");
      assertSame(before, after, "batch_normalization");
      assertThat(after.get("dense_1.weight")).isNotEqualTo(before.get("dense_1.weight"));
      assertThat(history.last("loss")).isLessThan(history.values("loss")[0]);
      assertThat(reused.trainingState().optimizer().get("mean").values()).hasSize(34);
    }
  }

  @Test
  void frozenBatchNormalizationGoesByItsRunningStatisticsInTraining() {
    try (Model model = trained();
        Model reused =
            Sequential.of(model)
                .upTo("batch_normalization")
                .freeze()
                .add(dense(2))
                .compile(Sgd.withLearningRate(1e-12), CLASSES)
                .build(4)) {
      // One row a batch: refused where normalization goes over the batch.
      double seen = reused.fit(DATA, Fit.epochs(1).batchSize(1)).last("loss");

      assertThat(seen).isCloseTo(reused.evaluate(DATA).loss(), within());
    }
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-6);
  }

  @Test
  void unfrozenLayersLearnAgainFromWhereTheyWere() {
    try (Model model = trained();
        Model head =
            Sequential.of(model)
                .upTo("batch_normalization")
                .freeze()
                .add(dense(2))
                .compile(ADAM, CLASSES)
                .build(4)) {
      head.fit(DATA, Fit.epochs(2));
      try (Model tuned =
          Sequential.of(head)
              .unfreeze("batch_normalization")
              .compile(Adam.withLearningRate(1e-3), CLASSES)
              .build(4)) {
        assertThat(tuned.weights()).isEqualTo(head.weights());
        assertThat(tuned.blueprint().architecture().layers())
            .containsExactly(
                new Frozen(dense(16).activation(RELU)), batchNormalization(), dense(2));
        tuned.fit(DATA, Fit.epochs(1));
        assertSame(head.weights(), tuned.weights(), "dense");
        assertThat(tuned.weights().get("batch_normalization.running_mean"))
            .isNotEqualTo(head.weights().get("batch_normalization.running_mean"));
      }
      assertThat(Sequential.of(head).unfreeze().architecture().weightCount(false)).isEqualTo(32);
    }
  }

  @Test
  void copiesShareNothing() {
    try (Model model = trained();
        Model copy = model.copy();
        Model reused = Sequential.of(model).compile(ADAM, CLASSES).build(1)) {
      Weights before = model.weights();
      assertThat(copy.weights()).isEqualTo(before);
      assertThat(reused.weights()).isEqualTo(before);

      copy.fit(DATA, Fit.epochs(1));
      reused.fit(DATA, Fit.epochs(1));
      assertThat(model.weights()).isEqualTo(before);
      assertThat(copy.weights()).isNotEqualTo(before);

      // The copy had the optimizer's state and the epoch too: both go the same way.
      model.fit(DATA, Fit.epochs(1));
      assertThat(copy.weights()).isEqualTo(model.weights());
      assertThat(reused.weights()).isNotEqualTo(model.weights());
    }
  }

  @Test
  void blueprintsOutliveTheModelThatTheyStartFrom(@TempDir Path folder) {
    Blueprint blueprint;
    Weights weights;
    try (Model model = trained()) {
      model.save(folder);
      weights = model.weights();
    }
    try (Model loaded = Model.load(folder)) {
      blueprint = Sequential.of(loaded).freeze("dense").compile(ADAM, CLASSES);
    }
    try (Model first = blueprint.build(1);
        Model second = blueprint.build(2)) {
      assertThat(first.weights()).isEqualTo(weights).isEqualTo(second.weights());
      first.fit(DATA, Fit.epochs(1));
      first.save(folder);
      try (Model loaded = Model.load(folder)) {
        assertThat(loaded.weights()).isEqualTo(first.weights());
        assertThat(loaded.blueprint().architecture()).isEqualTo(blueprint.architecture());
        assertThat(loaded.predict(DATA)).isDeepEqualTo(first.predict(DATA));
      }
    }
  }

  @Test
  void transferGoesOnAfterAStopButNotFromOtherWeights(@TempDir Path folder) {
    Path file = folder.resolve("fit.checkpoint");
    try (Model model = trained();
        Model other = Samples.classifier().build(3)) {
      Blueprint blueprint = Sequential.of(model).freeze("dense").compile(ADAM, CLASSES);
      Blueprint elsewhere = Sequential.of(other).freeze("dense").compile(ADAM, CLASSES);
      try (Model first = blueprint.build(1);
          Model second = blueprint.build(1);
          Model whole = blueprint.build(1);
          Model stranger = elsewhere.build(1)) {
        Fit fit = Fit.epochs(4).callbacks(new CutInEpochTwo()).resumable(file);
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> first.fit(DATA, fit)))
            .hasMessage("cut");
        assertThatIllegalArgumentException()
            .isThrownBy(() -> stranger.fit(DATA, fit))
            .withMessageContaining("weights at the start");
        second.fit(DATA, fit);
        whole.fit(DATA, Fit.epochs(4));
        assertThat(second.weights()).isEqualTo(whole.weights());
      }
    }
  }

  private static final class CutInEpochTwo implements dev.afina.neural.callback.Callback {

    private boolean still = true;

    @Override
    public void epochBegin(dev.afina.neural.callback.Training training) {
      if (still && training.epoch() == 2) {
        still = false;
        throw new IllegalStateException("cut");
      }
    }
  }

  @Test
  void branchesCanBeCutFrozenAndGrownToo() {
    Node input = Node.input(2);
    Node body = input.then(dense(8).activation(RELU));
    Blueprint blueprint =
        Node.add(body, body.then(dense(8)).then(batchNormalization()))
            .then(dense(2))
            .compile(ADAM, CLASSES);
    try (Model model = blueprint.build(1)) {
      Node end = Node.of(model);
      assertThat(end.architecture()).isEqualTo(blueprint.architecture());
      Node frozen = end.at("add").freeze("dense", "dense_1");
      Node joined = Node.concatenate(frozen, frozen.at("dense"));
      try (Model grown = joined.then(dense(2)).compile(ADAM, CLASSES).build(7)) {
        Weights before = grown.weights();
        assertSame(model.weights(), before, "dense");
        assertSame(model.weights(), before, "batch_normalization");
        grown.fit(DATA, Fit.epochs(2));
        assertSame(before, grown.weights(), "dense");
        assertSame(before, grown.weights(), "dense_1");
        assertThat(grown.weights().get("batch_normalization.weight"))
            .isNotEqualTo(before.get("batch_normalization.weight"));
      }
    }
  }

  @Test
  void anEncoderTrainedWithoutLabelsFindsBetterFeaturesThanARandomOne() throws IOException {
    Dataset digits = Samples.digits();
    Dataset few = digits.select(IntStream.range(0, 100).toArray());
    Dataset test = digits.select(IntStream.range(1000, 1700).toArray());
    Blueprint autoencoder =
        Sequential.input(8, 8)
            .add(flatten())
            .add(dense(32).activation(RELU))
            .add(dense(64))
            .compile(Adam.withLearningRate(3e-3), Loss.MEAN_SQUARED_ERROR);
    try (Model model = autoencoder.build(1)) {
      Dataset pixels =
          new Dataset(digits.features(), digits.featureShape(), digits.features(), 64)
              .select(IntStream.range(0, 1000).toArray());
      History history = model.fit(pixels, Fit.epochs(10));
      assertThat(history.last("loss")).isLessThan(0.25 * history.values("loss")[0]);

      Sequential encoder = Sequential.of(model).upTo("dense").freeze();
      Blueprint classifier =
          encoder.add(dense(10)).compile(Adam.withLearningRate(0.02), CLASSES, Metrics.ACCURACY);
      Blueprint blank =
          new Blueprint(
              classifier.architecture(), classifier.optimizer(), CLASSES, classifier.metrics());
      double pretrained = accuracy(classifier, few, test);
      assertThat(pretrained).isGreaterThan(0.75).isGreaterThan(accuracy(blank, few, test) + 0.04);
    }
  }

  private static double accuracy(Blueprint blueprint, Dataset train, Dataset test) {
    try (Model model = blueprint.build(1)) {
      model.fit(train, Fit.epochs(60));
      return model.evaluate(test).get("accuracy");
    }
  }

  @Test
  void refusesWhatCannotBeReused() {
    try (Model model = trained()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Sequential.of(model).upTo("dense_7"))
          .withMessage(
              "there is no layer \"dense_7\", expected one of [dense, batch_normalization, dropout,"
                  + " dense_1]");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Sequential.of(model).freeze("conv2d"))
          .withMessageStartingWith("there is no layer \"conv2d\"");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Sequential.of(model).freeze().compile(ADAM, CLASSES))
          .withMessage(
              "the network has no weights to train, as every layer that has some is frozen;"
                  + " unfreeze one, or add one");
      Blueprint blueprint = Samples.classifier();
      Weights wrong = new Weights(Map.of("dense.bias", new WeightArray(Shape.of(2), new float[2])));
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  new Blueprint(
                      blueprint.architecture(), ADAM, CLASSES, blueprint.metrics(), wrong))
          .withMessage(
              "the weights are of another network: \"dense.bias\" has shape (2), expected (16)");
    }
  }
}
