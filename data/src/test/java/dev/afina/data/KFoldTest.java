package dev.afina.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KFoldTest {

  @Property(tries = 200)
  void everyRowIsValidatedOnceAndNeverTrainedOnInThatRound(
      @ForAll @IntRange(min = 2, max = 12) int folds,
      @ForAll @IntRange(min = 12, max = 150) int rows,
      @ForAll boolean shuffled,
      @ForAll boolean stratified,
      @ForAll long seed) {
    int[] classes = IntStream.range(0, rows).map(i -> i % 3).toArray();
    List<KFold.Fold> parts =
        new KFold(folds, shuffled, stratified).split(classes, new SplittableRandom(seed));
    assertThat(parts).hasSize(folds);
    int[] validated =
        parts.stream().flatMapToInt(f -> Arrays.stream(f.validation())).sorted().toArray();
    assertThat(validated).containsExactly(IntStream.range(0, rows).toArray());
    for (KFold.Fold fold : parts) {
      assertThat(fold.validation().length).isBetween(rows / folds, (rows + folds - 1) / folds);
      int[] both =
          IntStream.concat(Arrays.stream(fold.train()), Arrays.stream(fold.validation()))
              .sorted()
              .toArray();
      assertThat(both).containsExactly(IntStream.range(0, rows).toArray());
    }
  }

  @Test
  void plainFoldsAreRunsOfNeighbours() {
    List<KFold.Fold> folds = KFold.of(3).split(7, new SplittableRandom(1));
    assertThat(folds.get(0).validation()).containsExactly(0, 1, 2);
    assertThat(folds.get(1).validation()).containsExactly(3, 4);
    assertThat(folds.get(2).validation()).containsExactly(5, 6);
    assertThat(folds.get(2).train()).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void stratifiedFoldsHoldEveryClassAlike() {
    int[] classes = IntStream.range(0, 100).map(i -> i < 80 ? 0 : 1).toArray();
    for (KFold.Fold fold :
        KFold.of(5).shuffled().stratified().split(classes, new SplittableRandom(1))) {
      assertThat(Arrays.stream(fold.validation()).filter(r -> r >= 80).count()).isEqualTo(4);
      assertThat(fold.validation()).hasSize(20);
    }
  }

  @Test
  void rejectsTooFewFoldsAndTooFewRows() {
    assertThatThrownBy(() -> KFold.of(1)).hasMessage("folds (1) must be at least 2");
    assertThatThrownBy(() -> KFold.of(5).split(4, new SplittableRandom(1)))
        .isInstanceOf(DataException.class)
        .hasMessage("4 rows cannot be dealt into 5 folds; ask for fewer folds");
    assertThatThrownBy(() -> KFold.of(2).stratified().split(4, new SplittableRandom(1)))
        .isInstanceOf(IllegalStateException.class);
  }
}
