package dev.afina.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModelResultsTest {

  @Test
  void countsPairsOfTrueAndPredictedClasses() {
    ConfusionMatrix matrix =
        ConfusionMatrix.count(
            List.of("a", "b", "c"), new int[] {0, 0, 1, 1, 1}, new int[] {0, 1, 1, 1, 0});
    assertThat(matrix)
        .isEqualTo(
            ConfusionMatrix.of(
                List.of("a", "b", "c"), new long[][] {{1, 1, 0}, {1, 2, 0}, {0, 0, 0}}));
    assertThat(matrix.recall(0)).isEqualTo(0.5);
    assertThat(matrix.recall(1)).isCloseTo(2.0 / 3, within(1e-15));
    assertThat(matrix.recall(2)).isNaN();
    assertThat(matrix.accuracy()).isEqualTo(0.6);
  }

  @Test
  void rejectsCountsThatFitNoMatrix() {
    assertThatThrownBy(() -> ConfusionMatrix.of(List.of("a"), new long[][] {{1, 2}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 0 is [1, 2]; expected 1 counts of at least 0");
    assertThatThrownBy(() -> ConfusionMatrix.of(List.of("a"), new long[][] {{-1}}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ConfusionMatrix.of(List.of(), new long[0][]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ConfusionMatrix.count(List.of("a"), new int[] {1}, new int[] {0}))
        .hasMessage("class 1, expected 0 to 0");
    assertThatThrownBy(() -> ConfusionMatrix.count(List.of("a"), new int[] {0}, new int[] {0, 0}))
        .hasMessage("1 true classes but 2 predicted ones");
  }

  /** By hand: squared errors 0.25 + 0.25 + 0 + 1 over a total of 29.1875. */
  @Test
  void measuresPredictions() {
    Predictions predictions =
        Predictions.of("y", new double[] {3, -0.5, 2, 7}, new double[] {2.5, 0, 2, 8});
    assertThat(predictions.r2()).isCloseTo(1 - 1.5 / 29.1875, within(1e-15));
    assertThat(predictions.meanAbsoluteError()).isEqualTo(0.5);
    assertThat(predictions.rootMeanSquaredError()).isCloseTo(Math.sqrt(1.5 / 4), within(1e-15));
    assertThat(Predictions.of("y", new double[0], new double[0]).r2()).isNaN();
    assertThat(Predictions.of("y", new double[] {1, 1}, new double[] {1, 2}).r2()).isNaN();
    assertThatThrownBy(() -> Predictions.of("y", new double[1], new double[2]))
        .hasMessage("1 true values but 2 predicted ones");
  }
}
