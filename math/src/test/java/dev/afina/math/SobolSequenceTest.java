package dev.afina.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SobolSequenceTest {

  @Test
  void givesTheSequencesPointsInAnyOrder() {
    double[][] points = Sobol.points(300, 7);
    SobolSequence sequence = new SobolSequence(7);
    for (int index : new int[] {0, 299, 1, 128, 127, 3, 3}) {
      assertThat(sequence.point(index)).isEqualTo(points[index]);
    }
  }

  @Test
  void givesTheSameCoordinatesInMoreDimensions() {
    assertThat(new SobolSequence(1000).point(12345)).startsWith(new SobolSequence(3).point(12345));
  }

  @Test
  void rejectsDimensionsOutsideOfTheTable() {
    for (int dimension : new int[] {0, 1001}) {
      assertThatThrownBy(() -> new SobolSequence(dimension))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("dimension (" + dimension + ") must be in [1, 1000]");
    }
  }
}
