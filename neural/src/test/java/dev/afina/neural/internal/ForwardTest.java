package dev.afina.neural.internal;

import static dev.afina.neural.layer.Layers.activation;
import static dev.afina.neural.layer.Layers.batchNormalization;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.dropout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.neural.layer.Activation;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ForwardTest {

  @Test
  void denseIsTheProductWithTheTransposedWeightsPlusBias() {
    try (Network network = Nets.network(2, dense(3), dense(1).withoutBias())) {
      Nets.set(network, "dense.weight", 1, 2, 3, 4, 5, 6);
      Nets.set(network, "dense.bias", 0.5f, -0.5f, 1);
      Nets.set(network, "dense_1.weight", 1, 10, 100);

      float[] outputs = Nets.forward(network, Pass.inference(), 2, 1, 0, -1, 2);

      // Sums (1.5, 2.5, 6) and (3.5, 4.5, 8), weighted by 1, 10, 100.
      assertThat(outputs).containsExactly(626.5f, 848.5f);
    }
  }

  @Test
  void activationsFollowTheirFormulas() {
    check(Activation.LINEAR, x -> x);
    check(Activation.RELU, x -> Math.max(x, 0));
    check(Activation.leakyRelu(0.2), x -> x > 0 ? x : 0.2 * x);
    check(Activation.elu(1.5), x -> x > 0 ? x : 1.5 * Math.expm1(x));
    double alpha = 1.6732632423543772;
    check(Activation.SELU, x -> 1.0507009873554805 * (x > 0 ? x : alpha * Math.expm1(x)));
    check(Activation.GELU, x -> x * normalCdf(x));
    check(Activation.SWISH, x -> x / (1 + Math.exp(-x)));
    check(Activation.SIGMOID, x -> 1 / (1 + Math.exp(-x)));
    check(Activation.TANH, Math::tanh);
    check(Activation.SOFTPLUS, x -> Math.log1p(Math.exp(x)));
  }

  private static void check(Activation activation, DoubleUnaryOperator formula) {
    float[] inputs = {-3, -1.25f, -0.1f, 0, 0.1f, 1.25f, 3};
    try (Network network = Nets.network(1, activation(activation), dense(1))) {
      Nets.set(network, "dense.weight", 1);
      float[] outputs = Nets.forward(network, Pass.inference(), inputs.length, inputs);
      for (int i = 0; i < inputs.length; i++) {
        assertThat((double) outputs[i])
            .as("%s(%s)", activation, inputs[i])
            .isCloseTo(formula.applyAsDouble(inputs[i]), within(2e-6));
      }
    }
  }

  /** Φ by Simpson's rule on the density. */
  private static double normalCdf(double x) {
    int steps = 2000;
    double width = x / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double factor = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
      sum += factor * Math.exp(-0.5 * i * width * i * width);
    }
    return 0.5 + sum * width / 3 / Math.sqrt(2 * Math.PI);
  }

  @Test
  void softmaxSumsToOneAndStandsLargeInputs() {
    try (Network network =
        Nets.network(2, activation(Activation.SOFTMAX), dense(2).withoutBias())) {
      Nets.set(network, "dense.weight", 1, 0, 0, 1);
      float[] outputs =
          Nets.forward(network, Pass.inference(), 2, 1000, 1000 - (float) Math.log(3), 0, 0);
      assertThat(outputs).containsExactly(new float[] {0.75f, 0.25f, 0.5f, 0.5f}, within(1e-5f));
    }
  }

  @Test
  void batchNormalizationUsesTheBatchInTrainingAndTheRunningValuesOtherwise() {
    try (Network network = Nets.network(1, batchNormalization().momentum(0.75).epsilon(0.5))) {
      Nets.set(network, "batch_normalization.weight", 2);
      Nets.set(network, "batch_normalization.bias", 1);
      float[] batch = {1, 2, 3, 6};

      float[] outputs = Nets.forward(network, Pass.training(1, 0), 4, batch);

      // Mean 3, biased variance 14/4 = 3.5, unbiased 14/3; 2·(x − 3)/√(3.5 + 0.5) + 1 = x − 2.
      assertThat(outputs).containsExactly(new float[] {-1, 0, 1, 4}, within(1e-5f));
      float[] mean = network.read().get("batch_normalization.running_mean").values();
      float[] variance = network.read().get("batch_normalization.running_var").values();
      assertThat(mean[0]).isCloseTo(0.25f * 3, within(1e-6f));
      assertThat(variance[0]).isCloseTo(0.75f + 0.25f * 14 / 3, within(1e-6f));

      Nets.set(network, "batch_normalization.running_mean", 1);
      Nets.set(network, "batch_normalization.running_var", 3.5f);
      assertThat(Nets.forward(network, Pass.inference(), 1, 5))
          .containsExactly(new float[] {5}, within(1e-5f));
    }
  }

  @Test
  void dropoutKeepsTheExpectationAndDropsTheStatedShare() {
    try (Network network = Nets.network(1000, dropout(0.3))) {
      float[] ones = new float[1_000_000];
      Arrays.fill(ones, 1);

      float[] outputs = Nets.forward(network, Pass.training(3, 0), 1000, ones);

      int dropped = 0;
      double sum = 0;
      for (float output : outputs) {
        dropped += output == 0 ? 1 : 0;
        sum += output;
        assertThat(output == 0 || Math.abs(output - 1 / 0.7f) < 1e-4f).isTrue();
      }
      double deviation = Math.sqrt(0.3 * 0.7 / ones.length);
      assertThat(dropped / 1e6).isCloseTo(0.3, within(5 * deviation));
      assertThat(sum / 1e6).isCloseTo(1, within(5 * deviation / 0.7));
    }
  }

  @Test
  void dropoutDoesNothingOutsideOfTrainingAndAtRateZero() {
    try (Network network = Nets.network(4, dropout(0.5));
        Network none = Nets.network(4, dropout(0))) {
      float[] inputs = {1, 2, 3, 4};
      assertThat(Nets.forward(network, Pass.inference(), 1, inputs)).isEqualTo(inputs);
      assertThat(Nets.forward(none, Pass.training(1, 0), 1, inputs)).isEqualTo(inputs);
    }
  }

  @Test
  void dropoutMasksFollowSeedAndEpoch() {
    try (Network network = Nets.network(64, dropout(0.5))) {
      float[] ones = new float[64];
      Arrays.fill(ones, 1);
      float[] first = Nets.forward(network, Pass.training(1, 0), 1, ones);
      assertThat(Nets.forward(network, Pass.training(1, 0), 1, ones)).isEqualTo(first);
      assertThat(Nets.forward(network, Pass.training(1, 1), 1, ones)).isNotEqualTo(first);
      assertThat(Nets.forward(network, Pass.training(2, 0), 1, ones)).isNotEqualTo(first);
    }
  }
}
