package dev.afina.algorithms.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConcordanceTest {

  @Test
  void isTheShareOfPairsThatAreToldRightly() {
    double[] losses = {1, 2, 3, 4};
    assertThat(Concordance.of(new double[] {9, 8, 7, 6}, losses)).isEqualTo(1);
    assertThat(Concordance.of(new double[] {6, 7, 8, 9}, losses)).isZero();
    assertThat(Concordance.of(new double[] {8, 9, 7, 6}, losses)).isCloseTo(0.8, within(1e-12));
    assertThat(Concordance.of(new double[] {5, 5, 5, 5}, losses)).isEqualTo(0.5);
  }

  @Test
  void looksAtNoPairOfTheWorseHalf() {
    double[] losses = {1, 2, 3, 4};
    assertThat(Concordance.of(new double[] {9, 8, 6, 7}, losses)).isEqualTo(1);
  }

  @Test
  void isUndecidedWithoutPairs() {
    assertThat(Concordance.of(new double[] {1, 2}, new double[] {7, 7})).isEqualTo(0.5);
    assertThat(Concordance.of(new double[] {1}, new double[] {7})).isEqualTo(0.5);
  }
}
