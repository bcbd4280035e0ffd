package dev.afina.algorithms.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Golden values are those of posterior.py. */
class GaussianProcessTest {

  static List<double[]> golden(String kind) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    GaussianProcessTest.class.getResourceAsStream("posterior.txt")),
                StandardCharsets.UTF_8))) {
      List<double[]> rows =
          reader
              .lines()
              .filter(line -> line.startsWith(kind + " "))
              .map(
                  line ->
                      Arrays.stream(line.substring(kind.length() + 1).split(" ", -1))
                          .mapToDouble(Double::parseDouble)
                          .toArray())
              .toList();
      assertThat(rows).as(kind).isNotEmpty();
      return rows;
    }
  }

  static Kernel kernel() throws IOException {
    double[] weights = Arrays.stream(golden("lengths").get(0)).map(l -> 1 / (l * l)).toArray();
    return Kernel.together(new boolean[weights.length], weights, golden("scale").get(0)[0]);
  }

  private static double[][] observedPoints() throws IOException {
    return golden("observed").stream().map(r -> Arrays.copyOf(r, 3)).toArray(double[][]::new);
  }

  private static double[] observedTargets() throws IOException {
    return golden("observed").stream().mapToDouble(row -> row[3]).toArray();
  }

  private static GaussianProcess process() throws IOException {
    return new GaussianProcess(
        observedPoints(), observedTargets(), kernel(), golden("noise").get(0)[0], null);
  }

  @Test
  void meanAndVarianceAreThoseOfScikitLearn() throws IOException {
    GaussianProcess process = process();
    for (double[] row : golden("posterior")) {
      double[] point = Arrays.copyOf(row, 3);
      process.ask(point);
      assertThat(process.mean()).isCloseTo(row[3], within(1e-10));
      assertThat(process.variance()).isCloseTo(row[4], within(1e-10));
      process.askWithGradient(point);
      assertThat(process.mean()).isCloseTo(row[3], within(1e-10));
      assertThat(process.variance()).isCloseTo(row[4], within(1e-10));
    }
  }

  @Test
  void manyPointsAtOnceGiveTheSame() throws IOException {
    double[][] points =
        golden("posterior").stream().map(r -> Arrays.copyOf(r, 3)).toArray(double[][]::new);
    double[] means = new double[points.length];
    double[] variances = new double[points.length];
    process().askAll(points, means, variances);
    for (int i = 0; i < points.length; i++) {
      assertThat(means[i]).isCloseTo(golden("posterior").get(i)[3], within(1e-10));
      assertThat(variances[i]).isCloseTo(golden("posterior").get(i)[4], within(1e-10));
    }
  }

  @Test
  void observingOneByOneGivesTheSame() throws IOException {
    double[][] points = observedPoints();
    double[] targets = observedTargets();
    GaussianProcess grown =
        new GaussianProcess(
            Arrays.copyOf(points, 2),
            Arrays.copyOf(targets, 2),
            kernel(),
            golden("noise").get(0)[0],
            null);
    for (int i = 2; i < points.length; i++) {
      grown.observe(points[i], targets[i]);
    }
    for (double[] row : golden("posterior")) {
      grown.ask(Arrays.copyOf(row, 3));
      assertThat(grown.mean()).isCloseTo(row[3], within(1e-9));
      assertThat(grown.variance()).isCloseTo(row[4], within(1e-9));
    }
  }

  @Test
  void believingWhatIsExpectedChangesNoMean() throws IOException {
    GaussianProcess process = process();
    double[] running = {0.2, 0.9, 0.4};
    double[] probe = {0.25, 0.8, 0.4};
    process.ask(probe);
    double before = process.mean();
    double uncertain = process.variance();
    process.believe(running);
    process.ask(probe);
    assertThat(process.mean()).isCloseTo(before, within(1e-10));
    assertThat(process.variance()).isLessThan(0.9 * uncertain);
    process.ask(running);
    assertThat(process.variance()).isLessThan(1e-5);
  }

  @Test
  void fittedMeansAreTheMeansAtTheObservations() throws IOException {
    GaussianProcess process = process();
    double[] fitted = process.fittedMeans();
    for (int i = 0; i < fitted.length; i++) {
      process.ask(observedPoints()[i]);
      assertThat(fitted[i]).isCloseTo(process.mean(), within(1e-10));
    }
  }

  @Test
  void gradientsAreTheSlopesOfMeanAndVariance() throws IOException {
    GaussianProcess process = process();
    double h = 1e-6;
    for (double[] row : golden("posterior")) {
      double[] point = Arrays.copyOf(row, 3);
      process.askWithGradient(point);
      double[] mean = process.meanGradient().clone();
      double[] variance = process.varianceGradient().clone();
      for (int j = 0; j < 3; j++) {
        double[] moved = point.clone();
        moved[j] += h;
        process.ask(moved);
        double m = process.mean();
        double v = process.variance();
        moved[j] -= 2 * h;
        process.ask(moved);
        assertThat(mean[j]).isCloseTo((m - process.mean()) / (2 * h), within(1e-7));
        assertThat(variance[j]).isCloseTo((v - process.variance()) / (2 * h), within(1e-7));
      }
    }
  }

  @Test
  void acquisitionIsExpectedImprovementByQuadrature() throws IOException {
    for (double[] row : golden("improvement")) {
      // far from its only observation a process is its prior: mean 0, variance scale
      double deviation = row[1];
      Kernel kernel = Kernel.together(new boolean[1], new double[] {1}, deviation * deviation);
      GaussianProcess prior =
          new GaussianProcess(new double[][] {{1e3}}, new double[1], kernel, 0, null);
      double best = row[2] - row[0];
      assertThat(new Acquisition(prior, best).at(new double[1])).isCloseTo(row[3], within(1e-9));
    }
  }

  @Test
  void gradientOfTheAcquisitionIsItsSlope() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    for (double best : new double[] {-0.5, 1, 4, 30}) {
      Acquisition acquisition = new Acquisition(process(), best);
      double[] labels = observedTargets();
      Arrays.setAll(labels, i -> labels[i] > 0 ? 0.4 : -1.6);
      acquisition.require(
          new GaussianProcess(observedPoints(), labels, kernel(), 0.01, null), 0.6, 2);
      double[] gradient = new double[3];
      for (int trial = 0; trial < 5; trial++) {
        double[] point = {random.nextDouble(), random.nextDouble(), random.nextDouble()};
        assertThat(acquisition.at(point, gradient)).isCloseTo(acquisition.at(point), within(1e-9));
        assertThat(acquisition.atAll(new double[][] {point})[0])
            .isCloseTo(acquisition.at(point), within(1e-9 * (1 + best * best)));
        for (int j = 0; j < 3; j++) {
          double[] moved = point.clone();
          double h = 1e-6;
          moved[j] += h;
          double up = acquisition.at(moved);
          moved[j] -= 2 * h;
          double slope = (up - acquisition.at(moved)) / (2 * h);
          assertThat(gradient[j]).isCloseTo(slope, within(1e-5 * (1 + Math.abs(slope))));
        }
      }
    }
  }

  @Test
  void categoriesAreTheSameOrNot() {
    Kernel kernel =
        new Kernel(
            new boolean[] {true, false}, new double[] {2, 0.5}, 3, new double[] {0.4, 1.3}, 2, 7);
    double[] covariances = new double[3];
    double[][] columns = {{4, 5, 0}, {0.1, 0.1, 0.1}};
    kernel.covariances(columns, 3, new double[] {4, 0.1}, covariances);
    double other = 3 * Kernel.correlation(2) + 1 + Wendland.at(0.4) + 7;
    assertThat(covariances[0]).isEqualTo(3 + 2 + 7);
    assertThat(covariances[1]).isEqualTo(covariances[2]).isCloseTo(other, within(1e-15));
  }

  @Test
  void derivativesAreSlopesAlsoOfPartsAloneAndWarpedInputs() {
    boolean[] hamming = {false, true, false};
    double[][] points = {{0.1, 0, 0.9}, {0.4, 1, 0.3}, {0.8, 2, 0.5}, {0.7, 1, 0.05}};
    Kernel kernel =
        new Kernel(hamming, new double[] {3, 0.5, 8}, 0.7, new double[] {1.1, 0.4, 2.3}, 1.9, 0.8);
    Warp warp = new Warp(hamming, new double[] {1.7, 1, 0.6}, new double[] {0.8, 1, 1.9});
    GaussianProcess process =
        new GaussianProcess(points, new double[] {1, -0.5, 0.3, 2}, kernel, 0.01, warp);
    double[] point = {0.35, 1, 0.6};
    process.askWithGradient(point);
    double[] byMean = process.meanGradient().clone();
    double[] byVariance = process.varianceGradient().clone();
    for (int j = 0; j < 3; j += 2) {
      double[] moved = point.clone();
      double h = 1e-6;
      moved[j] += h;
      process.ask(moved);
      double mean = process.mean();
      double variance = process.variance();
      moved[j] -= 2 * h;
      process.ask(moved);
      assertThat(byMean[j]).isCloseTo((mean - process.mean()) / (2 * h), within(1e-6));
      assertThat(byVariance[j]).isCloseTo((variance - process.variance()) / (2 * h), within(1e-6));
    }
    assertThat(byMean[1]).isZero();
  }

  @Test
  void wendlandsFunctionEndsSmoothlyAndIsAsCurvedAsMatern() {
    assertThat(Wendland.at(0)).isEqualTo(1);
    assertThat(Wendland.at(1)).isZero();
    assertThat(Wendland.at(7)).isZero();
    double h = 1e-3;
    double reach = Math.sqrt(Wendland.REACH_SQUARED);
    assertThat((1 - Wendland.at(h / reach)) / (h * h)).isCloseTo(5.0 / 6, within(1e-3));
    assertThat((1 - Kernel.correlation(h * h)) / (h * h)).isCloseTo(5.0 / 6, within(1e-3));
    double slope = (Wendland.at(0.4 + h) - Wendland.at(0.4 - h)) / (2 * h);
    assertThat(-0.4 * Wendland.slope(0.4)).isCloseTo(slope, within(1e-5));
  }

  @Test
  void foretellsEachObservationByTheOthers() throws IOException {
    double[][] points = observedPoints();
    double[] targets = observedTargets();
    double[] means = process().leftOutMeans();
    for (int left = 0; left < targets.length; left++) {
      int out = left;
      int[] rest = IntStream.range(0, targets.length).filter(i -> i != out).toArray();
      GaussianProcess others =
          new GaussianProcess(
              Arrays.stream(rest).mapToObj(i -> points[i]).toArray(double[][]::new),
              Arrays.stream(rest).mapToDouble(i -> targets[i]).toArray(),
              kernel(),
              golden("noise").get(0)[0],
              null);
      others.ask(points[left]);
      assertThat(means[left]).isCloseTo(others.mean(), within(1e-9));
    }
  }
}
