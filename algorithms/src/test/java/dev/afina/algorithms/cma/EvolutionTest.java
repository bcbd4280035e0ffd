package dev.afina.algorithms.cma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Scale;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Generations without a study: what margin and learning rates are for. */
class EvolutionTest {

  private static Coordinate[] continuous(int dimension) {
    Coordinate[] coordinates = new Coordinate[dimension];
    Arrays.fill(coordinates, new Coordinate(new DoubleDistribution(-5, 5, Scale.LINEAR, null)));
    return coordinates;
  }

  /** The evaluations until a loss is at most the target, or −1. */
  private static int evaluations(
      Coordinate[] coordinates,
      boolean margin,
      boolean adaptive,
      long seed,
      int most,
      double target,
      ToDoubleFunction<double[]> loss) {
    int n = coordinates.length;
    int population = Constants.defaultPopulation(n);
    SplittableRandom random = new SplittableRandom(seed);
    Evolution evolution = Evolution.start(Start.central(n, 1 / 6.0), population, adaptive);
    for (int count = 0; count < most; count += population) {
      int[] calls = {count};
      int[] found = {-1};
      double[][] ranked =
          ranked(
              evolution,
              coordinates,
              random,
              x -> {
                calls[0]++;
                double value = loss.applyAsDouble(x);
                if (value <= target && found[0] < 0) {
                  found[0] = calls[0];
                }
                return value;
              });
      if (found[0] > 0) {
        return found[0];
      }
      evolution = evolution.after(ranked);
      if (margin) {
        evolution = evolution.withMargin(coordinates);
      }
      if (evolution.sigma() * evolution.eigen().largestRoot() < 1e-13) {
        return -1;
      }
    }
    return -1;
  }

  /** The steps of a generation, best first. */
  private static double[][] ranked(
      Evolution evolution,
      Coordinate[] coordinates,
      SplittableRandom random,
      ToDoubleFunction<double[]> loss) {
    int population = evolution.population();
    double[][] steps = new double[population][];
    double[] losses = new double[population];
    for (int i = 0; i < population; i++) {
      steps[i] = Individual.draw(evolution, coordinates, random);
      losses[i] = loss.applyAsDouble(Individual.internals(evolution, coordinates, steps[i]));
    }
    return IntStream.range(0, population)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> losses[i]))
        .map(i -> steps[i])
        .toArray(double[][]::new);
  }

  /** What remains after so many evaluations. */
  private static Evolution last(
      Coordinate[] coordinates,
      boolean adaptive,
      long seed,
      int most,
      ToDoubleFunction<double[]> loss) {
    int n = coordinates.length;
    int population = Constants.defaultPopulation(n);
    SplittableRandom random = new SplittableRandom(seed);
    Evolution evolution = Evolution.start(Start.central(n, 1 / 6.0), population, adaptive);
    for (int count = 0; count < most; count += population) {
      evolution = evolution.after(ranked(evolution, coordinates, random, loss));
    }
    return evolution;
  }

  private static long solved(int[] evaluations) {
    return Arrays.stream(evaluations).filter(count -> count > 0).count();
  }

  @Test
  void theMarginKeepsIntegersFromFreezing() {
    Coordinate[] coordinates = new Coordinate[8];
    Arrays.setAll(
        coordinates,
        j ->
            new Coordinate(
                j < 4
                    ? new DoubleDistribution(-10, 10, Scale.LINEAR, null)
                    : new IntDistribution(-10, 10, 1, Scale.LINEAR)));
    // an ellipsoid whose flattest axes are integers: they freeze first
    ToDoubleFunction<double[]> ellipsoid =
        x ->
            IntStream.range(0, 8)
                .mapToDouble(j -> Math.pow(10, j < 4 ? 4 : 0) * (x[j] - 3) * (x[j] - 3))
                .sum();
    int[] plain = new int[3];
    int[] kept = new int[3];
    for (int seed = 0; seed < 3; seed++) {
      plain[seed] = evaluations(coordinates, false, false, seed, 4_000, 1e-6, ellipsoid);
      kept[seed] = evaluations(coordinates, true, false, seed, 4_000, 1e-6, ellipsoid);
    }
    assertThat(solved(plain)).isZero();
    assertThat(solved(kept)).isEqualTo(3);
  }

  @Test
  void adaptedLearningRatesSeeThroughNoise() {
    double[] full = new double[3];
    double[] adapted = new double[3];
    for (int seed = 0; seed < 3; seed++) {
      full[seed] = lossAtTheMeanUnderNoise(false, seed);
      adapted[seed] = lossAtTheMeanUnderNoise(true, seed);
    }
    Arrays.sort(full);
    Arrays.sort(adapted);
    assertThat(adapted[1]).isLessThan(full[1] / 10);
  }

  private static double lossAtTheMeanUnderNoise(boolean adaptive, long seed) {
    Coordinate[] coordinates = continuous(5);
    SplittableRandom noise = new SplittableRandom(seed + 100);
    ToDoubleFunction<double[]> sphere = x -> Arrays.stream(x).map(v -> (v - 1) * (v - 1)).sum();
    Evolution evolution =
        last(
            coordinates,
            adaptive,
            seed,
            8_000,
            x -> sphere.applyAsDouble(x) + Individual.normal(noise));
    return sphere.applyAsDouble(Individual.internals(evolution, coordinates, new double[5]));
  }

  @Test
  void drawsStayInsideContinuousRanges() {
    SplittableRandom random = new SplittableRandom(1);
    Coordinate[] coordinates = continuous(3);
    Evolution wide = Evolution.start(Start.central(3, 50), 8, false);
    for (int i = 0; i < 200; i++) {
      double[] step = Individual.draw(wide, coordinates, random);
      for (double value : Individual.internals(wide, coordinates, step)) {
        assertThat(value).isBetween(-5.0, 5.0);
      }
    }
  }
}
