package dev.afina.neural.internal;

import static dev.afina.neural.layer.Layers.activation;
import static dev.afina.neural.layer.Layers.averagePooling2d;
import static dev.afina.neural.layer.Layers.batchNormalization;
import static dev.afina.neural.layer.Layers.conv2d;
import static dev.afina.neural.layer.Layers.flatten;
import static dev.afina.neural.layer.Layers.maxPooling2d;
import static dev.afina.neural.layer.Layers.reshape;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.neural.layer.Activation;
import dev.afina.neural.layer.Architecture;
import dev.afina.neural.layer.Conv2D;
import dev.afina.neural.layer.Frozen;
import dev.afina.neural.layer.Layer;
import dev.afina.neural.layer.Merge;
import dev.afina.neural.layer.Padding;
import dev.afina.neural.layer.Shape;
import dev.afina.neural.weights.InitialWeights;
import dev.afina.neural.weights.WeightArray;
import dev.afina.neural.weights.Weights;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a scope works by being open
class DeferredTest {

  private static final Shape IMAGE = Shape.of(7, 7, 2);

  private static Deferred of(Layer... layers) {
    return new Deferred(new Architecture(IMAGE, List.of(layers)).places());
  }

  @Test
  void movesWhatNeverFallsBehindTheMaximum() {
    Deferred places = of(conv2d(3, 3).activation(Activation.RELU), maxPooling2d(2));
    assertThat(places.place(0).layer()).isEqualTo(conv2d(3, 3));
    assertThat(places.moved(0)).isEqualTo(Activation.RELU);
    assertThat(places.added(0)).isEqualTo(Activation.LINEAR);
    assertThat(places.added(1)).isEqualTo(Activation.RELU);
  }

  @Test
  void movesALayerOfItsOwnAndThatOfAFrozenOne() {
    Deferred normalized =
        of(conv2d(3, 3), batchNormalization(), activation(Activation.TANH), maxPooling2d(2));
    assertThat(normalized.added(3)).isEqualTo(Activation.TANH);
    Deferred frozen = of(new Frozen(conv2d(3, 3).activation(Activation.elu(0.5))), maxPooling2d(2));
    assertThat(frozen.added(1)).isEqualTo(Activation.elu(0.5));
  }

  @Test
  void leavesWhatFallsSomewhereAndWhatNoMaximumFollows() {
    for (Activation falling :
        List.of(Activation.GELU, Activation.SWISH, Activation.SOFTMAX)) {
      Conv2D layer = conv2d(3, 3).activation(falling);
      assertThat(of(layer, maxPooling2d(2)).place(0).layer()).isEqualTo(layer);
    }
    Conv2D layer = conv2d(3, 3).activation(Activation.RELU);
    assertThat(of(layer, averagePooling2d(2)).place(0).layer()).isEqualTo(layer);
    assertThat(of(layer, flatten()).place(0).layer()).isEqualTo(layer);
    assertThat(of(maxPooling2d(2), layer).added(0)).isEqualTo(Activation.LINEAR);
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
    assertThat(new Deferred(branches.places()).added(1)).isEqualTo(Activation.LINEAR);
  }

  @Test
  void outputsAndGradientsOfReluAreTheSameToTheBit() {
    Layer relu = conv2d(3, 3).activation(Activation.RELU);
    Layer pooling = maxPooling2d(2).padding(Padding.SAME);
    var moved = new Architecture(IMAGE, List.of(relu, pooling, flatten()));
    var kept = new Architecture(IMAGE, List.of(relu, reshape(5, 5, 3), pooling, flatten()));
    Weights weights = InitialWeights.draw(moved, 1);
    float[] pixels = pixels(4 * IMAGE.count());
    Native.run(
        "testing",
        () -> {
          try (Network first = new Network(moved, weights);
              Network second = new Network(kept, weights)) {
            assertThat(outputs(first, pixels)).containsExactly(outputs(second, pixels));
            WeightArray gradient = Gradients.read(first).get("conv2d.weight");
            assertThat(gradient.values())
                .containsExactly(Gradients.read(second).get("conv2d.weight").values());
            assertThat(gradient.values()).doesNotContain(0);
          }
        });
  }

  /** The outputs for some images, after going back from the sum of their squares. */
  private static float[] outputs(Network network, float[] pixels) {
    try (PointerScope scope = new PointerScope()) {
      Tensor images = Tensors.of(pixels, IMAGE.withBatch(pixels.length / IMAGE.count()));
      Tensor outputs = network.forward(images, Pass.training(1, 0));
      outputs.square().sum().backward();
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
