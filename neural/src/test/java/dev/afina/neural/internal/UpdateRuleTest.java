package dev.afina.neural.internal;

import static dev.afina.neural.layer.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.afina.neural.optimizer.Adam;
import dev.afina.neural.optimizer.Optimizer;
import dev.afina.neural.optimizer.Sgd;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;

/** Twelve steps on given gradients against the formulas in double precision. */
@SuppressWarnings("try") // a scope works by being open
class UpdateRuleTest {

  private static final int STEPS = 12;
  private static final int COUNT = 6; // dense(2) on two inputs

  /** One weight's step, given its gradient and the number of the step from 1. */
  private abstract static class Formula {
    double weight;
    double first;
    double second;

    abstract void step(double gradient, int step);
  }

  @Test
  void adamFollowsAlgorithmOneOfKingmaAndBa() {
    check(Adam.withLearningRate(0.1).betas(0.8, 0.95).epsilon(1e-3), () -> adam(0.1, 0));
  }

  @Test
  void weightDecayIsDecoupledAsInAlgorithmTwoOfLoshchilovAndHutter() {
    check(
        Adam.withLearningRate(0.1).betas(0.8, 0.95).epsilon(1e-3).weightDecay(0.3),
        () -> adam(0.1, 0.3));
  }

  @Test
  void gradientDescentSubtractsTheScaledGradient() {
    check(Sgd.withLearningRate(0.1), () -> sgd(0, false, 0));
  }

  @Test
  void momentumAddsUpAndDecayIsPartOfTheGradient() {
    check(Sgd.withLearningRate(0.1).momentum(0.9).weightDecay(0.2), () -> sgd(0.9, false, 0.2));
  }

  @Test
  void nesterovLooksOneStepAhead() {
    check(Sgd.withLearningRate(0.1).momentum(0.7).withNesterov(), () -> sgd(0.7, true, 0));
  }

  @Test
  void takesANewLearningRateFromTheNextStepOn() {
    for (Optimizer optimizer :
        new Optimizer[] {Sgd.withLearningRate(1), Adam.withLearningRate(1)}) {
      try (Network network = Nets.network(2, dense(2));
          UpdateRule rule = UpdateRule.of(optimizer, network)) {
        float[] before = weights(network);
        rule.learningRate(0.25);
        step(network, rule, new float[] {1, 1, 1, 1, 1, 1});
        // Adam's first step has length one learning rate, as has descent on a gradient of 1.
        assertThat(before[0] - weights(network)[0]).isCloseTo(0.25f, within(1e-5f));
        assertThat(rule.learningRate()).isEqualTo(0.25);
      }
    }
  }

  @Test
  void restoredStateContinuesExactly() {
    try (Network network = Nets.network(2, dense(2));
        Network other = Nets.network(2, dense(2));
        UpdateRule rule = UpdateRule.of(Adam.withLearningRate(0.1), network);
        UpdateRule copy = UpdateRule.of(Adam.withLearningRate(0.1), other)) {
      step(network, rule, new float[] {1, -2, 3, -4, 5, -6});
      other.write(network.read());
      copy.write(rule.read());
      step(network, rule, new float[] {1, 1, 1, 1, 1, 1});
      step(other, copy, new float[] {1, 1, 1, 1, 1, 1});
      assertThat(other.read()).isEqualTo(network.read());
    }
  }

  @Test
  void rejectsImpossibleSettings() {
    assertThatIllegalArgumentException().isThrownBy(() -> Adam.withLearningRate(0));
    assertThatIllegalArgumentException().isThrownBy(() -> Adam.withLearningRate(Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Adam.withLearningRate(1).betas(0.9, 1))
        .withMessage("adam has beta2 1.0, expected a number in [0, 1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sgd.withLearningRate(1).withNesterov())
        .withMessageContaining("momentum(0.9)");
    assertThatIllegalArgumentException().isThrownBy(() -> Sgd.withLearningRate(1).weightDecay(-1));
  }

  private static Formula adam(double rate, double decay) {
    return new Formula() {
      @Override
      void step(double gradient, int step) {
        weight -= rate * decay * weight;
        first = 0.8 * first + 0.2 * gradient;
        second = 0.95 * second + 0.05 * gradient * gradient;
        double mean = first / (1 - Math.pow(0.8, step));
        double variance = second / (1 - Math.pow(0.95, step));
        weight -= rate * mean / (Math.sqrt(variance) + 1e-3);
      }
    };
  }

  private static Formula sgd(double momentum, boolean nesterov, double decay) {
    return new Formula() {
      @Override
      void step(double gradient, int step) {
        double g = gradient + decay * weight;
        first = momentum * first + g;
        weight -= 0.1 * (nesterov ? g + momentum * first : first);
      }
    };
  }

  private static void check(Optimizer optimizer, java.util.function.Supplier<Formula> formulas) {
    Random random = new Random(8);
    try (Network network = Nets.network(2, dense(2));
        UpdateRule rule = UpdateRule.of(optimizer, network)) {
      float[] start = weights(network);
      Formula[] expected = new Formula[COUNT];
      for (int i = 0; i < COUNT; i++) {
        expected[i] = formulas.get();
        expected[i].weight = start[i];
      }
      for (int step = 1; step <= STEPS; step++) {
        float[] gradient = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
          gradient[i] = (float) random.nextGaussian();
          expected[i].step(gradient[i], step);
        }
        step(network, rule, gradient);
        float[] weights = weights(network);
        for (int i = 0; i < COUNT; i++) {
          assertThat((double) weights[i])
              .as("weight %d after step %d", i, step)
              .isCloseTo(expected[i].weight, within(3e-6));
        }
      }
    }
  }

  private static void step(Network network, UpdateRule rule, float[] gradient) {
    try (PointerScope scope = new PointerScope()) {
      Tensors.write(network.gradient(), gradient);
      rule.step();
    }
  }

  private static float[] weights(Network network) {
    float[] weights = new float[network.trainedCount()];
    try (PointerScope scope = new PointerScope()) {
      Tensors.read(network.trained(), weights, weights.length);
    }
    return weights;
  }
}
