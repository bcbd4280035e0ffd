package dev.afina.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {

  @Test
  void medianOfAnOddNumberIsTheMiddleOneInOrder() {
    assertThat(Statistics.median(List.of(9.0, 1.0, 4.0))).isEqualTo(4.0);
  }

  @Test
  void medianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
    assertThat(Statistics.median(List.of(9.0, 1.0, 4.0, 5.0))).isEqualTo(4.5);
  }

  @Test
  void medianOfOneValueIsThatValue() {
    assertThat(Statistics.median(List.of(3.5))).isEqualTo(3.5);
  }

  @Test
  void quartilesAreThoseOfNumPy() {
    // numpy.quantile([2, 3, 5, 7, 11, 13], [0.25, 0.75]), NumPy 2.4.6
    List<Double> values = List.of(13.0, 2.0, 11.0, 3.0, 7.0, 5.0);
    assertThat(Statistics.quantile(values, 0.25)).isCloseTo(3.5, within(1e-12));
    assertThat(Statistics.quantile(values, 0.75)).isCloseTo(10.0, within(1e-12));
  }

  @Test
  void endsOfTheQuantilesAreTheLeastAndTheMost() {
    List<Double> values = List.of(4.0, -2.0, 8.0);
    assertThat(Statistics.quantile(values, 0)).isEqualTo(-2.0);
    assertThat(Statistics.quantile(values, 1)).isEqualTo(8.0);
  }

  @Test
  void slopeIsThatOfTheLineWithTheLeastSquares() {
    assertThat(Statistics.slope(List.of(3.0, 5.0, 7.0, 9.0))).isEqualTo(2.0);
    assertThat(Statistics.slope(List.of(0.0, 3.0, 0.0, 3.0))).isEqualTo(0.6);
    assertThatThrownBy(() -> Statistics.slope(List.of(1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("given 1");
  }

  @Test
  void ratiosAreTakenPairByPair() {
    assertThat(Statistics.ratios(List.of(6.0, 1.0), List.of(3.0, 4.0))).containsExactly(2.0, 0.25);
  }

  @Test
  void medianRatioIsNotTheRatioOfMediansWhereARoundWasDisturbed() {
    Side first = new Side("first", List.of(100.0, 50.0, 10.0));
    Side second = new Side("second", List.of(100.0, 100.0, 10.0));
    assertThat(Comparison.of(first, second).median()).isEqualTo(1.0);
    assertThat(first.median() / second.median()).isEqualTo(0.5);
  }

  @Test
  void rejectsNothingNaNAndSharesOutsideOfTheirRange() {
    assertThatThrownBy(() -> Statistics.median(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one value");
    assertThatThrownBy(() -> Statistics.median(List.of(1.0, Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> Statistics.quantile(List.of(1.0), 1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.5");
  }

  @Test
  void rejectsPairsThatAreNotPairsOrHaveNoRatio() {
    assertThatThrownBy(() -> Statistics.ratios(List.of(1.0), List.of(1.0, 2.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("given 1 and 2");
    assertThatThrownBy(() -> Statistics.ratios(List.of(1.0, 1.0), List.of(1.0, 0.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pair 2");
  }
}
