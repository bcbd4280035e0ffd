package dev.afina.core.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Scale;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class UniformTest {

  private static final int DRAWS = 100_000;

  /** Kolmogorov and Smirnov's critical value at the level 0.001. */
  private static final double CRITICAL = 1.95 / Math.sqrt(DRAWS);

  private static double[] draw(Distribution distribution) {
    SplittableRandom random = new SplittableRandom(7);
    double[] drawn = new double[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      drawn[i] = Uniform.draw(distribution, random);
      assertThat(distribution.contains(drawn[i])).isTrue();
    }
    Arrays.sort(drawn);
    return drawn;
  }

  private static double distance(double[] sorted, DoubleUnaryOperator cdf) {
    double distance = 0;
    for (int i = 0; i < sorted.length; i++) {
      double expected = cdf.applyAsDouble(sorted[i]);
      distance = Math.max(distance, Math.abs(expected - (double) i / sorted.length));
      distance = Math.max(distance, Math.abs(expected - (i + 1.0) / sorted.length));
    }
    return distance;
  }

  private static double share(double[] drawn, double value) {
    return Arrays.stream(drawn).filter(d -> d == value).count() / (double) drawn.length;
  }

  @Test
  void drawsLinearDoublesUniformly() {
    double[] drawn = draw(new DoubleDistribution(-3, 5, Scale.LINEAR, null));
    assertThat(distance(drawn, x -> (x + 3) / 8)).isLessThan(CRITICAL);
  }

  @Test
  void drawsLogarithmicDoublesUniformlyInTheirLogarithm() {
    double[] drawn = draw(new DoubleDistribution(1e-6, 10, Scale.LOG, null));
    assertThat(distance(drawn, x -> Math.log(x / 1e-6) / Math.log(1e7))).isLessThan(CRITICAL);
  }

  @Test
  void drawsFromRangesWhoseWidthOverflows() {
    double[] drawn =
        draw(new DoubleDistribution(-Double.MAX_VALUE, Double.MAX_VALUE, Scale.LINEAR, null));
    assertThat(distance(drawn, x -> 0.5 + x / Double.MAX_VALUE / 2)).isLessThan(CRITICAL);
    draw(new DoubleDistribution(Double.MIN_VALUE, Double.MAX_VALUE, Scale.LOG, null));
  }

  @Test
  void drawsGridPointsEquallyOften() {
    DoubleDistribution grid = new DoubleDistribution(0.001, 0.020, Scale.LINEAR, 0.0005);
    double[] drawn = draw(grid);
    for (int rank = 0; rank < 39; rank++) {
      assertThat(share(drawn, grid.valueAt(rank))).isBetween(0.8 / 39, 1.2 / 39);
    }
  }

  @Test
  void drawsIntegersAndChoicesEquallyOften() {
    double[] drawn = draw(new IntDistribution(-2, 7, 3, Scale.LINEAR));
    for (double value : new double[] {-2, 1, 4, 7}) {
      assertThat(share(drawn, value)).isBetween(0.24, 0.26);
    }
    drawn = draw(CategoricalDistribution.of("a", "b", "c", "d"));
    for (int index = 0; index < 4; index++) {
      assertThat(share(drawn, index)).isBetween(0.24, 0.26);
    }
  }

  @Test
  void drawsLogarithmicIntegersAsOftenAsTheirNeighbourhoodIsWide() {
    double[] drawn = draw(new IntDistribution(1, 8, 1, Scale.LOG));
    double width = Math.log(8.5 / 0.5);
    for (int value = 1; value <= 8; value++) {
      double expected = Math.log((value + 0.5) / (value - 0.5)) / width;
      assertThat(share(drawn, value)).isBetween(0.95 * expected, 1.05 * expected);
    }
  }

  @Test
  void drawsTheOnlyPoint() {
    SplittableRandom random = new SplittableRandom(1);
    assertThat(Uniform.draw(new DoubleDistribution(0.1, 0.1, Scale.LOG, null), random))
        .isEqualTo(0.1);
    assertThat(Uniform.draw(new IntDistribution(3, 3, 1, Scale.LOG), random)).isEqualTo(3);
  }
}
