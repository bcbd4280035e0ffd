package dev.afina.algorithms.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ObservationsTest {

  @Test
  void thinsToTheBestAndAnEvenSelectionOfTheOthers() {
    int[] rows = IntStream.range(0, 1000).toArray();
    double[] losses = IntStream.range(0, 1000).mapToDouble(i -> (i * 37) % 1000).toArray();
    int[] kept = Observations.thinned(rows, losses, 100);
    assertThat(kept).hasSize(100).isSorted().doesNotHaveDuplicates().contains(999);
    assertThat(Arrays.stream(kept).filter(row -> losses[row] < 50)).hasSize(50);
    assertThat(Arrays.stream(kept).filter(row -> row < 500).count()).isBetween(45L, 55L);
  }

  @Test
  void thinsLossesThatAreAllEqualOrMissing() {
    int[] rows = IntStream.range(0, 500).toArray();
    for (double loss : new double[] {1, Double.NaN}) {
      double[] losses = new double[500];
      Arrays.fill(losses, loss);
      assertThat(Observations.thinned(rows, losses, 100))
          .hasSize(100)
          .isSorted()
          .doesNotHaveDuplicates();
    }
    assertThat(Observations.thinned(rows, new double[500], 500)).isEqualTo(rows);
  }

  @Test
  void targetsKeepTheOrderAndAreOfMeanZeroAndVarianceOne() {
    double[] targets = Targets.of(new double[] {3, 1, 1e6, 2, Double.POSITIVE_INFINITY, 2.5});
    assertThat(targets[1]).isLessThan(targets[3]);
    assertThat(targets[3]).isLessThan(targets[5]);
    assertThat(targets[5]).isLessThan(targets[0]);
    assertThat(targets[0]).isLessThan(targets[2]);
    assertThat(targets[4]).isEqualTo(targets[2]);
    assertThat(Arrays.stream(targets).sum()).isEqualTo(0, within(1e-9));
    assertThat(Arrays.stream(targets).map(t -> t * t).sum()).isEqualTo(6, within(1e-9));
  }

  @Test
  void targetsOfEqualOrInfiniteLossesAreZeroOrFinite() {
    assertThat(Targets.of(new double[] {4, 4, 4})).containsOnly(0);
    assertThat(Targets.of(new double[] {Double.NEGATIVE_INFINITY})).containsExactly(0);
    double[] wide = Targets.of(new double[] {-Double.MAX_VALUE, 0, Double.MAX_VALUE});
    assertThat(Arrays.stream(wide).allMatch(Double::isFinite)).isTrue();
    assertThat(wide).isSorted();
    assertThat(Targets.of(new double[0])).isEmpty();
  }
}
