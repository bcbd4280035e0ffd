package dev.afina.neural.internal;

import static dev.afina.neural.layer.Layers.batchNormalization;
import static dev.afina.neural.layer.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.neural.layer.Activation;
import dev.afina.neural.layer.Architecture;
import dev.afina.neural.layer.Shape;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.weights.InitialWeights;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients against central differences (f(w + h) − f(w − h)) / 2h. */
@SuppressWarnings("try") // a scope works by being open
class BackwardTest {

  private static final int ROWS = 6;
  private static final int INPUTS = 3;

  static Stream<Activation> activations() {
    return Stream.of(
        Activation.LINEAR,
        Activation.RELU,
        Activation.leakyRelu(0.1),
        Activation.elu(0.7),
        Activation.SELU,
        Activation.GELU,
        Activation.SWISH,
        Activation.SIGMOID,
        Activation.TANH,
        Activation.SOFTPLUS,
        Activation.SOFTMAX);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void gradientsOfActivationsAreTheSlopes(Activation activation) {
    Network network = Nets.network(INPUTS, dense(4).activation(activation), dense(1));
    checkGradient(network, Loss.MEAN_SQUARED_ERROR);
  }

  static Stream<Loss> losses() {
    return Stream.of(
        Loss.SPARSE_CATEGORICAL_CROSSENTROPY.labelSmoothing(0.1),
        Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
        Loss.CATEGORICAL_CROSSENTROPY,
        Loss.CATEGORICAL_CROSSENTROPY.labelSmoothing(0.2),
        Loss.BINARY_CROSSENTROPY,
        Loss.BINARY_CROSSENTROPY.labelSmoothing(0.2),
        Loss.MEAN_SQUARED_ERROR,
        Loss.MEAN_ABSOLUTE_ERROR,
        Loss.HUBER,
        Loss.huber(0.3));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void gradientsOfLossesAreTheSlopes(Loss loss) {
    int width = loss.link() == Loss.Link.SOFTMAX ? 2 : 1;
    Network network = Nets.network(INPUTS, dense(4).activation(Activation.TANH), dense(width));
    checkGradient(network, loss);
  }

  @Test
  void gradientsOfBatchNormalizationAreTheSlopes() {
    Network network =
        Nets.network(
            INPUTS, dense(4), batchNormalization(), dense(1).activation(Activation.LINEAR));
    checkGradient(network, Loss.MEAN_SQUARED_ERROR);
  }

  @Test
  void gradientOfLinearRegressionIsTheClosedForm() {
    // d/dw mean((w·x + b − t)²) = 2·mean(e·x), d/db = 2·mean(e), with e = (−1, 1).
    try (Network network = Nets.network(1, dense(1))) {
      Nets.set(network, "dense.weight", 2);
      Nets.set(network, "dense.bias", 0);
      float[] gradient = new float[2];
      try (PointerScope scope = new PointerScope()) {
        Tensor outputs = network.forward(Tensors.of(new float[] {1, 3}, 2, 1), Pass.training(1, 0));
        Tensor targets = Tensors.of(new float[] {3, 5}, 2);
        LossFunction.mean(Loss.MEAN_SQUARED_ERROR, outputs, targets, null).backward();
        Tensors.read(network.gradient(), gradient, 2);
      }
      assertThat(gradient).containsExactly(2, 0);
    }
  }

  @Test
  void weightsOfNetworksStartFromTheSeed() {
    var architecture = new Architecture(Shape.of(3), List.of(dense(4), dense(1)));
    assertThat(InitialWeights.draw(architecture, 5))
        .isEqualTo(InitialWeights.draw(architecture, 5))
        .isNotEqualTo(InitialWeights.draw(architecture, 6));
  }

  private static void checkGradient(Network network, Loss loss) {
    try (network) {
      int count = network.trainedCount();
      float[] gradient = new float[count];
      float[] weights = new float[count];
      try (PointerScope scope = new PointerScope()) {
        loss(network, loss).backward();
        Tensors.read(network.gradient(), gradient, count);
        Tensors.read(network.trained(), weights, count);
      }
      float step = 2e-3f;
      for (int i = 0; i < count; i++) {
        double slope = (at(network, loss, weights, i, step) - at(network, loss, weights, i, -step));
        assertThat((double) gradient[i])
            .as("gradient %d", i)
            .isCloseTo(slope / (2 * step), within(2e-3 + 5e-3 * Math.abs(gradient[i])));
      }
      assertThat(gradient).isNotEqualTo(new float[count]);
    }
  }

  private static double at(Network network, Loss loss, float[] weights, int index, float step) {
    float[] moved = weights.clone();
    moved[index] += step;
    try (PointerScope scope = new PointerScope()) {
      Tensors.write(network.trained(), moved);
      return loss(network, loss).item_float();
    }
  }

  private static Tensor loss(Network network, Loss loss) {
    Random random = new Random(4);
    float[] features = new float[ROWS * INPUTS];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextGaussian();
    }
    Tensor targets =
        switch (loss.kind()) {
          case SPARSE_CATEGORICAL_CROSSENTROPY -> Tensors.of(new long[] {0, 1, 1, 0, 1, 0});
          case CATEGORICAL_CROSSENTROPY ->
              Tensors.of(
                  new float[] {0, 1, 0.5f, 0.5f, 1, 0, 0.3f, 0.7f, 0.9f, 0.1f, 0, 1}, ROWS, 2);
          default -> Tensors.of(new float[] {0, 1, 1, 0, 1, 0}, ROWS);
        };
    Tensor outputs = network.forward(Tensors.of(features, ROWS, INPUTS), Pass.training(1, 0));
    return LossFunction.mean(loss, outputs, targets, null);
  }
}
