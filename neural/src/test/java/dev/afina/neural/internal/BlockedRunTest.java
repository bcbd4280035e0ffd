package dev.afina.neural.internal;

import static dev.afina.neural.layer.Layers.activation;
import static dev.afina.neural.layer.Layers.averagePooling2d;
import static dev.afina.neural.layer.Layers.batchNormalization;
import static dev.afina.neural.layer.Layers.conv2d;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.embedding;
import static dev.afina.neural.layer.Layers.flatten;
import static dev.afina.neural.layer.Layers.maxPooling2d;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.neural.layer.Activation;
import dev.afina.neural.layer.Architecture;
import dev.afina.neural.layer.Conv2D;
import dev.afina.neural.layer.Frozen;
import dev.afina.neural.layer.Layer;
import dev.afina.neural.layer.Padding;
import dev.afina.neural.layer.Shape;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.weights.InitialWeights;
import dev.afina.neural.weights.WeightArray;
import dev.afina.neural.weights.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try") // a scope works by being open
class BlockedRunTest {

  private static final Shape IMAGE = Shape.of(13, 13, 3);
  private static final int ROWS = 6;
  private static final Conv2D LAYER = conv2d(16, 3).activation(Activation.RELU);
  private static final Layer POOLING = maxPooling2d(2);

  @BeforeAll
  static void onlyWhereThereAreBlocks() {
    Nets.assumeBlocks();
  }

  private static Architecture architecture(Layer... layers) {
    return new Architecture(IMAGE, List.of(layers));
  }

  private static Network network(Architecture architecture) {
    return new Network(architecture, weights(architecture));
  }

  /** As drawn, but with biases that are not 0. */
  private static Weights weights(Architecture architecture) {
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    var random = new SplittableRandom(2);
    InitialWeights.draw(architecture, 1)
        .arrays()
        .forEach(
            (name, array) -> {
              float[] values = array.values().clone();
              if (name.endsWith("bias")) {
                for (int i = 0; i < values.length; i++) {
                  values[i] = (float) random.nextGaussian();
                }
              }
              arrays.put(name, new WeightArray(array.shape(), values));
            });
    return new Weights(arrays);
  }

  static List<List<Layer>> outputsAndGradientsAreThoseOfTheLayersOneByOne() {
    Layer same = LAYER.padding(Padding.SAME);
    return List.of(
        List.of(LAYER, POOLING),
        List.of(LAYER, POOLING, conv2d(32, 3).activation(Activation.RELU), POOLING),
        List.of(same, same, maxPooling2d(3).strides(2), same),
        List.of(LAYER.withoutBias(), activation(Activation.RELU), POOLING, POOLING),
        List.of(conv2d(16, 3), POOLING, activation(Activation.RELU), conv2d(16, 1)),
        List.of(new Frozen(LAYER), POOLING, LAYER),
        List.of(LAYER, new Frozen(LAYER), POOLING),
        List.of(new Frozen(LAYER), POOLING, flatten(), dense(3)),
        List.of(same, POOLING, averagePooling2d(2), same, POOLING));
  }

  @ParameterizedTest
  @MethodSource
  void outputsAndGradientsAreThoseOfTheLayersOneByOne(List<Layer> layers) {
    assertThatBlocksChangeNothing(new Architecture(IMAGE, layers));
  }

  @ParameterizedTest
  @CsvSource({"13, 3", "3, 13", "3, 3"})
  void imagesOfOneColumnOrRowAreNormalized(int height, int width) {
    Layer same = LAYER.padding(Padding.SAME);
    Shape narrow = Shape.of(height, width, 3);
    for (Layer normalization : List.of(batchNormalization(), new Frozen(batchNormalization()))) {
      assertThatBlocksChangeNothing(
          new Architecture(narrow, List.of(same, POOLING, normalization)));
    }
  }

  @Test
  void whatMakesTokensGetsNoGradient() {
    Architecture architecture =
        architecture(LAYER, POOLING, flatten(), embedding(2, 1), flatten(), dense(2));
    Native.run(
        "testing",
        () -> {
          try (Network network = network(architecture)) {
            Map<String, WeightArray> arrays = new LinkedHashMap<>(network.read().arrays());
            arrays.replaceAll(
                (name, array) ->
                    name.startsWith("conv2d")
                        ? new WeightArray(array.shape(), new float[array.values().length])
                        : array);
            network.write(new Weights(arrays));
            assertThat(network.blocked()).isNotEmpty();
            outputs(network, pixels());
            float[] gradient = gradient(network);
            int convolution = network.read().get("conv2d.weight").values().length + LAYER.filters();
            assertThat(Arrays.copyOf(gradient, convolution)).containsOnly(0);
            assertThat(gradient[gradient.length - 1]).isNotZero();
          }
        });
  }

  private static void assertThatBlocksChangeNothing(Architecture architecture) {
    compare(
        architecture,
        (network, plain) -> {
          float[] pixels = pixels(ROWS, architecture.inputShape());
          float[] outputs = outputs(plain, pixels);
          assertThat(outputs(network, pixels)).containsExactly(outputs, within(1e-4f));
          float[] gradient = gradient(plain);
          assertThat(gradient).hasSizeGreaterThan(100);
          assertThat(gradient(network)).containsExactly(gradient, within(1e-4f));
          // With what is there already, and the same bits.
          float[] once = gradient(network);
          outputs(network, pixels);
          float[] twice = gradient(network);
          for (int i = 0; i < once.length; i++) {
            assertThat(twice[i]).isEqualTo(2 * once[i]);
          }
        });
  }

  @Test
  void largeBatchesGoThroughInParts() {
    Architecture architecture = architecture(LAYER, POOLING, LAYER, POOLING, flatten(), dense(2));
    compare(
        architecture,
        (network, plain) -> {
          for (int rows : new int[] {1, 800, 2000, 2, 3, 4, 5, 800, 1999, 5}) {
            network.gradient().zero_();
            plain.gradient().zero_();
            float[] pixels = pixels(rows);
            float[] outputs = outputs(plain, pixels);
            assertThat(outputs(network, pixels)).containsExactly(outputs, within(1e-4f));
            assertThat(gradient(network)).containsExactly(gradient(plain), within(1e-4f));
          }
        });
  }

  @Test
  void predictionsHaveTheBitsOfTraining() {
    Architecture architecture = architecture(LAYER, POOLING, LAYER, POOLING, flatten(), dense(2));
    Native.run(
        "testing",
        () -> {
          try (Network network = network(architecture)) {
            float[] pixels = pixels(800);
            float[] trained = outputs(network, pixels);
            float[][] predicted = Inference.predict(network, Loss.MEAN_SQUARED_ERROR, pixels);
            for (int row = 0; row < predicted.length; row++) {
              assertThat(predicted[row])
                  .containsExactly(Arrays.copyOfRange(trained, 2 * row, 2 * row + 2));
            }
          }
        });
  }

  @Test
  void ofEqualValuesTheFirstGetsTheGradient() {
    Architecture architecture = architecture(LAYER.padding(Padding.SAME), POOLING);
    compare(
        architecture,
        (network, plain) -> {
          float[] even = new float[ROWS * IMAGE.count()];
          Arrays.fill(even, 0.5f);
          outputs(plain, even);
          outputs(network, even);
          assertThat(gradient(network)).containsExactly(gradient(plain), within(1e-4f));
        });
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, 1e30f, -1e38f})
  void whatIsNotANumberIsNotPassedOver(float value) {
    Architecture architecture = architecture(LAYER, POOLING, LAYER, POOLING, flatten());
    compare(
        architecture,
        (network, plain) -> {
          float[] pixels = pixels();
          for (float[] given : List.of(with(pixels, 0, value), with(pixels, 777, value))) {
            assertThat(outputs(network, given)).containsExactly(outputs(plain, given));
          }
          for (String name : List.of("conv2d.weight", "conv2d_1.weight", "conv2d_1.bias")) {
            Map<String, WeightArray> arrays = new LinkedHashMap<>(network.read().arrays());
            WeightArray array = network.read().get(name);
            arrays.put(name, new WeightArray(array.shape(), with(array.values(), 3, value)));
            network.write(new Weights(arrays));
            plain.write(new Weights(arrays));
            assertThat(outputs(network, pixels)).containsExactly(outputs(plain, pixels));
          }
        });
  }

  private static float[] with(float[] values, int index, float value) {
    float[] changed = values.clone();
    changed[index] = value;
    return changed;
  }

  /** Gives a test two networks of the same weights; the second one is computed without blocks. */
  private static void compare(Architecture architecture, BiConsumer<Network, Network> test) {
    Native.run(
        "testing",
        () -> {
          try (Network network = network(architecture);
              Network plain = network(architecture)) {
            assertThat(network.blocked()).isNotEmpty();
            plain.blocked().clear();
            test.accept(network, plain);
          }
        });
  }

  /** The outputs, after going back from the mean of their squares. */
  private static float[] outputs(Network network, float[] pixels) {
    try (PointerScope scope = new PointerScope()) {
      Pass pass = Pass.training(1, 0);
      Shape image = network.architecture().inputShape();
      Tensor batch = Tensors.of(pixels, image.withBatch(pixels.length / image.count()));
      Tensor outputs = network.forward(batch, pass);
      pass.backward(outputs.square().mean());
      Tensor plain = outputs.detach().contiguous();
      float[] values = new float[(int) plain.numel()];
      Tensors.read(plain, values, values.length);
      return values;
    }
  }

  private static float[] gradient(Network network) {
    float[] values = new float[network.trainedCount()];
    Tensors.read(network.gradient(), values, values.length);
    return values;
  }

  private static float[] pixels() {
    return pixels(ROWS);
  }

  private static float[] pixels(int rows) {
    return pixels(rows, IMAGE);
  }

  private static float[] pixels(int rows, Shape image) {
    var random = new SplittableRandom(1);
    float[] pixels = new float[rows * image.count()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return pixels;
  }
}
