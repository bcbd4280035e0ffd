package dev.afina.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoubleDistributionTest {

  private static DoubleDistribution grid(double low, double high, double step) {
    return new DoubleDistribution(low, high, Scale.LINEAR, step);
  }

  private static DoubleDistribution range(double low, double high, Scale scale) {
    return new DoubleDistribution(low, high, scale, null);
  }

  @ParameterizedTest
  @CsvSource({
    "0.001, 0.020, 0.0005, 39, 0.020",
    "0.1, 0.5, 0.1, 5, 0.5",
    "0.0, 1.0, 0.1, 11, 1.0",
    "-0.3, 0.3, 0.2, 4, 0.3",
    "0.0, 1.0, 0.3, 4, 0.9",
    "1e-5, 5e-5, 1e-5, 5, 5e-5",
    "1000000.1, 1000000.7, 0.2, 4, 1000000.7",
    "0.5, 0.7, 3.0, 1, 0.5",
    "2.0, 2.0, 0.1, 1, 2.0",
  })
  void countsGridPointsInDecimals(double low, double high, double step, long count, double last) {
    DoubleDistribution grid = grid(low, high, step);
    assertThat(grid.cardinality()).hasValue(count);
    assertThat(grid.high()).isEqualTo(last);
    assertThat(grid.valueAt(0)).isEqualTo(low);
    assertThat(grid.valueAt(count - 1)).isEqualTo(last);
  }

  @Test
  void makesGridPointsThatReadAsTheyAreWritten() {
    DoubleDistribution grid = grid(0.001, 0.020, 0.0005);
    for (int i = 0; i < 39; i++) {
      double written = BigDecimal.valueOf(10 + 5L * i, 4).doubleValue();
      assertThat(grid.valueAt(i)).isEqualTo(written);
    }
  }

  @Property
  void knowsTheRankOfEveryGridPoint(
      @ForAll @IntRange(min = -1_000_000, max = 1_000_000) int low,
      @ForAll @IntRange(min = 1, max = 100_000) int step,
      @ForAll @IntRange(min = 0, max = 1_000_000_000) int steps,
      @ForAll @IntRange(min = 0, max = 9) int digits,
      @ForAll @IntRange(min = 0, max = 1_000_000_000) int any) {
    double from = BigDecimal.valueOf(low, digits).doubleValue();
    double by = BigDecimal.valueOf(step, digits).doubleValue();
    double to = BigDecimal.valueOf(low + (long) step * steps, digits).doubleValue();
    DoubleDistribution grid = grid(from, to, by);
    assertThat(grid.high()).isEqualTo(to);
    assertThat(grid.cardinality()).hasValue(steps + 1L);
    long rank = any % (steps + 1L);
    assertThat(grid.contains(grid.valueAt(rank))).isTrue();
    assertThat(grid.rankOf(grid.valueAt(rank))).isEqualTo(rank);
  }

  @Test
  void shrinksToLowWhenTheStepExceedsTheRange() {
    DoubleDistribution grid = grid(0.5, 0.7, 1.0);
    assertThat(grid.high()).isEqualTo(0.5);
    assertThat(grid.isSinglePoint()).isTrue();
  }

  @Test
  void containsOnlyTheRange() {
    DoubleDistribution range = range(-1, 2, Scale.LINEAR);
    assertThat(range.contains(-1)).isTrue();
    assertThat(range.contains(2)).isTrue();
    assertThat(range.contains(Math.nextUp(2.0))).isFalse();
    assertThat(range.contains(Double.NaN)).isFalse();
    assertThat(range.contains(Double.POSITIVE_INFINITY)).isFalse();
    assertThat(grid(0, 1, 0.25).contains(0.3)).isFalse();
    assertThat(grid(0, 1, 0.25).rankOf(0.3)).isEqualTo(-1);
  }

  @Test
  void hasNoRanksWhenContinuous() {
    DoubleDistribution range = range(0, 1, Scale.LINEAR);
    assertThat(range.cardinality()).isEmpty();
    assertThat(range.isSinglePoint()).isFalse();
    assertThatThrownBy(() -> range.valueAt(0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> range.rankOf(0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void isOnePointWhenTheBoundsAreEqual() {
    DoubleDistribution point = range(0.5, 0.5, Scale.LOG);
    assertThat(point.isSinglePoint()).isTrue();
    assertThat(point.valueAt(0)).isEqualTo(0.5);
    assertThat(point.rankOf(0.5)).isZero();
  }

  @Test
  void rejectsSwappedBounds() {
    assertThatThrownBy(() -> range(0.1, 0.01, Scale.LINEAR))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("low (0.1) must not exceed high (0.01); maybe the bounds are swapped");
  }

  @Test
  void rejectsBoundsThatAreNoFiniteNumbers() {
    assertThatThrownBy(() -> range(Double.NaN, 1, Scale.LINEAR)).hasMessageContaining("finite");
    assertThatThrownBy(() -> range(0, Double.NaN, Scale.LINEAR)).hasMessageContaining("finite");
    assertThatThrownBy(() -> range(0, Double.POSITIVE_INFINITY, Scale.LINEAR))
        .hasMessageContaining("bounds 0.0 and Infinity must both be finite numbers");
  }

  @Test
  void rejectsALogarithmicScaleFromZeroOrBelow() {
    assertThatThrownBy(() -> range(0, 1, Scale.LOG))
        .hasMessage("low (0.0) must be above 0 on a logarithmic scale");
    assertThatThrownBy(() -> range(-1, 1, Scale.LOG)).hasMessageContaining("low (-1.0)");
  }

  @Test
  void rejectsStepsThatMakeNoGrid() {
    assertThatThrownBy(() -> grid(0, 1, 0)).hasMessage("step (0.0) must be a number above 0");
    assertThatThrownBy(() -> grid(0, 1, -0.1)).hasMessageContaining("step (-0.1)");
    assertThatThrownBy(() -> grid(0, 1, Double.NaN)).hasMessageContaining("step (NaN)");
    assertThatThrownBy(() -> new DoubleDistribution(1, 2, Scale.LOG, 0.1))
        .hasMessageContaining("exclude each other");
    assertThatThrownBy(() -> grid(-1e308, 1e308, 1e-300))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("step (1.0E-300) is too small");
  }

  @Test
  void refusesExternalValuesThatDoNotFit() {
    DoubleDistribution range = range(0, 1, Scale.LINEAR);
    assertThat(range.toInternal(1)).isEqualTo(1.0);
    assertThatThrownBy(() -> range.toInternal("0.5")).hasMessage("0.5 is no number");
    assertThatThrownBy(() -> range.toInternal(null)).hasMessage("null is no number");
    assertThatThrownBy(() -> range.toInternal(1.5)).hasMessage("1.5 is not in 0..1");
  }

  @Test
  void isCompatibleWithOtherRangesOfItsScaleOnly() {
    DoubleDistribution linear = range(0, 1, Scale.LINEAR);
    assertThat(linear.isCompatibleWith(range(-5, 9, Scale.LINEAR))).isTrue();
    assertThat(linear.isCompatibleWith(grid(0, 1, 0.1))).isTrue();
    assertThat(linear.isCompatibleWith(range(0.1, 1, Scale.LOG))).isFalse();
    assertThat(linear.isCompatibleWith(new IntDistribution(0, 1, 1, Scale.LINEAR))).isFalse();
  }
}
