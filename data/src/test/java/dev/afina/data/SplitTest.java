package dev.afina.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SplitTest {

  @Property(tries = 300)
  void everyRowIsInExactlyOnePart(
      @ForAll @IntRange(min = 3, max = 400) int rows,
      @ForAll @DoubleRange(max = 0.45) double validation,
      @ForAll @DoubleRange(max = 0.45) double test,
      @ForAll long seed) {
    Split split = Split.of(rows, validation, test, new SplittableRandom(seed));
    assertThat(all(split)).containsExactly(IntStream.range(0, rows).toArray());
    assertThat(split.train()).isNotEmpty();
    assertThat(split.validation().length).isBetween(0, Math.max(1, (int) (rows * validation) + 1));
    assertThat(split.validation().length > 0).isEqualTo(validation > 0);
    assertThat(split.test().length > 0).isEqualTo(test > 0);
  }

  @Property(tries = 300)
  void classesOfThreeOrMoreRowsAreInAllParts(
      @ForAll @Size(min = 3, max = 200) int[] raw, @ForAll long seed) {
    int[] classes = Arrays.stream(raw).map(c -> Math.floorMod(c, 5)).toArray();
    Split split = Split.stratified(classes, 0.2, 0.2, new SplittableRandom(seed));
    assertThat(all(split)).containsExactly(IntStream.range(0, classes.length).toArray());
    for (int c = 0; c < 5; c++) {
      long rows = count(classes, IntStream.range(0, classes.length).toArray(), c);
      if (rows >= 3) {
        assertThat(count(classes, split.train(), c)).isGreaterThanOrEqualTo(1);
        assertThat(count(classes, split.validation(), c)).isBetween(1L, 2 + rows / 5);
        assertThat(count(classes, split.test(), c)).isBetween(1L, 2 + rows / 5);
      } else if (rows == 2) {
        assertThat(count(classes, split.train(), c)).isEqualTo(1);
        assertThat(count(classes, split.test(), c)).isEqualTo(1);
      }
    }
  }

  @Test
  void givesTheSameSplitForTheSameSeedOnEveryJavaVersion() {
    Split split = Split.of(10, 0.2, 0.2, new SplittableRandom(7));
    assertThat(split.train()).containsExactly(GOLDEN_TRAIN);
    assertThat(split.validation()).containsExactly(GOLDEN_VALIDATION);
    assertThat(split.test()).containsExactly(GOLDEN_TEST);
    assertThat(Split.of(10, 0.2, 0.2, new SplittableRandom(8)).train()).isNotEqualTo(split.train());
  }

  // Written down on JDK 17.0.15; a later JDK must give the same.
  private static final int[] GOLDEN_TRAIN = {2, 8, 6, 5, 4, 0};
  private static final int[] GOLDEN_VALIDATION = {3, 9};
  private static final int[] GOLDEN_TEST = {7, 1};

  @Test
  void keepsTheSharesOverManySmallClasses() {
    int[] classes = IntStream.range(0, 400).map(i -> i / 4).toArray();
    Split split = Split.stratified(classes, 0.25, 0.25, new SplittableRandom(1));
    assertThat(split.train()).hasSize(200);
    assertThat(split.validation()).hasSize(100);
    assertThat(split.test()).hasSize(100);
    int[] sevens = IntStream.range(0, 700).map(i -> i / 7).toArray();
    Split uneven = Split.stratified(sevens, 0.2, 0.2, new SplittableRandom(1));
    assertThat(uneven.validation().length).isBetween(135, 145);
    assertThat(uneven.test().length).isBetween(135, 145);
  }

  @Test
  void putsAClassOfTwoIntoValidationWhenThereIsNoTest() {
    Split split = Split.stratified(new int[] {0, 0, 0, 1, 1}, 0.3, 0, new SplittableRandom(3));
    assertThat(Arrays.stream(split.validation()).filter(r -> r >= 3).count()).isEqualTo(1);
    assertThat(split.test()).isEmpty();
  }

  @Test
  void mapsToOtherRowNumbers() {
    Split split = new Split(new int[] {2, 0}, new int[] {1}, new int[] {}).map(new int[] {5, 7, 9});
    assertThat(split.train()).containsExactly(9, 5);
    assertThat(split.validation()).containsExactly(7);
    assertThat(split.size()).isEqualTo(3);
  }

  @Test
  void rejectsFractionsThatLeaveNothing() {
    assertThatThrownBy(() -> Split.of(10, 0.5, 0.5, new SplittableRandom(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("validation 0.5 and test 0.5 leave nothing to train on");
    assertThatThrownBy(() -> Split.of(10, Double.NaN, 0, new SplittableRandom(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rejectsFewerRowsThanParts() {
    assertThatThrownBy(() -> Split.of(2, 0.2, 0.2, new SplittableRandom(1)))
        .isInstanceOf(DataException.class)
        .hasMessage("2 rows cannot be split into 3 parts; bring more data");
  }

  private static int[] all(Split split) {
    return IntStream.concat(
            Arrays.stream(split.train()),
            IntStream.concat(Arrays.stream(split.validation()), Arrays.stream(split.test())))
        .sorted()
        .toArray();
  }

  private static long count(int[] classes, int[] rows, int wanted) {
    return Arrays.stream(rows).filter(r -> classes[r] == wanted).count();
  }
}
