package dev.afina.algorithms.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.algorithms.gp.SimulatedStudy.Outcome;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ConstraintsTest {

  private static final int SEEDS = 8;

  private static double medianOfBest(
      boolean summed, int dimension, Function<double[], Outcome> objective) {
    GaussianProcessSampler sampler = GaussianProcessSampler.create();
    return SimulatedStudy.median(
        SEEDS, seed -> SimulatedStudy.run(sampler, seed, dimension, 30, objective, summed).best());
  }

  /** The second example of <a href="https://proceedings.mlr.press/v32/gardner14.html">2014</a>. */
  private static Outcome gardner(double[] unit) {
    double x = 6 * unit[0];
    double y = 6 * unit[1];
    double c = Math.cos(x) * Math.cos(y) - Math.sin(x) * Math.sin(y) + 0.5;
    return new Outcome(Math.cos(2 * x) * Math.cos(y) + Math.sin(x), Map.of("c", c), 1);
  }

  @Test
  void knowingHowFarTheBorderIsDoesNotHarm() {
    assertThat(medianOfBest(false, 2, ConstraintsTest::gardner))
        .isLessThanOrEqualTo(medianOfBest(true, 2, ConstraintsTest::gardner))
        .isLessThan(-1.8);
  }

  /** Least at a corner of what is feasible, where one is measured in bytes, the other in shares. */
  private static Outcome bytesAndShares(double[] x) {
    double loss = Math.pow(x[0] - 0.9, 2) + Math.pow(x[1] - 0.1, 2) + Math.pow(x[2] - 0.5, 2);
    double bytes = 1e9 * (x[0] + 0.3 * x[2] - 0.8);
    double share = 0.25 - x[1] + 0.1 * Math.sin(6 * x[2]);
    return new Outcome(loss, Map.of("memory", bytes, "error", share), 1);
  }

  @Test
  void constraintsOfDifferentScalesAreLearntOneByOne() {
    assertThat(medianOfBest(false, 3, ConstraintsTest::bytesAndShares))
        .isLessThan(medianOfBest(true, 3, ConstraintsTest::bytesAndShares))
        .isLessThan(0.091);
  }

  @Test
  void gradesKeepTheBorderAndTheOrderWhateverTheUnit() {
    double[] graded = Constraints.graded(new double[] {-1e9, -2, 0, Double.NaN, 1, 3, 1e300});
    assertThat(graded[0]).isGreaterThan(graded[1]);
    assertThat(graded[1]).isPositive();
    assertThat(graded[2]).isZero();
    assertThat(graded[3]).isNaN();
    assertThat(graded[4]).isNegative().isGreaterThan(graded[5]);
    assertThat(graded[5]).isGreaterThan(graded[6]);
    double[] first = Constraints.graded(new double[] {-1, 2, -3, Double.POSITIVE_INFINITY});
    double[] scaled = Constraints.graded(new double[] {-1e6, 2e6, -3e6, Double.POSITIVE_INFINITY});
    assertThat(scaled).containsExactly(first, within(1e-12));
    assertThat(first[3]).isFinite();
  }

  @Test
  void tellsFlagsFromValues() {
    assertThat(Constraints.areFlags(new double[] {0, 1, 1, 0})).isTrue();
    assertThat(Constraints.areFlags(new double[] {-1, 1, Double.NaN, 1})).isTrue();
    assertThat(Constraints.areFlags(new double[] {0, 0, 2.5, 7})).isTrue();
    assertThat(Constraints.areFlags(new double[] {5, 5})).isTrue();
    assertThat(Constraints.areFlags(new double[] {-2, -1, 1})).isFalse();
    assertThat(Constraints.areFlags(new double[] {2, 1, 3})).isFalse();
  }

  @Test
  void copesWithConstraintsThatOnlySomeTrialsState() {
    SimulatedStudy study =
        SimulatedStudy.run(
            GaussianProcessSampler.create(),
            3,
            2,
            25,
            x ->
                new Outcome(
                    x[0] + x[1],
                    x[0] < 0.5 ? Map.of("a", 0.2 - x[0], "b", 0.3 - x[1]) : Map.of("a", -x[0]),
                    1));
    assertThat(study.best()).isBetween(0.5, 0.54);
  }
}
