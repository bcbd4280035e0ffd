package dev.afina.neural.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afina.neural.TrainingGolden;
import dev.afina.neural.loss.Loss;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try") // a scope works by being open
class LossGoldenTest {

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Result(double value, float[] gradient) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sparse_categorical_crossentropy",
        "sparse_categorical_crossentropy(0.1)",
        "categorical_crossentropy",
        "categorical_crossentropy(0.2)",
        "binary_crossentropy",
        "binary_crossentropy(0.1)",
        "mean_squared_error",
        "mean_absolute_error",
        "huber",
        "huber(0.4)"
      })
  void valuesAndGradientsAreThoseOfPyTorch(String name) {
    check(of(Loss.named(name), null), TrainingGolden.at("losses", name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mean_squared_error", "sparse_categorical_crossentropy"})
  void rowWeightsMultiplyEachRowsMean(String name) {
    check(
        of(Loss.named(name), TrainingGolden.floats("rowWeights")),
        TrainingGolden.at("losses", "weighted " + name));
  }

  @Test
  void valuesAreThoseOfKeras() {
    JsonNode expected = TrainingGolden.at("kerasLosses");
    assertThat(expected).isNotEmpty();
    expected
        .properties()
        .forEach(
            entry ->
                assertThat(of(Loss.named(entry.getKey()), null).value())
                    .as(entry.getKey())
                    .isCloseTo(entry.getValue().doubleValue(), within(1e-6)));
  }

  private static void check(Result actual, JsonNode expected) {
    assertThat(actual.value()).isCloseTo(expected.required("value").doubleValue(), within(1e-6));
    double[] gradient = TrainingGolden.doubles(expected.required("gradient"));
    assertThat(actual.gradient()).hasSize(gradient.length);
    for (int i = 0; i < gradient.length; i++) {
      assertThat((double) actual.gradient()[i]).isCloseTo(gradient[i], within(1e-6));
    }
  }

  private static Result of(Loss loss, float @Nullable [] rowWeights) {
    float[] logits = TrainingGolden.floats("logits");
    boolean single = loss.link() == Loss.Link.SIGMOID;
    float[] values = new float[single ? logits.length / 3 : logits.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = logits[single ? 3 * i : i];
    }
    return Native.call(
        "testing",
        () -> {
          try (PointerScope scope = new PointerScope()) {
            Tensor outputs = Tensors.of(values, 5, values.length / 5);
            outputs.set_requires_grad(true);
            Tensor weights = rowWeights == null ? null : Tensors.of(rowWeights, 5);
            Tensor mean = LossFunction.mean(loss, outputs, targets(loss), weights);
            mean.backward();
            float[] gradient = new float[values.length];
            Tensors.read(outputs.grad(), gradient, gradient.length);
            return new Result(mean.item_float(), gradient);
          }
        });
  }

  private static Tensor targets(Loss loss) {
    return switch (loss.kind()) {
      case SPARSE_CATEGORICAL_CROSSENTROPY -> {
        double[] labels = TrainingGolden.doubles(TrainingGolden.at("labels"));
        long[] classes = new long[labels.length];
        for (int i = 0; i < classes.length; i++) {
          classes[i] = (long) labels[i];
        }
        yield Tensors.of(classes);
      }
      case BINARY_CROSSENTROPY -> Tensors.of(TrainingGolden.floats("binaryLabels"), 5);
      case CATEGORICAL_CROSSENTROPY -> Tensors.of(TrainingGolden.floats("shares"), 5, 3);
      case MEAN_SQUARED_ERROR, MEAN_ABSOLUTE_ERROR, HUBER ->
          Tensors.of(TrainingGolden.floats("values"), 5, 3);
    };
  }
}
