package dev.afina.algorithms.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TargetsTest {

  private static void assertStandard(double[] targets) {
    assertThat(Arrays.stream(targets).average().orElseThrow()).isCloseTo(0, within(1e-9));
    assertThat(Arrays.stream(targets).map(t -> t * t).average().orElseThrow())
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void smallerLossesAreGreaterTargets() {
    double[] targets = Targets.warped(new double[] {3, 1, 2, 100, 1.5});
    assertStandard(targets);
    assertThat(targets[1]).isGreaterThan(targets[4]);
    assertThat(targets[4]).isGreaterThan(targets[2]);
    assertThat(targets[2]).isGreaterThan(targets[0]);
    assertThat(targets[0]).isGreaterThan(targets[3]);
  }

  @Test
  void pullsInALongTail() {
    SplittableRandom random = new SplittableRandom(1);
    double[] losses = new double[200];
    Arrays.setAll(losses, i -> Math.exp(2 * random.nextGaussian()));
    double[] targets = Targets.warped(losses);
    assertStandard(targets);
    assertThat(Arrays.stream(targets).min().orElseThrow()).isGreaterThan(-5);
    assertThat(Arrays.stream(Targets.standardised(losses)).max().orElseThrow()).isGreaterThan(6);
  }

  @Test
  void ranksWhatIsWorseThanTheMedianOnly() {
    double[] mild = HalfRank.warp(new double[] {0, 1, 3, 4, 5});
    double[] wild = HalfRank.warp(new double[] {0, 1, 3, 4000, 5e9});
    assertThat(wild).isEqualTo(mild);
    double[] nearer = HalfRank.warp(new double[] {0, 2, 3, 4, 5});
    assertThat(nearer[1]).isGreaterThan(mild[1]);
  }

  @Test
  void warpsAsVizierDoes() {
    // median 2, root mean square of the better half √(5/3); ranks 4 and 5 of five
    double deviation = Math.sqrt(5.0 / 3);
    double fourth = 2 + deviation * 0.5244005127080407; // Φ⁻¹(0.7)
    double fifth = 2 + deviation * 1.2815515655446004; // Φ⁻¹(0.9)
    double[] halves = {1, fourth, 0, 2, fifth};
    double[] warped = HalfRank.warp(new double[] {1, 70, 0, 2, 900});
    for (int i = 0; i < 5; i++) {
      assertThat(warped[i])
          .isCloseTo(Math.log(1 + 0.5 * halves[i] / fifth) / Math.log(1.5), within(1e-12));
    }
  }

  @Test
  void infinitiesAreTheWorstAndTheBest() {
    double[] losses = {1, Double.POSITIVE_INFINITY, 2, Double.NEGATIVE_INFINITY, 3, 1.1};
    double[] targets = Targets.warped(losses);
    assertThat(targets[1]).isEqualTo(targets[4]);
    assertThat(targets[3]).isEqualTo(targets[0]);
  }

  @Test
  void survivesExtremes() {
    double most = Double.MAX_VALUE;
    double least = Double.MIN_VALUE;
    for (double[] losses :
        new double[][] {
          {5},
          {5, 5, 5, 5},
          {most, -most, 0, 1},
          {most, most},
          {least, 0, least, 2 * least},
          {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY},
          {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 7},
          {1e300, 1, 2, 3, 4},
          {}
        }) {
      assertThat(Arrays.stream(Targets.warped(losses)).allMatch(Double::isFinite))
          .as(Arrays.toString(losses))
          .isTrue();
    }
  }
}
