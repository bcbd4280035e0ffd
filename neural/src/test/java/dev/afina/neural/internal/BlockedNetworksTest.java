package dev.afina.neural.internal;

import static dev.afina.neural.layer.Layers.activation;
import static dev.afina.neural.layer.Layers.averagePooling2d;
import static dev.afina.neural.layer.Layers.batchNormalization;
import static dev.afina.neural.layer.Layers.conv2d;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.depthwiseConv2d;
import static dev.afina.neural.layer.Layers.flatten;
import static dev.afina.neural.layer.Layers.globalAveragePooling;
import static dev.afina.neural.layer.Layers.maxPooling2d;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.neural.layer.Activation;
import dev.afina.neural.layer.Architecture;
import dev.afina.neural.layer.Conv2D;
import dev.afina.neural.layer.Frozen;
import dev.afina.neural.layer.Layer;
import dev.afina.neural.layer.Merge;
import dev.afina.neural.layer.Padding;
import dev.afina.neural.layer.Penalized;
import dev.afina.neural.layer.Penalty;
import dev.afina.neural.layer.Shape;
import dev.afina.neural.weights.InitialWeights;
import dev.afina.neural.weights.WeightArray;
import dev.afina.neural.weights.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/*
 * Networks drawn at random, with small integers for pixels and weights. So the sums of convolutions
 * are exact in whatever order they are taken, and no rounding decides which value is the greatest
 * or whether one is positive.
 */
@SuppressWarnings("try") // a scope works by being open
class BlockedNetworksTest {

  private static final int NETWORKS = 60;
  private static final Penalty PENALTY = new Penalty(0.01, 0.02);

  @BeforeAll
  static void onlyWhereThereAreBlocks() {
    Nets.assumeBlocks();
  }

  @Test
  void networksHaveTheGradientsOfTheirLayersOneByOne() {
    Native.run(
        "testing",
        () -> {
          int compared = 0;
          for (int seed = 0; seed < NETWORKS; seed++) {
            compared += compare(new SplittableRandom(seed)) ? 1 : 0;
          }
          assertThat(compared).isGreaterThan(NETWORKS / 3);
        });
  }

  /** Whether there was anything to compare. */
  private static boolean compare(SplittableRandom random) {
    Architecture architecture;
    try {
      architecture = architecture(random);
    } catch (IllegalArgumentException e) {
      // A window is larger than the image that is left.
      return false;
    }
    Weights weights = weights(architecture, random);
    try (Network network = new Network(architecture, weights);
        Network plain = new Network(architecture, weights)) {
      if (network.blocked().isEmpty() || network.trainedCount() == 0) {
        return false;
      }
      plain.blocked().clear();
      int rows = 2 + random.nextInt(8);
      for (int batch = 0; batch < 2; batch++) {
        float[] pixels = integers(rows * architecture.inputShape().count(), 5, random);
        List<float[]> expected = outputsAndGradient(plain, pixels, rows);
        List<float[]> actual = outputsAndGradient(network, pixels, rows);
        for (int i = 0; i < 2; i++) {
          assertThat(distance(expected.get(i), actual.get(i)))
              .as("%s", architecture)
              .isLessThanOrEqualTo(1e-4f * greatest(expected.get(i)));
        }
      }
      return true;
    }
  }

  private static Architecture architecture(SplittableRandom random) {
    int[] channels = {1, 2, 3, 16};
    Shape image = Shape.of(3 + random.nextInt(9), 3 + random.nextInt(9), any(channels, random));
    List<Layer> layers = new ArrayList<>();
    List<List<Integer>> sources = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      add(conv2d(any(channels, random), 3), layers, sources, random);
    }
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      add(convolution(random), layers, sources, random);
      if (random.nextInt(4) == 0) {
        add(activation(Activation.RELU), layers, sources, random);
      }
      for (int j = random.nextInt(3); j > 0; j--) {
        add(
            maxPooling2d(1 + random.nextInt(3)).strides(1 + random.nextInt(3)),
            layers,
            sources,
            random);
      }
      if (random.nextInt(4) == 0) {
        branch(layers, sources, random);
      }
    }
    List<Layer> last =
        List.of(
            activation(Activation.TANH),
            averagePooling2d(1),
            batchNormalization(),
            depthwiseConv2d(1),
            globalAveragePooling(),
            flatten());
    add(last.get(random.nextInt(last.size())), layers, sources, random);
    if (random.nextBoolean()) {
      add(dense(3), layers, sources, random);
    }
    return new Architecture(image, layers, sources);
  }

  /** A block whose output is added to its input. */
  private static void branch(
      List<Layer> layers, List<List<Integer>> sources, SplittableRandom random) {
    Conv2D same = conv2d(16, 3).padding(Padding.SAME).activation(Activation.RELU);
    add(same, layers, sources, random);
    int begin = layers.size();
    add(same, layers, sources, random);
    add(maxPooling2d(1), layers, sources, random);
    layers.add(new Merge(Merge.Kind.ADD));
    sources.add(List.of(begin, begin + 2));
  }

  private static void add(
      Layer layer, List<Layer> layers, List<List<Integer>> sources, SplittableRandom random) {
    sources.add(List.of(layers.size()));
    layers.add(random.nextInt(4) == 0 ? new Frozen(layer) : layer);
  }

  private static Layer convolution(SplittableRandom random) {
    Conv2D layer = conv2d(16 * (1 + random.nextInt(2)), 1 + random.nextInt(5));
    layer = random.nextInt(3) == 0 ? layer : layer.activation(Activation.RELU);
    layer = random.nextBoolean() ? layer : layer.padding(Padding.SAME);
    layer = random.nextInt(3) == 0 ? layer.withoutBias() : layer;
    return random.nextInt(4) == 0 ? new Penalized(layer, PENALTY, Penalty.NONE) : layer;
  }

  private static int any(int[] values, SplittableRandom random) {
    return values[random.nextInt(values.length)];
  }

  private static Weights weights(Architecture architecture, SplittableRandom random) {
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    InitialWeights.draw(architecture, 1)
        .arrays()
        .forEach(
            (name, array) -> {
              boolean positive = name.endsWith("running_var");
              float[] values =
                  positive ? array.values() : integers(array.values().length, 3, random);
              arrays.put(name, new WeightArray(array.shape(), values));
            });
    return new Weights(arrays);
  }

  /** Integers around 0. */
  private static float[] integers(int count, int kinds, SplittableRandom random) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextInt(kinds) - kinds / 2;
    }
    return values;
  }

  private static float greatest(float[] values) {
    float greatest = 0;
    for (float value : values) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    return greatest;
  }

  private static float distance(float[] expected, float[] actual) {
    assertThat(actual).hasSameSizeAs(expected);
    float[] differences = new float[actual.length];
    for (int i = 0; i < actual.length; i++) {
      differences[i] = actual[i] - expected[i];
    }
    return greatest(differences);
  }

  private static List<float[]> outputsAndGradient(Network network, float[] pixels, int rows) {
    network.gradient().zero_();
    try (PointerScope scope = new PointerScope()) {
      Pass pass = Pass.training(1, 0);
      Shape image = network.architecture().inputShape();
      Tensor outputs = network.forward(Tensors.of(pixels, image.withBatch(rows)), pass);
      pass.backward(network.penalties().added(outputs.square().mean()));
      return List.of(values(outputs.detach().contiguous()), values(network.gradient()));
    }
  }

  private static float[] values(Tensor tensor) {
    float[] values = new float[(int) tensor.numel()];
    Tensors.read(tensor, values, values.length);
    return values;
  }
}
