package dev.afina.algorithms.forest;

import static dev.afina.algorithms.forest.Encoding.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.algorithms.forest.Settings.Cut;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ForestTest {

  private static final Settings RANDOMISED = new Settings(30, false, 0.5, Cut.ANYWHERE, 0);

  private static double[][] draws(int count, int features, int choices, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] points = new double[count][features];
    for (double[] point : points) {
      Arrays.setAll(point, j -> choices == 0 ? random.nextDouble() : random.nextInt(choices));
    }
    return points;
  }

  private static Forest fit(
      double[][] points, int[] choices, Settings settings, ToDoubleFunction<double[]> function) {
    double[] targets = Arrays.stream(points).mapToDouble(function).toArray();
    return Forest.grow(new Sample(points, choices), targets, settings, new SplittableRandom(1));
  }

  private static double[] means(Forest forest, double[][] points) {
    double[] means = new double[points.length];
    forest.predict(points, means, new double[points.length]);
    return means;
  }

  private static double[] variances(Forest forest, double[][] points) {
    double[] variances = new double[points.length];
    forest.predict(points, new double[points.length], variances);
    return variances;
  }

  /** The share of the variance that is explained. */
  private static double explained(
      Forest forest, double[][] points, ToDoubleFunction<double[]> function) {
    double[] truth = Arrays.stream(points).mapToDouble(function).toArray();
    double[] means = means(forest, points);
    double average = Arrays.stream(truth).average().orElseThrow();
    double errors = 0;
    double total = 0;
    for (int i = 0; i < truth.length; i++) {
      errors += Math.pow(means[i] - truth[i], 2);
      total += Math.pow(truth[i] - average, 2);
    }
    return 1 - errors / total;
  }

  @Test
  void fitsAStepFunction() {
    ToDoubleFunction<double[]> step = x -> x[0] > 0.6 ? 1 : 0;
    Forest forest = fit(draws(200, 3, 0, 1), new int[3], RANDOMISED, step);
    assertThat(explained(forest, draws(200, 3, 0, 2), step)).isGreaterThan(0.85);
  }

  @Test
  void fitsAnAdditiveFunction() {
    ToDoubleFunction<double[]> additive = x -> x[0] * x[0] + 2 * x[1] - Math.sin(3 * x[2]);
    Forest forest = fit(draws(300, 3, 0, 1), new int[3], RANDOMISED, additive);
    assertThat(explained(forest, draws(200, 3, 0, 2), additive)).isGreaterThan(0.9);
  }

  @Test
  void findsAnInteractionOfChoices() {
    ToDoubleFunction<double[]> parity = x -> (x[0] + x[1]) % 2;
    Forest forest = fit(draws(150, 3, 6, 1), new int[] {6, 6, 6}, RANDOMISED, parity);
    assertThat(explained(forest, draws(200, 3, 6, 2), parity)).isGreaterThan(0.6);
  }

  @Test
  void repeatsWhatItSawWhereNothingIsLeftOut() {
    double[][] points = draws(40, 2, 0, 3);
    Forest forest = fit(points, new int[2], RANDOMISED, x -> x[0] - x[1]);
    assertThat(means(forest, points)[7]).isEqualTo(points[7][0] - points[7][1], within(1e-12));
    assertThat(variances(forest, points)[7]).isLessThan(1e-12);
  }

  @Test
  void isLessSureAwayFromData() {
    double[][] points = {{0}, {0.1}, {0.2}, {0.3}, {0.7}, {0.8}, {0.9}, {1}};
    Forest forest = fit(points, new int[1], RANDOMISED, x -> x[0]);
    double[] variances = variances(forest, new double[][] {{0.2}, {0.25}, {0.5}});
    assertThat(variances[1]).isGreaterThan(variances[0]);
    assertThat(variances[2]).isGreaterThan(5 * variances[1]);
  }

  @Test
  void isNotSureOfAChoiceThatItNeverSaw() {
    double[][] points = {{0}, {1}, {2}};
    Forest forest = fit(points, new int[] {4}, RANDOMISED, x -> x[0]);
    double[] variances = variances(forest, new double[][] {{0}, {3}});
    assertThat(variances[0]).isZero();
    assertThat(variances[1]).isGreaterThan(0.1);
  }

  @Test
  void givesWhatIsNotAskedForABranchOfItsOwn() {
    double[][] points = new double[60][];
    Arrays.setAll(points, i -> new double[] {i % 2 == 0 ? ABSENT : 0.4 + i / 100.0});
    Forest forest = fit(points, new int[1], RANDOMISED, x -> x[0] == ABSENT ? 5 : 1);
    assertThat(means(forest, new double[][] {{ABSENT}, {0}, {0.7}})).containsExactly(5, 1, 1);
  }

  @Test
  void addsTheVarianceWithinLeavesToThatBetweenTrees() {
    double[][] same = {{0.5}, {0.5}, {0.5}, {0.5}};
    Settings whole = new Settings(5, false, 1, Cut.ANYWHERE, 0);
    double[] targets = {1, 2, 3, 6};
    Forest forest =
        Forest.grow(new Sample(same, new int[1]), targets, whole, new SplittableRandom(1));
    assertThat(means(forest, same)[0]).isEqualTo(3, within(1e-12));
    assertThat(variances(forest, same)[0]).isEqualTo(3.5, within(1e-12));
  }

  @Test
  void shrinksLeavesTowardsTheAverage() {
    double[][] points = {{0}, {1}, {1}, {1}};
    Settings shrunk = new Settings(5, false, 1, Cut.ANYWHERE, 1);
    Forest forest = fit(points, new int[] {2}, shrunk, x -> x[0]);
    assertThat(means(forest, new double[][] {{0}, {1}}))
        .containsExactly(new double[] {0.75 / 2, 3.75 / 4}, within(1e-12));
  }

  @Test
  void separatesChoicesBeyondTheBitsOfAWord() {
    ToDoubleFunction<double[]> rule = x -> x[0] == 7 || x[0] > 120 ? 1 : 0;
    double[][] points = new double[130][];
    Arrays.setAll(points, i -> new double[] {i});
    Forest forest = fit(points, new int[] {130}, RANDOMISED, rule);
    assertThat(means(forest, points))
        .containsExactly(Arrays.stream(points).mapToDouble(rule).toArray());
  }

  @Test
  void cutsHalfwayWhereTheBestThresholdIsAskedFor() {
    double[][] points = {{0.1}, {0.2}, {0.6}, {0.9}};
    Settings best = new Settings(1, false, 1, Cut.BEST, 0);
    Forest forest = fit(points, new int[1], best, x -> x[0] > 0.5 ? 1 : 0);
    assertThat(means(forest, new double[][] {{0.39}, {0.41}})).containsExactly(0, 1);
  }
}
