package dev.afina.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class IntDistributionTest {

  private static final long EXACT = 1L << 53;

  private static IntDistribution range(long low, long high, long step) {
    return new IntDistribution(low, high, step, Scale.LINEAR);
  }

  @Test
  void shrinksHighToTheGrid() {
    assertThat(range(1, 10, 4).high()).isEqualTo(9);
    assertThat(range(1, 10, 100).high()).isEqualTo(1);
    assertThat(range(-7, 7, 5).high()).isEqualTo(3);
  }

  @Property
  void knowsTheRankOfEveryValue(
      @ForAll @LongRange(min = -(1L << 53), max = 1L << 53) long a,
      @ForAll @LongRange(min = -(1L << 53), max = 1L << 53) long b,
      @ForAll @IntRange(min = 1) int step,
      @ForAll @LongRange(min = 0) long any) {
    IntDistribution range = range(Math.min(a, b), Math.max(a, b), step);
    long rank = any % range.cardinality().orElseThrow();
    double value = range.valueAt(rank);
    assertThat(range.contains(value)).isTrue();
    assertThat(range.rankOf(value)).isEqualTo(rank);
    assertThat(range.toInternal(range.toExternal(value))).isEqualTo(value);
    assertThat(range.valueAt(range.cardinality().orElseThrow() - 1))
        .isEqualTo((double) range.high());
  }

  @Test
  void containsOnlyItsGrid() {
    IntDistribution range = range(1, 9, 2);
    assertThat(range.contains(3)).isTrue();
    assertThat(range.contains(4)).isFalse();
    assertThat(range.contains(3.5)).isFalse();
    assertThat(range.contains(11)).isFalse();
    assertThat(range.contains(Double.NaN)).isFalse();
    assertThat(range.rankOf(4)).isEqualTo(-1);
  }

  @Test
  void takesIntegersOfAnyTypeAndNothingElse() {
    IntDistribution range = range(0, 10, 1);
    assertThat(range.toInternal(3)).isEqualTo(3);
    assertThat(range.toInternal(3L)).isEqualTo(3);
    assertThat(range.toInternal(3.0)).isEqualTo(3);
    assertThatThrownBy(() -> range.toInternal(3.5)).hasMessage("3.5 is no integer");
    assertThatThrownBy(() -> range.toInternal("3")).hasMessage("3 is no integer");
    assertThatThrownBy(() -> range.toInternal(null)).hasMessage("null is no integer");
    assertThatThrownBy(() -> range.toInternal(11)).hasMessage("11 is not in 0..10");
    assertThat(range.toExternal(3)).isEqualTo(3L);
  }

  @Test
  void rejectsBoundsAndStepsThatMakeNoRange() {
    assertThatThrownBy(() -> range(3, 2, 1))
        .hasMessage("low (3) must not exceed high (2); maybe the bounds are swapped");
    assertThatThrownBy(() -> range(0, 2, 0)).hasMessage("step (0) must be at least 1");
    assertThatThrownBy(() -> range(0, EXACT + 1, 1)).hasMessageContaining("within ±2^53");
    assertThatThrownBy(() -> range(Long.MIN_VALUE, 0, 1)).hasMessageContaining("within ±2^53");
    assertThatThrownBy(() -> new IntDistribution(0, 8, 1, Scale.LOG))
        .hasMessage("low (0) must be at least 1 on a logarithmic scale");
    assertThatThrownBy(() -> new IntDistribution(1, 8, 2, Scale.LOG))
        .hasMessageContaining("exclude each other");
  }

  @Test
  void isCompatibleWithOtherRangesOfItsScaleOnly() {
    assertThat(range(0, 1, 1).isCompatibleWith(range(5, 50, 5))).isTrue();
    assertThat(range(1, 9, 1).isCompatibleWith(new IntDistribution(1, 9, 1, Scale.LOG))).isFalse();
    assertThat(range(0, 1, 1).isCompatibleWith(CategoricalDistribution.of(0, 1))).isFalse();
  }
}
