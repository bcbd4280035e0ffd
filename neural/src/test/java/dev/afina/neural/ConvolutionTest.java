package dev.afina.neural;

import static dev.afina.neural.layer.Layers.batchNormalization;
import static dev.afina.neural.layer.Layers.conv2d;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.dropout;
import static dev.afina.neural.layer.Layers.embedding;
import static dev.afina.neural.layer.Layers.flatten;
import static dev.afina.neural.layer.Layers.globalAveragePooling;
import static dev.afina.neural.layer.Layers.gru;
import static dev.afina.neural.layer.Layers.layerNormalization;
import static dev.afina.neural.layer.Layers.lstm;
import static dev.afina.neural.layer.Layers.maxPooling2d;
import static dev.afina.neural.layer.Layers.randomHorizontalFlip;
import static dev.afina.neural.layer.Layers.randomRotation;
import static dev.afina.neural.layer.Layers.reshape;
import static dev.afina.neural.layer.Layers.separableConv2d;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.afina.data.Dataset;
import dev.afina.neural.layer.Activation;
import dev.afina.neural.layer.Padding;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvolutionTest {

  private static Blueprint everyKind() {
    return Sequential.input(8, 8)
        .add(reshape(8, 8, 1))
        .add(randomHorizontalFlip())
        .add(randomRotation(0.02))
        .add(conv2d(8, 3).padding(Padding.SAME).activation(Activation.RELU))
        .add(batchNormalization())
        .add(maxPooling2d(2))
        .add(separableConv2d(12, 3).padding(Padding.SAME))
        .add(layerNormalization())
        .add(dropout(0.2))
        .add(globalAveragePooling())
        .add(dense(10))
        .compile(
            Adam.withLearningRate(0.01), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metrics.ACCURACY);
  }

  @Test
  void sameSeedGivesTheSameBitsAlsoFromAFile(@TempDir Path folder) throws IOException {
    Dataset data = Samples.digits().select(IntStream.range(0, 300).toArray());
    try (Model first = everyKind().build(3);
        Model second = everyKind().build(3)) {
      first.fit(data, Fit.epochs(2).batchSize(50));
      second.fit(data, Fit.epochs(2).batchSize(50));
      assertThat(second.weights()).isEqualTo(first.weights());
      first.save(folder);
      try (Model loaded = Model.load(folder)) {
        assertThat(loaded.blueprint().architecture()).isEqualTo(everyKind().architecture());
        assertThat(loaded.predict(data)).isDeepEqualTo(first.predict(data));
      }
    }
  }

  @Test
  void recurrentLayersLearnWhatStoodFirst() {
    for (boolean isLstm : new boolean[] {true, false}) {
      Dataset data = sequences(400, 1);
      var network = Sequential.input(6).add(embedding(4, 8));
      Blueprint blueprint =
          (isLstm
                  ? network.add(lstm(12).returningSequences()).add(lstm(12))
                  : network.add(gru(12).returningSequences()).add(gru(12)))
              .add(dense(4))
              .compile(
                  Adam.withLearningRate(0.02),
                  Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
                  Metrics.ACCURACY);
      try (Model model = blueprint.build(1)) {
        model.fit(data, Fit.epochs(15).batchSize(40));
        assertThat(model.evaluate(sequences(200, 2)).get("accuracy")).isGreaterThan(0.95);
      }
    }
  }

  /** Six tokens, of which the first is the class. */
  private static Dataset sequences(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] tokens = new float[6 * rows];
    float[] targets = new float[rows];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = random.nextInt(4);
      if (i % 6 == 0) {
        targets[i / 6] = tokens[i];
      }
    }
    return new Dataset(tokens, new int[] {6}, targets);
  }

  @Test
  void refusesTokensThatThereAreNot() {
    refusesToken(9, "embedding is given token 9.0, expected whole numbers from 0 to 3");
    refusesToken(-2, "embedding is given token -2.0, expected whole numbers from 0 to 3");
    refusesToken(
        1.5f, "embedding is given a token with a fraction, expected whole numbers from 0 to 3");
  }

  private static void refusesToken(float token, String message) {
    Dataset data = new Dataset(new float[] {0, 3, 1, token}, new int[] {2}, new float[] {0, 1});
    Blueprint blueprint =
        Sequential.input(2)
            .add(embedding(4, 3))
            .add(flatten())
            .add(dense(2))
            .compile(Adam.withLearningRate(0.01), Loss.SPARSE_CATEGORICAL_CROSSENTROPY);
    try (Model model = blueprint.build(1)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.fit(data, Fit.epochs(1)))
          .withMessage(message);
    }
  }
}
