package dev.afina.algorithms.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.algorithms.gp.SimulatedStudy.Outcome;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class GaussianProcessOptionsTest {

  private static final int SEEDS = 8;
  private static final GaussianProcessSampler PLAIN = GaussianProcessSampler.create();

  /** Changes as the logarithm of a coordinate does, and so mostly near 0. */
  private static double logarithmic(double[] x) {
    return Math.pow(Math.log10(x[0] + 0.01) + 1.6, 2) + Math.pow(Math.log10(x[1] + 0.01) + 1.2, 2);
  }

  @Test
  void warpedInputsExplainAFunctionThatChangesNearOneEnd() {
    SplittableRandom random = new SplittableRandom(6);
    double[][] points = new double[40][];
    Arrays.setAll(points, i -> new double[] {random.nextDouble(), random.nextDouble()});
    double[] targets =
        Targets.warped(Arrays.stream(points).mapToDouble(x -> logarithmic(x)).toArray());
    double plain = Fit.of(points, targets, Fit.Options.of(new boolean[2], 2, false)).logPosterior();
    double warped = Fit.of(points, targets, Fit.Options.of(new boolean[2], 2, true)).logPosterior();
    assertThat(warped).isGreaterThan(plain + 5);
  }

  @Test
  void warpedInputsTakeFewerTrialsToTheBestNearOneEnd() {
    Function<double[], Outcome> objective = x -> Outcome.of(logarithmic(x));
    double plain =
        SimulatedStudy.median(
            SEEDS, seed -> SimulatedStudy.run(PLAIN, seed, 2, 20, objective).trialsTo(0.01));
    GaussianProcessSampler warping = PLAIN.withInputWarping();
    double warped =
        SimulatedStudy.median(
            SEEDS, seed -> SimulatedStudy.run(warping, seed, 2, 20, objective).trialsTo(0.01));
    assertThat(warped).isLessThan(plain);
  }

  /** Equally good at x = 0.2 and at 0.8, where a trial takes eleven times as long. */
  private static Outcome twoWells(double[] x) {
    double well = Math.min(Math.pow(x[0] - 0.2, 2), Math.pow(x[0] - 0.8, 2));
    double seconds = Math.exp(4 * x[0] + 0.5 * Math.sin(40 * x[1]));
    return new Outcome(4 * (well + Math.pow(x[1] - 0.4, 2)), Map.of(), seconds);
  }

  @Test
  void takesLessTimeToTheSameQualityWhereCostCounts() {
    GaussianProcessSampler aware = PLAIN.withCostAwareness();
    double plain =
        SimulatedStudy.median(
            SEEDS,
            seed ->
                SimulatedStudy.run(PLAIN, seed, 2, 25, GaussianProcessOptionsTest::twoWells)
                    .secondsTo(0.002));
    double spent =
        SimulatedStudy.median(
            SEEDS,
            seed -> {
              SimulatedStudy study =
                  SimulatedStudy.run(aware, seed, 2, 25, GaussianProcessOptionsTest::twoWells);
              assertThat(study.best()).isLessThan(0.002);
              return study.secondsTo(0.002);
            });
    assertThat(spent).isLessThan(0.8 * plain);
  }

  @Test
  void costsNothingWhereTimesAreNotKnown() {
    Function<double[], Outcome> timeless = x -> new Outcome(logarithmic(x), Map.of(), Double.NaN);
    SimulatedStudy plain = SimulatedStudy.run(PLAIN, 7, 2, 12, timeless);
    SimulatedStudy aware = SimulatedStudy.run(PLAIN.withCostAwareness(0.5), 7, 2, 12, timeless);
    assertThat(aware.points()).usingRecursiveComparison().isEqualTo(plain.points());
  }

  @Test
  void rejectsExponentsOfTheCostThatAreNoShares() {
    for (double exponent : new double[] {0, -1, 1.5, Double.NaN}) {
      assertThatThrownBy(() -> PLAIN.withCostAwareness(exponent))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("exponent of the cost (%s) must be above 0 and at most 1", exponent);
    }
  }
}
