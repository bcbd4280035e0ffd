package dev.afina.neural.layer;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.activation;
import static dev.afina.neural.layer.Layers.batchNormalization;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.dropout;
import static dev.afina.neural.layer.Layers.flatten;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {

  @Test
  void followsShapesAndNamesLayersByType() {
    var architecture =
        new Architecture(
            Shape.of(28, 28),
            List.of(flatten(), dense(128), activation(RELU), batchNormalization(), dense(10)));

    assertThat(architecture.places())
        .extracting(place -> place.name() + " " + place.output())
        .containsExactly(
            "flatten (784)",
            "dense (128)",
            "activation (128)",
            "batch_normalization (128)",
            "dense_1 (10)");
    // 784·128 + 128, γ and β of 128, 128·10 + 10; running mean and variance of 128.
    assertThat(architecture.weightCount(true)).isEqualTo(100_480 + 256 + 1_290);
    assertThat(architecture.weightCount(false)).isEqualTo(256);
  }

  @Test
  void appliesDenseAlongTheLastAxis() {
    assertThat(dense(5).outputShape(Shape.of(7, 3))).isEqualTo(Shape.of(7, 5));
  }

  @Test
  void countsNoBiasWhereThereIsNone() {
    assertThat(dense(5).withoutBias().weights(Shape.of(3))).hasSize(1);
  }

  @Test
  void saysWhichLayerDoesNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Architecture(Shape.of(4, 4), List.of(dense(2), batchNormalization())))
        .withMessage(
            "layer 2 (batch_normalization) does not fit: batch normalization takes samples of one"
                + " dimension, given (4, 2); put flatten() before it");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN})
  void rejectsDropoutRatesOutsideOfTheUnitInterval(double rate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dropout(rate))
        .withMessage("dropout has rate %s, expected a number in [0, 1)".formatted(rate));
  }

  @Test
  void rejectsDenseLayersWithoutUnits() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dense(0))
        .withMessage("dense has 0 units, expected at least 1");
  }

  @Test
  void rejectsOddNumbersInNormalizations() {
    assertThatIllegalArgumentException().isThrownBy(() -> batchNormalization().momentum(1));
    assertThatIllegalArgumentException().isThrownBy(() -> batchNormalization().epsilon(0));
    assertThatIllegalArgumentException().isThrownBy(() -> Activation.leakyRelu(-1));
  }

  @Test
  void rejectsImpossibleShapes() {
    assertThatIllegalArgumentException().isThrownBy(() -> Shape.of());
    assertThatIllegalArgumentException().isThrownBy(() -> Shape.of(3, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Shape.of(1 << 16, 1 << 16));
  }
}
