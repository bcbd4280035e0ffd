package dev.afina.algorithms.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.afina.math.Cholesky;
import dev.afina.math.Normal;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AcquisitionTest {

  private static final double[][] POINTS = {{0.05, 0.8}, {0.3, 0.2}, {0.45, 0.7}, {0.9, 0.4}};
  private static final double[] TARGETS = {-0.7, 0.9, 0.6, -1.1};
  private static final double[][] PROBES = {{0.35, 0.3}, {0.6, 0.95}, {0.31, 0.2}, {0.99, 0.01}};
  private static final double[] RUNNING = {0.4, 0.4};

  private static final Kernel KERNEL =
      new Kernel(new boolean[2], new double[] {4, 1.5}, 0.9, new double[] {0.8, 0.4}, 0.3, 0.6);

  private static GaussianProcess process(double noise) {
    Warp warp = new Warp(new boolean[2], new double[] {1.3, 0.8}, new double[] {0.9, 1.2});
    return new GaussianProcess(POINTS, TARGETS, KERNEL, noise, warp);
  }

  private static Merit merit(AcquisitionFunction function, double noise, int pairs) {
    GaussianProcess process = process(noise);
    double best = Arrays.stream(process.fittedMeans()).max().orElseThrow();
    boolean[] eligible = {true, true, true, true};
    return function == AcquisitionFunction.LOG_NOISY_EI
        ? new NoisyImprovement(process, POINTS, eligible, pairs, new SplittableRandom(1))
        : new AnalyticMerit(process, best, function);
  }

  @ParameterizedTest
  @EnumSource
  void gradientIsTheSlopeAndManyAtOnceAreTheSame(AcquisitionFunction function) {
    Merit merit = merit(function, 0.05, 4);
    merit.takeAsExpected(new double[] {0.7, 0.7});
    merit.expect(RUNNING);
    Acquisition acquisition = new Acquisition(merit);
    GaussianProcess labels = process(0.01);
    acquisition.require(labels, 0.2, 1);
    acquisition.charge(process(0.1), 0.7);
    double[] all = acquisition.atAll(PROBES);
    for (int i = 0; i < PROBES.length; i++) {
      double[] gradient = new double[2];
      assertThat(acquisition.at(PROBES[i], gradient)).isCloseTo(all[i], within(1e-9));
      assertThat(acquisition.at(PROBES[i])).isCloseTo(all[i], within(1e-9));
      for (int j = 0; j < 2; j++) {
        double h = 1e-6;
        double[] moved = PROBES[i].clone();
        moved[j] += h;
        double up = acquisition.at(moved);
        moved[j] -= 2 * h;
        double slope = (up - acquisition.at(moved)) / (2 * h);
        assertThat(gradient[j]).isCloseTo(slope, within(1e-4 * (1 + Math.abs(slope))));
      }
    }
  }

  @Test
  void valuesAreThoseOfTheFormulas() {
    GaussianProcess process = process(0.05);
    double best = Arrays.stream(process.fittedMeans()).max().orElseThrow();
    for (double[] probe : PROBES) {
      process.ask(probe);
      double deviation = Math.sqrt(process.variance());
      double z = (process.mean() - best) / deviation;
      assertThat(merit(AcquisitionFunction.PROBABILITY_OF_IMPROVEMENT, 0.05, 0).at(probe))
          .isCloseTo(Math.log(Normal.cdf(z - 0.01 / deviation)), within(1e-12));
      double bound = process.mean() + 1.8 * deviation - best;
      assertThat(merit(AcquisitionFunction.UPPER_CONFIDENCE_BOUND, 0.05, 0).at(probe))
          .isCloseTo(Math.log(Math.log1p(Math.exp(bound / 0.1))), within(1e-9));
    }
  }

  @Test
  void boundsFarBelowTheBestAreStillTold() {
    GaussianProcess process = process(0);
    AnalyticMerit far = new AnalyticMerit(process, 1e4, AcquisitionFunction.UPPER_CONFIDENCE_BOUND);
    assertThat(far.at(PROBES[0])).isFinite().isGreaterThan(far.at(PROBES[3]));
    double[] gradient = new double[2];
    far.at(PROBES[0], gradient);
    assertThat(gradient).doesNotContain(Double.NaN, 0);
  }

  @Test
  void withoutNoiseTheNoisyImprovementIsThePlainOne() {
    Merit noisy = merit(AcquisitionFunction.LOG_NOISY_EI, 1e-13, 16);
    Merit plain = merit(AcquisitionFunction.LOG_EI, 1e-13, 0);
    for (double[] probe : PROBES) {
      assertThat(noisy.at(probe)).isCloseTo(plain.at(probe), within(1e-6));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LOG_EI", "LOG_NOISY_EI"})
  void aRunningTrialThatIsExpectedToViolateACondition(AcquisitionFunction function) {
    double[] peak = peak(process(1e-4));
    double[] probe = {peak[0] + 0.03, peak[1] - 0.05};
    Merit rival = merit(function, 1e-4, 64);
    rival.expect(peak);
    Merit known = merit(function, 1e-4, 64);
    known.takeAsExpected(peak);
    assertThat(rival.at(probe)).isLessThan(known.at(probe) - 1e-3);
    for (double offset : new double[] {-3, 3}) {
      Acquisition acquisition = new Acquisition(merit(function, 1e-4, 64));
      Acquisition condition = new Acquisition(null);
      for (Acquisition each : List.of(acquisition, condition)) {
        each.require(process(0.01), offset, 1);
        each.expect(peak);
      }
      assertThat(acquisition.at(probe) - condition.at(probe))
          .as("is no rival, and nothing to improve on, unless it meets the condition")
          .isCloseTo((offset > 0 ? rival : known).at(probe), within(1e-9));
    }
  }

  /** Where the mean is greatest, among hundredths. */
  private static double[] peak(GaussianProcess process) {
    double[] peak = new double[2];
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i <= 100; i++) {
      for (int j = 0; j <= 100; j++) {
        double[] point = {0.01 * i, 0.01 * j};
        process.ask(point);
        if (process.mean() > most) {
          most = process.mean();
          peak = point;
        }
      }
    }
    return peak;
  }

  @Test
  void noisyImprovementIsThatOfJointDrawsOfThePosterior() {
    double noise = 0.2;
    Merit merit = merit(AcquisitionFunction.LOG_NOISY_EI, noise, 2000);
    merit.expect(RUNNING);
    for (double[] probe : PROBES) {
      double brute = improvementOfDraws(probe, noise, 200_000);
      assertThat(Math.exp(merit.at(probe))).isCloseTo(brute, within(0.03 * brute + 1e-3));
    }
  }

  /** Draws the function at all trials and the probe from its posterior, by its covariance. */
  private static double improvementOfDraws(double[] probe, double noise, int draws) {
    Warp warp = new Warp(new boolean[2], new double[] {1.3, 0.8}, new double[] {0.9, 1.2});
    double[][] all = Arrays.copyOf(POINTS, 6);
    all[4] = RUNNING;
    all[5] = probe;
    double[][] columns = new double[2][6];
    for (int i = 0; i < 6; i++) {
      columns[0][i] = warp.of(all[i])[0];
      columns[1][i] = warp.of(all[i])[1];
    }
    double[][] prior = new double[6][6];
    for (int i = 0; i < 6; i++) {
      KERNEL.covariances(columns, 6, warp.of(all[i]), prior[i]);
    }
    double[][] observed = new double[4][];
    for (int i = 0; i < 4; i++) {
      observed[i] = Arrays.copyOf(prior[i], 4);
      observed[i][i] += noise;
    }
    Cholesky factor = Cholesky.of(observed);
    double[] means = new double[6];
    double[][] posterior = new double[6][6];
    for (int i = 0; i < 6; i++) {
      double[] solved = Arrays.copyOf(prior[i], 4);
      factor.solve(solved);
      means[i] = Loops.dot(solved, TARGETS);
      for (int k = 0; k < 6; k++) {
        posterior[i][k] = prior[i][k] - Loops.dot(solved, Arrays.copyOf(prior[k], 4));
      }
    }
    Cholesky root = Cholesky.of(posterior);
    SplittableRandom random = new SplittableRandom(2);
    double sum = 0;
    double[] normal = new double[6];
    for (int draw = 0; draw < draws; draw++) {
      Arrays.setAll(normal, i -> random.nextGaussian());
      double best = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < 6; i++) {
        double value = means[i];
        for (int k = 0; k <= i; k++) {
          value += root.at(i, k) * normal[k];
        }
        sum += i == 5 ? Math.max(0, value - best) : 0;
        best = Math.max(best, value);
      }
    }
    return sum / draws;
  }

  @Test
  void sampledFunctionsGoThroughTheirValuesAndAverageToTheMean() {
    GaussianProcess process = process(0.2);
    SampledFunctions functions = new SampledFunctions(process, POINTS, 8, new SplittableRandom(3));
    double[][] means = new double[16][4];
    functions.surface().askAll(POINTS, functions.weights(), means, new double[4]);
    double[] fitted = process.fittedMeans();
    for (int i = 0; i < 4; i++) {
      double sum = 0;
      for (int s = 0; s < 16; s++) {
        assertThat(means[s][i]).isCloseTo(functions.values()[s][i], within(1e-2));
        sum += functions.values()[s][i];
      }
      assertThat(sum / 16).isCloseTo(fitted[i], within(1e-5));
    }
  }

  @Test
  void runningTrialsLowerWhatTheirNeighboursPromise() {
    for (AcquisitionFunction function : AcquisitionFunction.values()) {
      Merit merit = merit(function, 0.05, 16);
      double before = merit.at(PROBES[0]);
      merit.expect(PROBES[0]);
      assertThat(merit.at(PROBES[0])).as(function.label()).isLessThan(before - 0.2);
    }
  }

  @Test
  void functionsAreFoundByTheirLabels() {
    assertThat(AcquisitionFunction.of("log-noisy-ei")).isEqualTo(AcquisitionFunction.LOG_NOISY_EI);
    assertThatThrownBy(() -> AcquisitionFunction.of("ei"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("acquisition \"ei\" is not known, expected one of [log-ei, ");
  }
}
