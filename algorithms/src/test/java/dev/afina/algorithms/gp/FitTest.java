package dev.afina.algorithms.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FitTest {

  private static double[][] points(int n, int d, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] points = new double[n][d];
    for (double[] point : points) {
      Arrays.setAll(point, j -> random.nextDouble());
    }
    return points;
  }

  @Test
  void likelihoodIsThatOfScikitLearn() throws IOException {
    double[] lengths = GaussianProcessTest.golden("lengths").get(0);
    double[] unknowns = new double[5];
    Arrays.setAll(unknowns, j -> j < 3 ? Math.log(lengths[j]) : 0);
    unknowns[3] = Math.log(GaussianProcessTest.golden("noise").get(0)[0]);
    unknowns[4] = Math.log(GaussianProcessTest.golden("scale").get(0)[0]);
    double[][] rows = GaussianProcessTest.golden("observed").toArray(double[][]::new);
    double[][] points =
        Arrays.stream(rows).map(row -> Arrays.copyOf(row, 3)).toArray(double[][]::new);
    double[] targets = Arrays.stream(rows).mapToDouble(row -> row[3]).toArray();
    double withPrior =
        new Fit(points, targets, new boolean[3], 3).evaluate(unknowns, new double[5]);
    double priorAlone =
        new Fit(new double[0][], new double[0], new boolean[3], 3)
            .evaluate(unknowns, new double[5]);
    double expected = -GaussianProcessTest.golden("likelihood").get(0)[0];
    double constant = 0.5 * rows.length * Math.log(2 * Math.PI);
    assertThat(withPrior - priorAlone + constant).isCloseTo(expected, within(1e-8));
  }

  @Test
  void priorsAreThoseDocumented() {
    // ln p(ℓ) of LogNormal(√2 + ½ ln 4, √3), noise of LogNormal(−5, 1), variance of LogNormal(0, 1)
    Fit fit = new Fit(new double[0][], new double[0], new boolean[1], 4);
    double[] unknowns = {-0.3, -6.5, 0.7};
    double length = Math.pow(-0.3 - Math.sqrt(2) - 0.5 * Math.log(4), 2) / 6 - 0.3;
    double noise = 1.5 * 1.5 / 2 - 6.5;
    double scale = 0.7 * 0.7 / 2 + 0.7;
    assertThat(fit.evaluate(unknowns, new double[3]))
        .isCloseTo(length + noise + scale, within(1e-12));
  }

  @Test
  void gradientIsTheSlopeOfThePosterior() {
    double[][] points = points(15, 4, 1);
    for (double[] point : points) {
      point[3] = Math.floor(3 * point[3]);
    }
    double[] targets = new double[15];
    Arrays.setAll(targets, i -> Math.sin(5 * points[i][0]) + points[i][1] + points[i][3]);
    Fit fit = new Fit(points, targets, new boolean[] {false, false, false, true}, 4);
    double[] unknowns = {-1, 0.2, 1.5, -0.4, -3, 0.6};
    double[] gradient = new double[6];
    fit.evaluate(unknowns, gradient);
    for (int j = 0; j < 6; j++) {
      double[] moved = unknowns.clone();
      double h = 1e-6;
      moved[j] += h;
      double up = fit.evaluate(moved, new double[6]);
      moved[j] -= 2 * h;
      double slope = (up - fit.evaluate(moved, new double[6])) / (2 * h);
      assertThat(gradient[j]).as("unknown %d", j).isCloseTo(slope, within(1e-6));
    }
  }

  @Test
  void findsWhichParametersMatter() {
    double[][] points = points(60, 3, 2);
    double[] losses = new double[60];
    Arrays.setAll(losses, i -> Math.sin(6 * points[i][1]) + 0.3 * points[i][2]);
    Kernel kernel = Fit.best(points, Targets.of(losses), new boolean[3], 3).kernel();
    assertThat(kernel.weights()[1]).isGreaterThan(100 * kernel.weights()[0]);
    assertThat(kernel.weights()[1]).isGreaterThan(kernel.weights()[2]);
  }

  @Test
  void tellsNoiseFromSignal() {
    SplittableRandom random = new SplittableRandom(4);
    double[][] points = points(80, 2, 3);
    double[] clean = new double[80];
    double[] noisy = new double[80];
    for (int i = 0; i < 80; i++) {
      clean[i] = Math.cos(3 * points[i][0]);
      noisy[i] = clean[i] + 0.5 * random.nextGaussian();
    }
    boolean[] numbers = new boolean[2];
    double ofClean = Fit.best(points, Targets.standardised(clean), numbers, 2).noise();
    double ofNoisy = Fit.best(points, Targets.standardised(noisy), numbers, 2).noise();
    assertThat(ofClean).isLessThan(1e-3);
    assertThat(ofNoisy).isBetween(0.1, 0.8);
  }

  @Test
  void fitsWhateverItIsGiven() {
    double[][] same = new double[5][2];
    assertThat(Fit.best(same, new double[] {1, -1, 1, -1, 1}, new boolean[2], 2).noise())
        .isGreaterThan(0.1);
    assertThat(Fit.best(points(1, 2, 5), new double[1], new boolean[2], 2).noise()).isPositive();
    double[] flat = Fit.best(points(9, 2, 6), new double[9], new boolean[2], 2).kernel().weights();
    assertThat(Arrays.stream(flat).allMatch(Double::isFinite)).isTrue();
  }
}
