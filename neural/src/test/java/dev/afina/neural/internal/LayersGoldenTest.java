package dev.afina.neural.internal;

import static dev.afina.neural.layer.Layers.averagePooling1d;
import static dev.afina.neural.layer.Layers.averagePooling2d;
import static dev.afina.neural.layer.Layers.batchNormalization;
import static dev.afina.neural.layer.Layers.conv1d;
import static dev.afina.neural.layer.Layers.conv2d;
import static dev.afina.neural.layer.Layers.depthwiseConv2d;
import static dev.afina.neural.layer.Layers.embedding;
import static dev.afina.neural.layer.Layers.flatten;
import static dev.afina.neural.layer.Layers.globalAveragePooling;
import static dev.afina.neural.layer.Layers.globalMaxPooling;
import static dev.afina.neural.layer.Layers.gru;
import static dev.afina.neural.layer.Layers.layerNormalization;
import static dev.afina.neural.layer.Layers.lstm;
import static dev.afina.neural.layer.Layers.maxPooling1d;
import static dev.afina.neural.layer.Layers.maxPooling2d;
import static dev.afina.neural.layer.Layers.rescaling;
import static dev.afina.neural.layer.Layers.reshape;
import static dev.afina.neural.layer.Layers.separableConv2d;
import static dev.afina.neural.layer.Padding.SAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afina.neural.TrainingGolden;
import dev.afina.neural.layer.Activation;
import dev.afina.neural.layer.Architecture;
import dev.afina.neural.layer.Layer;
import dev.afina.neural.layer.Shape;
import dev.afina.neural.weights.InitialWeights;
import dev.afina.neural.weights.WeightArray;
import dev.afina.neural.weights.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Outputs against Keras's, which {@code layers-golden.py} wrote, and gradients against slopes. */
@SuppressWarnings("try") // a scope works by being open
class LayersGoldenTest {

  private static final Shape IMAGE = Shape.of(7, 6, 3);
  private static final Shape SEQUENCE = Shape.of(9, 4);
  private static final int ROWS = 2;

  private static final Map<String, Layer> LAYERS = new LinkedHashMap<>();

  static {
    LAYERS.put("conv2d", conv2d(4, 3));
    LAYERS.put("conv2d same", conv2d(4, 3).padding(SAME).activation(Activation.TANH));
    LAYERS.put("conv2d strides", conv2d(2, 3).strides(2));
    LAYERS.put("conv2d same strides", conv2d(2, 3).strides(2).padding(SAME));
    LAYERS.put("conv2d even", conv2d(2, 2).padding(SAME));
    LAYERS.put("conv2d dilation", conv2d(2, 3).dilation(2));
    LAYERS.put("conv1d", conv1d(5, 3));
    LAYERS.put("conv1d same", conv1d(5, 4).strides(2).padding(SAME));
    LAYERS.put("depthwise", depthwiseConv2d(3).multiplier(2));
    LAYERS.put("depthwise same", depthwiseConv2d(3).strides(2).padding(SAME));
    LAYERS.put("separable", separableConv2d(4, 3).padding(SAME));
    LAYERS.put("max", maxPooling2d(2));
    LAYERS.put("max same", maxPooling2d(2).padding(SAME));
    LAYERS.put("max strides", maxPooling2d(3).strides(2).padding(SAME));
    LAYERS.put("average", averagePooling2d(3));
    LAYERS.put("average same", averagePooling2d(3).padding(SAME));
    LAYERS.put("max1d", maxPooling1d(2).padding(SAME));
    LAYERS.put("average1d", averagePooling1d(4));
    LAYERS.put("global max", globalMaxPooling());
    LAYERS.put("global average", globalAveragePooling());
    LAYERS.put("global average1d", globalAveragePooling());
    LAYERS.put("flatten", flatten());
    LAYERS.put("reshape", reshape(6, 21));
    LAYERS.put("rescaling", rescaling(0.5, -1));
    LAYERS.put("layer normalization", layerNormalization());
    LAYERS.put("batch normalization", batchNormalization());
    LAYERS.put("embedding", embedding(11, 3));
    LAYERS.put("lstm", lstm(3));
    LAYERS.put("lstm sequences", lstm(3).returningSequences());
    LAYERS.put("gru", gru(3));
    LAYERS.put("gru sequences", gru(3).returningSequences());
  }

  private static JsonNode golden() throws IOException {
    try (InputStream file = TrainingGolden.class.getResourceAsStream("layers-golden.json")) {
      return new ObjectMapper().readTree(file).required("layers");
    }
  }

  static Stream<Arguments> cases() throws IOException {
    return golden().properties().stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  private static Shape input(String name) {
    boolean sequence =
        name.contains("1d")
            || name.startsWith("lstm")
            || name.startsWith("gru")
            || name.startsWith("layer");
    return name.equals("embedding") ? Shape.of(5) : sequence ? SEQUENCE : IMAGE;
  }

  private static Layer layer(String name) {
    return Objects.requireNonNull(LAYERS.get(name), name);
  }

  private static Network network(String name) {
    var architecture = new Architecture(input(name), List.of(layer(name)));
    return Native.call(
        "testing", () -> new Network(architecture, InitialWeights.draw(architecture, 1)));
  }

  private static float[] floats(JsonNode list) {
    double[] values = TrainingGolden.doubles(list);
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void givesWhatKerasGives(String name, JsonNode expected) {
    try (Network network = network(name)) {
      write(network, expected.required("weights"));
      float[] x = floats(expected.required("x"));
      float[] y = floats(expected.required("y"));
      Shape output = network.architecture().outputShape();
      assertThat(ROWS * output.count()).isEqualTo(y.length);
      try (PointerScope scope = new PointerScope();
          NoGradient noGradient = NoGradient.open()) {
        Tensor given = Tensors.of(x, input(name).withBatch(ROWS));
        Tensor outputs = network.forward(given, Pass.inference());
        assertThat(outputs.shape()).containsExactly(output.withBatch(ROWS));
        float[] values = new float[y.length];
        Tensors.read(outputs.contiguous(), values, values.length);
        assertThat(values).containsExactly(y, within(3e-6f));
      }
    }
  }

  private static void write(Network network, JsonNode weights) {
    Architecture.Place place = network.architecture().places().get(0);
    assertThat(place.weights()).hasSize(weights.size());
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    place
        .weights()
        .forEach(
            spec ->
                arrays.put(
                    place.nameOf(spec),
                    new WeightArray(spec.shape(), floats(weights.required(spec.name())))));
    network.write(new Weights(arrays));
  }

  @Test
  void hasEveryLayerOfTheFixture() throws IOException {
    assertThat(golden().properties().stream().map(Map.Entry::getKey))
        .containsExactlyElementsOf(LAYERS.keySet());
  }

  static Stream<String> trained() {
    return LAYERS.keySet().stream().filter(name -> !layer(name).weights(input(name)).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("trained")
  void gradientsAreTheSlopes(String name) {
    try (Network network = network(name)) {
      int count = network.trainedCount();
      float[] weights = new float[count];
      float[] gradient = new float[count];
      float[] x = inputs(name);
      try (PointerScope scope = new PointerScope()) {
        sum(network, name, x).backward();
        Tensors.read(network.gradient(), gradient, count);
        Tensors.read(network.trained(), weights, count);
      }
      SplittableRandom random = new SplittableRandom(3);
      for (int probe = 0; probe < 12; probe++) {
        int i = random.nextInt(count);
        double slope =
            (shifted(network, name, x, weights, i, 0.01f)
                    - shifted(network, name, x, weights, i, -0.01f))
                / 0.02;
        assertThat((double) gradient[i])
            .as("weight %d of %s", i, name)
            .isCloseTo(slope, within(0.01 + 0.02 * Math.abs(slope)));
      }
    }
  }

  private static float[] inputs(String name) {
    SplittableRandom random = new SplittableRandom(5);
    float[] x = new float[ROWS * input(name).count()];
    for (int i = 0; i < x.length; i++) {
      x[i] = name.equals("embedding") ? random.nextInt(11) : (float) random.nextGaussian();
    }
    return x;
  }

  /** A sum of the outputs in which each has another weight. */
  private static Tensor sum(Network network, String name, float[] x) {
    Tensor outputs =
        network
            .forward(Tensors.of(x, input(name).withBatch(ROWS)), Pass.training(1, 0))
            .flatten(0, -1);
    float[] factors = new float[(int) outputs.numel()];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = (float) Math.sin(i + 1);
    }
    return outputs.mul(Tensors.of(factors, factors.length)).sum();
  }

  private static double shifted(
      Network network, String name, float[] x, float[] weights, int at, float by) {
    float[] moved = weights.clone();
    moved[at] += by;
    try (PointerScope scope = new PointerScope();
        NoGradient noGradient = NoGradient.open()) {
      Tensors.write(network.trained(), moved);
      return sum(network, name, x).item_float();
    }
  }
}
