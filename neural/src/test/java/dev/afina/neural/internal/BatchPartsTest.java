package dev.afina.neural.internal;

import static dev.afina.neural.layer.Layers.batchNormalization;
import static dev.afina.neural.layer.Layers.conv2d;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.dropout;
import static dev.afina.neural.layer.Layers.flatten;
import static dev.afina.neural.layer.Layers.lstm;
import static dev.afina.neural.layer.Layers.maxPooling2d;
import static dev.afina.neural.layer.Layers.reshape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.data.Dataset;
import dev.afina.neural.layer.Activation;
import dev.afina.neural.layer.Architecture;
import dev.afina.neural.layer.Layer;
import dev.afina.neural.layer.Penalized;
import dev.afina.neural.layer.Penalty;
import dev.afina.neural.layer.Shape;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metric;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Sgd;
import dev.afina.neural.weights.InitialWeights;
import dev.afina.neural.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a scope works by being open
class BatchPartsTest {

  private static final Shape IMAGE = Shape.of(28, 28, 1);
  private static final int ROWS = 160;
  private static final Penalty PENALTY = new Penalty(0.01, 0.02);
  private static final Loss LOSS = Loss.SPARSE_CATEGORICAL_CROSSENTROPY;

  private static Architecture architecture(Layer... layers) {
    return new Architecture(IMAGE, List.of(layers));
  }

  private static Architecture convolutions(Layer... behind) {
    List<Layer> layers =
        new ArrayList<>(List.of(conv2d(32, 3).activation(Activation.RELU), maxPooling2d(2)));
    layers.addAll(List.of(behind));
    layers.add(flatten());
    layers.add(dense(3));
    return new Architecture(IMAGE, layers);
  }

  private static int rows(Architecture architecture, int batch) {
    return BatchParts.of(architecture, false).rows(batch);
  }

  @Test
  void partsAreOfOneSizeAndTheirConvolutionsFitIntoTheCache() {
    assertThat(rows(convolutions(), 128)).isEqualTo(32);
    assertThat(rows(convolutions(), 34)).isEqualTo(34);
    assertThat(rows(convolutions(), 35)).isEqualTo(18);
    assertThat(rows(convolutions(), 1)).isEqualTo(1);
    assertThat(rows(architecture(conv2d(500, 3), flatten(), dense(1)), 128)).isEqualTo(16);
  }

  @Test
  void partsInBlocksAreLarger() {
    BatchParts parts = BatchParts.of(convolutions(), true);
    assertThat(parts.rows(128)).isEqualTo(128);
    assertThat(parts.rows(ROWS)).isEqualTo(ROWS / 2);
  }

  @Test
  void otherNetworksStayWhole() {
    Architecture perceptron = architecture(flatten(), dense(1000), dense(3));
    assertThat(rows(perceptron, 1 << 20)).isEqualTo(1 << 20);
    Architecture heavy = architecture(conv2d(32, 3), flatten(), dense(100));
    assertThat(rows(heavy, 128)).isEqualTo(128);
    Architecture recurrent = architecture(conv2d(32, 3), reshape(26, 26 * 32), lstm(4), dense(1));
    assertThat(rows(recurrent, 128)).isEqualTo(128);
  }

  @Test
  void whatNormalizesOverTheBatchSeesItWhole() {
    Native.run(
        "testing",
        () -> {
          Architecture plain = convolutions();
          Architecture normalized = convolutions(batchNormalization());
          try (Network parted = new Network(plain, InitialWeights.draw(plain, 1));
              Network whole = new Network(normalized, InitialWeights.draw(normalized, 1))) {
            assertThat(parted.rowsAtOnce(ROWS)).isLessThan(ROWS);
            assertThat(whole.rowsAtOnce(ROWS)).isEqualTo(ROWS);
          }
        });
  }

  @Test
  void aBatchInPartsIsTrainedOnLikeTheWhole() {
    Architecture architecture =
        convolutions(dropout(0.4), new Penalized(conv2d(4, 3), PENALTY, Penalty.NONE));
    Weights weights = InitialWeights.draw(architecture, 1);
    Native.run(
        "testing",
        () -> {
          try (Network network = new Network(architecture, weights);
              TensorData data = data(pixels(), true)) {
            assertThat(network.rowsAtOnce(ROWS)).isLessThan(ROWS);
            float[] gradient;
            double loss;
            double right;
            try (PointerScope scope = new PointerScope()) {
              Pass pass = Pass.training(1, 0);
              Tensor outputs = network.forward(data.features(), pass);
              Tensor mean =
                  network
                      .penalties()
                      .added(LossFunction.mean(LOSS, outputs, data.targets(), data.rowWeights()));
              loss = mean.item_float();
              right =
                  outputs.argmax(new LongOptional(1), false).eq(data.targets()).sum().item_long();
              pass.backward(mean);
              gradient = vector(network.gradient());
            }
            Metric.Tally accuracy = Metrics.ACCURACY.tally();
            float[] before = vector(network.trained());
            List<Double> losses = train(network, data, List.of(accuracy));
            assertThat(losses).hasSize(1);
            assertThat(losses.get(0)).isCloseTo(loss, within(1e-5 * loss));
            float[] after = vector(network.trained());
            for (int i = 0; i < before.length; i++) {
              assertThat(before[i] - after[i]).isCloseTo(gradient[i], within(1e-5f));
            }
            assertThat(accuracy.value()).isEqualTo(right / ROWS);
          }
        });
  }

  @Test
  void aLossThatIsNotFiniteInTheLastPartAloneChangesNoWeight() {
    float[] pixels = pixels();
    pixels[pixels.length - 1] = Float.NaN;
    Architecture architecture = convolutions();
    Native.run(
        "testing",
        () -> {
          try (Network network = new Network(architecture, InitialWeights.draw(architecture, 1));
              TensorData data = data(pixels, false)) {
            float[] before = vector(network.trained());
            assertThat(train(network, data, List.of())).containsExactly(Double.NaN);
            assertThat(vector(network.trained())).containsExactly(before);
          }
        });
  }

  /** Trains on one batch by whole gradients; the loss. */
  private static List<Double> train(Network network, TensorData data, List<Metric.Tally> tallies) {
    List<Double> losses = new ArrayList<>();
    Trainer.BatchListener listener =
        new Trainer.BatchListener() {
          @Override
          public void begin(int batch) {}

          @Override
          public void end(int batch, double loss) {
            losses.add(loss);
          }

          @Override
          public void nonFinite(int batch, double loss) {
            losses.add(loss);
          }
        };
    try (UpdateRule rule = UpdateRule.of(Sgd.withLearningRate(1), network)) {
      new Trainer(network, rule, LOSS, 1, 0, tallies, listener)
          .train(data, LongStream.range(0, ROWS).toArray(), ROWS);
    }
    return losses;
  }

  private static float[] vector(Tensor tensor) {
    float[] values = new float[(int) tensor.numel()];
    Tensors.read(tensor, values, values.length);
    return values;
  }

  private static TensorData data(float[] pixels, boolean weighted) {
    float[] labels = new float[ROWS];
    float[] rowWeights = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      labels[i] = i % 3;
      rowWeights[i] = 0.5f + i % 5;
    }
    return new TensorData(
        new Dataset(pixels, IMAGE.toArray(), labels), IMAGE, LOSS, weighted ? rowWeights : null);
  }

  private static float[] pixels() {
    var random = new SplittableRandom(1);
    float[] pixels = new float[ROWS * IMAGE.count()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return pixels;
  }
}
