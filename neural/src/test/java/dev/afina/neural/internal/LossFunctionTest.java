package dev.afina.neural.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.neural.loss.Loss;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a scope works by being open
class LossFunctionTest {

  @Test
  void crossEntropyIsTheLogarithmOfTheSummedExponentials() {
    // log(e⁰ + e^log 3) − 0 = log 4 for class 0, log 4 − log 3 for class 1.
    float logit = (float) Math.log(3);
    double mean = (Math.log(4) + Math.log(4) - Math.log(3)) / 2;
    assertThat(classes(null, 0, logit, 0, logit)).isCloseTo(mean, within(1e-6));
  }

  @Test
  void crossEntropyStandsHugeLogits() {
    assertThat(classes(null, 1e6f, 0, 1e6f, 0)).isCloseTo(5e5, within(1.0));
  }

  @Test
  void rowWeightsMultiplyBeforeTheMean() {
    float logit = (float) Math.log(3);
    double mean = (2 * Math.log(4) + 0.5 * (Math.log(4) - Math.log(3))) / 2;
    assertThat(classes(new float[] {2, 0.5f}, 0, logit, 0, logit)).isCloseTo(mean, within(1e-6));
  }

  @Test
  void binaryCrossEntropyIsTheSoftplusOfTheSignedLogit() {
    double expected = (Math.log1p(Math.exp(-2)) + Math.log1p(Math.exp(-1))) / 2;
    assertThat(values(Loss.BINARY_CROSSENTROPY, new float[] {2, -1}, 1, 0))
        .isCloseTo(expected, within(1e-6));
    assertThat(values(Loss.BINARY_CROSSENTROPY, new float[] {-1e6f, 3}, 1, 1)).isFinite();
  }

  @Test
  void lossesOfValuesFollowTheirFormulas() {
    float[] outputs = {0.5f, 4};
    assertThat(values(Loss.MEAN_SQUARED_ERROR, outputs, 1, 1)).isEqualTo((0.25 + 9) / 2);
    assertThat(values(Loss.MEAN_ABSOLUTE_ERROR, outputs, 1, 1)).isEqualTo((0.5 + 3) / 2);
    assertThat(values(Loss.HUBER, outputs, 1, 1)).isEqualTo((0.125 + 2.5) / 2);
  }

  private static double classes(float @Nullable [] weights, float... logits) {
    return Native.call(
        "testing",
        () -> {
          try (PointerScope scope = new PointerScope()) {
            return (double)
                LossFunction.mean(
                        Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
                        Tensors.of(logits, 2, 2),
                        Tensors.of(new long[] {0, 1}),
                        weights == null ? null : Tensors.of(weights, 2))
                    .item_float();
          }
        });
  }

  private static double values(Loss loss, float[] outputs, float... targets) {
    return Native.call(
        "testing",
        () -> {
          try (PointerScope scope = new PointerScope()) {
            return (double)
                LossFunction.mean(
                        loss,
                        Tensors.of(outputs, outputs.length, 1),
                        Tensors.of(targets, targets.length),
                        null)
                    .item_float();
          }
        });
  }
}
