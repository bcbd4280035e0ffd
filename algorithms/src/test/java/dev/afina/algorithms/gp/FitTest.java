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

  private static Fit.Options options(int numbers) {
    return Fit.Options.of(new boolean[numbers], numbers, false);
  }

  private static double evaluate(
      boolean[] hamming, int dimension, double[][] points, double[] targets, double[] vector) {
    Unknowns unknowns = new Unknowns(hamming, vector.length > 2 * hamming.length + 3);
    return new LogPosterior(unknowns, new Priors(unknowns, dimension), points, targets)
        .evaluate(vector, new double[vector.length]);
  }

  @Test
  void likelihoodIsThatOfScikitLearn() throws IOException {
    double[] lengths = GaussianProcessTest.golden("lengths").get(0);
    double[] vector = new double[9];
    Arrays.setAll(vector, j -> j < 3 ? Math.log(lengths[j]) : 0);
    vector[3] = Math.log(GaussianProcessTest.golden("noise").get(0)[0]);
    vector[4] = Math.log(GaussianProcessTest.golden("scale").get(0)[0]);
    vector[5] = Math.log(1e-300);
    double[][] rows = GaussianProcessTest.golden("observed").toArray(double[][]::new);
    double[][] points =
        Arrays.stream(rows).map(row -> Arrays.copyOf(row, 3)).toArray(double[][]::new);
    double[] targets = Arrays.stream(rows).mapToDouble(row -> row[3]).toArray();
    double withPrior = evaluate(new boolean[3], 3, points, targets, vector);
    double priorAlone = evaluate(new boolean[3], 3, new double[0][], new double[0], vector);
    double expected = -GaussianProcessTest.golden("likelihood-with-mean").get(0)[0];
    double constant = 0.5 * rows.length * Math.log(2 * Math.PI);
    assertThat(withPrior - priorAlone + constant).isCloseTo(expected, within(1e-8));
  }

  @Test
  void priorsAreThoseDocumented() {
    // ln ℓ ~ N(√2 + ½ + ½ ln 4, 3), ln noise ~ N(−5, 2), ln variance ~ N(0, 1) and N(−1, 1) alone,
    // ln of the reach ~ N(√2, 3), ln exponents ~ N(0, 0.75²) by their logarithms; exp(−0.02/ℓ²)
    double[] vector = {-0.3, -6.5, 0.7, -2, 0.4, 0.3, -0.6};
    double length = Math.pow(-0.3 - Math.sqrt(2) - 0.5 - 0.5 * Math.log(4), 2) / 6 - 0.3;
    double noise = 1.5 * 1.5 / 4 - 6.5;
    double shortness = 0.02 * Math.exp(0.6);
    double scales = 0.7 * 0.7 / 2 + 0.7 + 0.5 - 2;
    double reach = Math.pow(0.4 - Math.sqrt(2), 2) / 6 + 0.4;
    double exponents = (0.3 * 0.3 + 0.6 * 0.6) / (2 * 0.75 * 0.75);
    assertThat(evaluate(new boolean[1], 4, new double[0][], new double[0], vector))
        .isCloseTo(length + shortness + noise + scales + reach + exponents, within(1e-12));
  }

  @Test
  void lessNoiseThanAtTheModeIsAsLikelyAsThat() {
    double[] vector = {0, -7, 0, 0, 0};
    double[] atMode = new double[5];
    double[] below = new double[5];
    Unknowns unknowns = new Unknowns(new boolean[1], false);
    double mode = new Priors(unknowns, 1).evaluate(vector, atMode);
    vector[unknowns.noise()] = -15;
    assertThat(new Priors(unknowns, 1).evaluate(vector, below)).isEqualTo(mode);
    assertThat(atMode[unknowns.noise()]).isEqualTo(0);
    assertThat(below).isEqualTo(atMode);
  }

  @Test
  void gradientIsTheSlopeOfThePosterior() {
    double[][] points = points(15, 4, 1);
    for (double[] point : points) {
      point[3] = Math.floor(3 * point[3]);
    }
    double[] targets = new double[15];
    Arrays.setAll(targets, i -> Math.sin(5 * points[i][0]) + points[i][1] + points[i][3]);
    boolean[] hamming = {false, false, false, true};
    for (boolean warped : new boolean[] {false, true}) {
      Unknowns unknowns = new Unknowns(hamming, warped);
      LogPosterior posterior = new LogPosterior(unknowns, new Priors(unknowns, 4), points, targets);
      double[] vector = new double[unknowns.count()];
      Arrays.setAll(vector, j -> Math.sin(j + 1.0));
      vector[unknowns.noise()] = -3;
      double[] gradient = new double[vector.length];
      Arrays.fill(gradient, 7);
      posterior.evaluate(vector, gradient);
      for (int j = 0; j < vector.length; j++) {
        double[] moved = vector.clone();
        double h = 1e-6;
        moved[j] += h;
        double up = posterior.evaluate(moved, new double[vector.length]);
        moved[j] -= 2 * h;
        double slope = (up - posterior.evaluate(moved, new double[vector.length])) / (2 * h);
        assertThat(gradient[j]).as("unknown %d", j).isCloseTo(slope, within(1e-6));
      }
    }
  }

  @Test
  void findsWhichParametersMatter() {
    double[][] points = points(60, 3, 2);
    double[] losses = new double[60];
    Arrays.setAll(losses, i -> Math.sin(6 * points[i][1]) + 0.3 * points[i][2]);
    Kernel kernel = Fit.of(points, Targets.warped(losses), options(3)).kernel();
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
    double ofClean = Fit.of(points, Targets.standardised(clean), options(2)).noise();
    double ofNoisy = Fit.of(points, Targets.standardised(noisy), options(2)).noise();
    assertThat(ofClean).isLessThan(1e-3);
    assertThat(ofNoisy).isBetween(0.1, 0.8);
  }

  @Test
  void fitsWhateverItIsGiven() {
    double[][] same = new double[5][2];
    assertThat(Fit.of(same, new double[] {1, -1, 1, -1, 1}, options(2)).noise()).isGreaterThan(0.1);
    assertThat(Fit.of(points(1, 2, 5), new double[1], options(2)).noise()).isPositive();
    double[] flat = Fit.of(points(9, 2, 6), new double[9], options(2)).kernel().weights();
    assertThat(Arrays.stream(flat).allMatch(Double::isFinite)).isTrue();
  }
}
