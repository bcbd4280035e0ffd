package dev.afina.neural.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitializerTest {

  private static final int DRAWS = 1_000_000;

  @ParameterizedTest
  @CsvSource({
    "GLOROT_NORMAL, 0.005",
    "GLOROT_UNIFORM, 0.005",
    "HE_NORMAL, 0.02",
    "HE_UNIFORM, 0.02",
    "LECUN_NORMAL, 0.01",
    "LECUN_UNIFORM, 0.01"
  })
  void hasTheStatedMeanAndVariance(Initializer initializer, double variance) {
    float[] values = draw(initializer);

    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    double mean = sum / DRAWS;
    assertThat(mean).isCloseTo(0, within(4 * Math.sqrt(variance / DRAWS)));
    assertThat(squares / DRAWS - mean * mean).isCloseTo(variance, within(0.01 * variance));
    assertThat(initializer.variance(100, 300)).isCloseTo(variance, within(1e-12));
  }

  @Test
  void cutsNormalsAtTwoWidenedDeviations() {
    // 2·√(2 / 100) / 0.87963 = 0.32155
    float limit = 0.32155f;
    float max = 0;
    for (float value : draw(Initializer.HE_NORMAL)) {
      max = Math.max(max, Math.abs(value));
    }
    assertThat(max).isBetween(0.999f * limit, 1.0001f * limit);
  }

  @Test
  void keepsUniformsWithinTheRootOfThreeVariances() {
    float limit = (float) Math.sqrt(3 * 0.02);
    float max = 0;
    for (float value : draw(Initializer.HE_UNIFORM)) {
      max = Math.max(max, Math.abs(value));
    }
    assertThat(max).isBetween(0.999f * limit, limit);
  }

  @Test
  void fillsConstants() {
    assertThat(draw(Initializer.ZEROS)).containsOnly(0f);
    assertThat(draw(Initializer.ONES)).containsOnly(1f);
  }

  @Test
  void makesRowsOrColumnsAtRightAngles() {
    for (int rows : new int[] {20, 80}) {
      int columns = 1600 / rows;
      float[] values = new float[1600];
      Initializer.ORTHOGONAL.fill(
          values, rows, 1, 1, RandomGeneratorFactory.of("L64X128MixRandom").create(2));
      boolean tall = rows > columns;
      int count = Math.min(rows, columns);
      for (int a = 0; a < count; a++) {
        for (int b = 0; b <= a; b++) {
          double product = 0;
          for (int i = 0; i < Math.max(rows, columns); i++) {
            product +=
                tall
                    ? (double) values[i * columns + a] * values[i * columns + b]
                    : (double) values[a * columns + i] * values[b * columns + i];
          }
          assertThat(product).isCloseTo(a == b ? 1 : 0, within(1e-6));
        }
      }
    }
  }

  @Test
  void drawsSmallNumbersWhateverTheFan() {
    double squares = 0;
    float max = 0;
    for (float value : draw(Initializer.RANDOM_UNIFORM)) {
      max = Math.max(max, Math.abs(value));
    }
    for (float value : draw(Initializer.RANDOM_NORMAL)) {
      squares += (double) value * value;
    }
    assertThat(max).isBetween(0.0499f, 0.05f);
    assertThat(squares / DRAWS).isCloseTo(0.0025, within(0.01 * 0.0025));
  }

  @Test
  void startsForgetGatesOpen() {
    float[] bias = new float[8];
    Initializer.FORGET_GATE.fill(
        bias, 8, 8, 8, RandomGeneratorFactory.of("L64X128MixRandom").create(1));
    assertThat(bias).containsExactly(0, 0, 1, 1, 0, 0, 0, 0);
  }

  @Test
  void followsTheActivationByDefault() {
    assertThat(kernelOf(Activation.RELU)).isEqualTo(Initializer.HE_NORMAL);
    assertThat(kernelOf(Activation.SELU)).isEqualTo(Initializer.LECUN_NORMAL);
    assertThat(kernelOf(Activation.TANH)).isEqualTo(Initializer.GLOROT_UNIFORM);
    assertThat(
            Layers.dense(3)
                .activation(Activation.RELU)
                .kernelInitializer(Initializer.ONES)
                .weights(Shape.of(2))
                .get(0)
                .initializer())
        .isEqualTo(Initializer.ONES);
  }

  private static Initializer kernelOf(Activation activation) {
    return Layers.dense(3).activation(activation).weights(Shape.of(2)).get(0).initializer();
  }

  private static float[] draw(Initializer initializer) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    float[] values = new float[DRAWS];
    initializer.fill(values, 1000, 100, 300, random);
    return values;
  }
}
