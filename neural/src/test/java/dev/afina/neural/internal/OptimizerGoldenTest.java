package dev.afina.neural.internal;

import static dev.afina.neural.layer.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afina.neural.TrainingGolden;
import dev.afina.neural.optimizer.Adadelta;
import dev.afina.neural.optimizer.Adagrad;
import dev.afina.neural.optimizer.Adam;
import dev.afina.neural.optimizer.AdamW;
import dev.afina.neural.optimizer.Nadam;
import dev.afina.neural.optimizer.Optimizer;
import dev.afina.neural.optimizer.Rmsprop;
import dev.afina.neural.optimizer.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Twelve steps on given gradients, as PyTorch and Keras take them. */
@SuppressWarnings("try") // a scope works by being open
class OptimizerGoldenTest {

  static Stream<Arguments> optimizers() {
    Sgd sgd = Sgd.withLearningRate(0.1);
    Rmsprop rmsprop = Rmsprop.withLearningRate(0.01);
    return Stream.of(
        Arguments.of("sgd", sgd),
        Arguments.of("momentum", sgd.momentum(0.9).weightDecay(0.2)),
        Arguments.of("nesterov", sgd.momentum(0.7).withNesterov()),
        Arguments.of("adagrad", Adagrad.withLearningRate(0.1)),
        Arguments.of(
            "adagrad from 0.1 with decay",
            Adagrad.withLearningRate(0.1).initialAccumulator(0.1).weightDecay(0.2)),
        Arguments.of("rmsprop", rmsprop),
        Arguments.of(
            "rmsprop with all",
            rmsprop.rho(0.8).epsilon(1e-3).momentum(0.6).withCentering().weightDecay(0.2)),
        Arguments.of("adadelta", Adadelta.withLearningRate(1)),
        Arguments.of(
            "adadelta with all",
            Adadelta.withLearningRate(0.5).rho(0.8).epsilon(1e-3).weightDecay(0.2)),
        Arguments.of("adam", Adam.withLearningRate(0.1)),
        Arguments.of(
            "amsgrad", Adam.withLearningRate(0.1).betas(0.8, 0.5).epsilon(1e-3).withAmsgrad()),
        Arguments.of("adamw", AdamW.withLearningRate(0.1)),
        Arguments.of("nadam", Nadam.withLearningRate(0.1)),
        Arguments.of(
            "nadam with all",
            Nadam.withLearningRate(0.1)
                .betas(0.8, 0.95)
                .epsilon(1e-3)
                .momentumDecay(0.1)
                .weightDecay(0.2)),
        Arguments.of("keras sgd", sgd),
        Arguments.of("keras nesterov", sgd.momentum(0.7).withNesterov()),
        Arguments.of("keras adagrad", Adagrad.withLearningRate(0.1).initialAccumulator(0.1)),
        Arguments.of("keras rmsprop", rmsprop.rho(0.8).epsilon(1e-14).withCentering()),
        Arguments.of("keras adadelta", Adadelta.withLearningRate(0.5).rho(0.8).epsilon(1e-3)),
        Arguments.of("keras adam", Adam.withLearningRate(0.1).epsilon(1e-12)),
        Arguments.of(
            "keras nadam",
            Nadam.withLearningRate(0.1).betas(0.8, 0.95).epsilon(1e-12).momentumDecay(1)),
        Arguments.of("keras clip value", sgd.clipValue(0.5)),
        Arguments.of("keras clip norm", sgd.clipNorm(0.9)),
        Arguments.of("keras clip global norm", sgd.clipGlobalNorm(1.5)));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void stepsAreThoseOfTheOriginal(String name, Optimizer optimizer) {
    List<float[]> after = steps(optimizer);
    JsonNode expected = TrainingGolden.at("optimizers", name);
    assertThat(after).hasSameSizeAs(expected);
    for (int step = 0; step < after.size(); step++) {
      double[] weights = TrainingGolden.doubles(expected.get(step));
      for (int i = 0; i < weights.length; i++) {
        assertThat((double) after.get(step)[i])
            .as("weight %d after step %d", i, step + 1)
            // Keras computes the corrections of biases with 32 bits.
            .isCloseTo(weights[i], within(4e-6 + 4e-6 * Math.abs(weights[i])));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void stateSavedAndRestoredContinuesToTheLastBit(String name, Optimizer optimizer) {
    List<float[]> whole = steps(optimizer);
    try (Network first = network();
        Network second = network();
        UpdateRule before = UpdateRule.of(optimizer, first);
        UpdateRule behind = UpdateRule.of(optimizer, second)) {
      for (int step = 0; step < 5; step++) {
        step(first, before, step);
      }
      second.write(first.read());
      behind.write(before.read());
      for (int step = 5; step < whole.size(); step++) {
        assertThat(step(second, behind, step)).as(name).isEqualTo(whole.get(step));
      }
    }
  }

  private static List<float[]> steps(Optimizer optimizer) {
    List<float[]> after = new ArrayList<>();
    try (Network network = network();
        UpdateRule rule = UpdateRule.of(optimizer, network)) {
      for (int step = 0; step < TrainingGolden.at("gradients").size(); step++) {
        after.add(step(network, rule, step));
      }
    }
    return after;
  }

  private static Network network() {
    Network network = Nets.network(2, dense(2));
    float[] start = TrainingGolden.floats("start");
    Nets.set(network, "dense.weight", start[0], start[1], start[2], start[3]);
    Nets.set(network, "dense.bias", start[4], start[5]);
    return network;
  }

  private static float[] step(Network network, UpdateRule rule, int step) {
    double[] gradient = TrainingGolden.doubles(TrainingGolden.at("gradients").get(step));
    float[] values = new float[gradient.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) gradient[i];
    }
    try (PointerScope scope = new PointerScope()) {
      Tensors.write(network.gradient(), values);
      rule.step();
      float[] weights = new float[values.length];
      Tensors.read(network.trained(), weights, weights.length);
      return weights;
    }
  }
}
