package dev.afina.neural.internal;

import static dev.afina.neural.layer.Layers.activation;
import static dev.afina.neural.layer.Layers.averagePooling2d;
import static dev.afina.neural.layer.Layers.batchNormalization;
import static dev.afina.neural.layer.Layers.conv2d;
import static dev.afina.neural.layer.Layers.flatten;
import static dev.afina.neural.layer.Layers.maxPooling2d;
import static dev.afina.neural.layer.Layers.reshape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.data.Dataset;
import dev.afina.neural.layer.Activation;
import dev.afina.neural.layer.Architecture;
import dev.afina.neural.layer.Conv2D;
import dev.afina.neural.layer.Frozen;
import dev.afina.neural.layer.Layer;
import dev.afina.neural.layer.Merge;
import dev.afina.neural.layer.Padding;
import dev.afina.neural.layer.Shape;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.weights.InitialWeights;
import dev.afina.neural.weights.WeightArray;
import dev.afina.neural.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("try") // a scope works by being open
class DeferredTest {

  private static final Shape IMAGE = Shape.of(7, 7, 2);

  private static final Offset<Float> CLOSE = within(1e-4f);

  private static boolean moves(Layer... layers) {
    List<Architecture.Place> places = new Architecture(IMAGE, List.of(layers)).places();
    Deferred deferred = new Deferred(places);
    return IntStream.range(0, layers.length)
        .anyMatch(i -> !deferred.place(i).equals(places.get(i)));
  }

  @Test
  void movesWhatNeverFallsBehindTheMaximum() {
    Deferred places =
        new Deferred(
            new Architecture(
                    IMAGE, List.of(conv2d(3, 3).activation(Activation.RELU), maxPooling2d(2)))
                .places());
    assertThat(places.place(0).layer()).isEqualTo(conv2d(3, 3).withoutBias());
    assertThat(places.place(1).layer()).isEqualTo(maxPooling2d(2));
  }

  @Test
  void movesALayerOfItsOwnAndThatOfAFrozenOne() {
    assertThat(
            moves(
                conv2d(3, 3).withoutBias(),
                batchNormalization(),
                activation(Activation.TANH),
                maxPooling2d(2)))
        .isTrue();
    assertThat(moves(new Frozen(conv2d(3, 3).activation(Activation.elu(0.5))), maxPooling2d(2)))
        .isTrue();
  }

  @Test
  void leavesWhatFallsSomewhereAndWhatNoMaximumFollows() {
    for (Activation falling : List.of(Activation.GELU, Activation.SWISH, Activation.SOFTMAX)) {
      assertThat(moves(conv2d(3, 3).activation(falling), maxPooling2d(2))).isFalse();
    }
    Conv2D layer = conv2d(3, 3).activation(Activation.RELU);
    assertThat(moves(layer, averagePooling2d(2))).isFalse();
    assertThat(moves(layer, flatten())).isFalse();
    assertThat(moves(maxPooling2d(2), layer)).isFalse();
  }

  @Test
  void leavesWhatSomethingElseTakesAsWell() {
    Conv2D layer = conv2d(3, 3).activation(Activation.RELU).padding(Padding.SAME);
    Layer pooling = maxPooling2d(3).strides(1).padding(Padding.SAME);
    var branches =
        new Architecture(
            IMAGE,
            List.of(layer, pooling, new Merge(Merge.Kind.ADD)),
            List.of(List.of(0), List.of(1), List.of(1, 2)));
    assertThat(new Deferred(branches.places()).place(0).layer()).isEqualTo(layer);
  }

  @ParameterizedTest
  @MethodSource
  void outputsAndGradientsAreThoseOfTheLayersAsTheyStand(Activation activation) {
    Layer layer = conv2d(3, 3).activation(activation);
    Layer pooling = maxPooling2d(2).padding(Padding.SAME);
    var moved = new Architecture(IMAGE, List.of(layer, pooling, flatten()));
    var kept = new Architecture(IMAGE, List.of(layer, reshape(5, 5, 3), pooling, flatten()));
    Map<String, WeightArray> arrays = new LinkedHashMap<>(InitialWeights.draw(moved, 1).arrays());
    arrays.put("conv2d.bias", new WeightArray(Shape.of(3), new float[] {0.5f, -0.3f, 0.1f}));
    Weights weights = new Weights(arrays);
    float[] pixels = pixels(4 * IMAGE.count());
    Native.run(
        "testing",
        () -> {
          try (Network first = new Network(moved, weights);
              Network second = new Network(kept, weights)) {
            assertThat(outputs(first, pixels)).containsExactly(outputs(second, pixels), CLOSE);
            for (String name : List.of("conv2d.weight", "conv2d.bias")) {
              float[] gradient = Gradients.read(first).get(name).values();
              assertThat(gradient).doesNotContain(0);
              assertThat(gradient)
                  .containsExactly(Gradients.read(second).get(name).values(), CLOSE);
            }
            assertThat(Inference.deadUnits(first, data(pixels), 4))
                .containsExactlyEntriesOf(Inference.deadUnits(second, data(pixels), 4));
          }
        });
  }

  static List<Activation> outputsAndGradientsAreThoseOfTheLayersAsTheyStand() {
    return List.of(
        Activation.LINEAR,
        Activation.RELU,
        Activation.LEAKY_RELU,
        Activation.ELU,
        Activation.SELU,
        Activation.SIGMOID,
        Activation.TANH,
        Activation.SOFTPLUS);
  }

  private static TensorData data(float[] pixels) {
    int rows = pixels.length / IMAGE.count();
    Dataset data = new Dataset(pixels, IMAGE.toArray(), new float[rows]);
    return new TensorData(data, IMAGE, Loss.MEAN_SQUARED_ERROR, null);
  }

  /** The outputs for some images, after going back from the mean of their squares. */
  private static float[] outputs(Network network, float[] pixels) {
    try (PointerScope scope = new PointerScope()) {
      Tensor images = Tensors.of(pixels, IMAGE.withBatch(pixels.length / IMAGE.count()));
      Pass pass = Pass.training(1, 0);
      Tensor outputs = network.forward(images, pass);
      pass.backward(outputs.square().mean());
      Tensor plain = outputs.detach().contiguous();
      float[] values = new float[(int) plain.numel()];
      Tensors.read(plain, values, values.length);
      return values;
    }
  }

  private static float[] pixels(int count) {
    var random = new SplittableRandom(1);
    float[] pixels = new float[count];
    for (int i = 0; i < count; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return pixels;
  }
}
