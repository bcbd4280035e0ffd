package dev.afina.neural.layer;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.activation;
import static dev.afina.neural.layer.Layers.batchNormalization;
import static dev.afina.neural.layer.Layers.conv1d;
import static dev.afina.neural.layer.Layers.conv2d;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.dropout;
import static dev.afina.neural.layer.Layers.embedding;
import static dev.afina.neural.layer.Layers.flatten;
import static dev.afina.neural.layer.Layers.globalAveragePooling;
import static dev.afina.neural.layer.Layers.globalMaxPooling;
import static dev.afina.neural.layer.Layers.lstm;
import static dev.afina.neural.layer.Layers.maxPooling2d;
import static dev.afina.neural.layer.Layers.randomRotation;
import static dev.afina.neural.layer.Layers.reshape;
import static dev.afina.neural.layer.Layers.separableConv2d;
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
        .isThrownBy(() -> new Architecture(Shape.of(4, 4), List.of(dense(2), conv2d(3, 2))))
        .withMessage(
            "layer 2 (conv2d) does not fit: conv2d takes images (height, width, channels), given"
                + " (4, 2); put reshape(4, 2, 1) before it");
  }

  @Test
  void followsImagesThroughConvolutions() {
    var architecture =
        new Architecture(
            Shape.of(28, 28, 1),
            List.of(
                conv2d(32, 3),
                maxPooling2d(2),
                batchNormalization(),
                separableConv2d(64, 3).strides(2).padding(Padding.SAME),
                globalAveragePooling()));

    assertThat(architecture.places())
        .extracting(place -> place.name() + " " + place.output())
        .containsExactly(
            "conv2d (26, 26, 32)",
            "max_pooling2d (13, 13, 32)",
            "batch_normalization (13, 13, 32)",
            "separable_conv2d (7, 7, 64)",
            "global_average_pooling (64)");
    // 9·32 + 32, γ and β of 32, 9·32 + 32·64 + 64.
    assertThat(architecture.weightCount(true)).isEqualTo(320 + 64 + 288 + 2048 + 64);
  }

  @Test
  void saysWhichWindowIsTooLarge() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> conv2d(1, 5).outputShape(Shape.of(4, 9, 1)))
        .withMessage(
            "conv2d has a window of 5 × 5, larger than the 4 × 9 that it is given; take a smaller"
                + " one, or padding SAME");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> maxPooling2d(3).outputShape(Shape.of(2, 2, 1)))
        .withMessageContaining("max_pooling2d has a window of 3 × 3, larger than the 2 × 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> conv1d(1, 5).outputShape(Shape.of(4, 1)))
        .withMessageContaining("conv1d has a window of 1 × 5, larger than the 1 × 4");
  }

  @Test
  void rejectsLayersThatCannotBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> conv2d(0, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> conv2d(4, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> conv2d(4, 3).strides(2).dilation(2))
        .withMessageContaining("exclude each other");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reshape(5, 5).outputShape(Shape.of(24)))
        .withMessage("reshape to (5, 5) takes 25 values, given (24) with 24");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> lstm(8).outputShape(Shape.of(12)))
        .withMessage(
            "lstm takes sequences (length, channels), given (12); put reshape(12, 1) before it");
    assertThatIllegalArgumentException().isThrownBy(() -> randomRotation(1));
    assertThatIllegalArgumentException().isThrownBy(() -> embedding(0, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> globalMaxPooling().outputShape(Shape.of(12)));
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
