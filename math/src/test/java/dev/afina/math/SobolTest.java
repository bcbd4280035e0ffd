package dev.afina.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SobolTest {

  @Test
  void beginsWithJoeAndKuosPoints() {
    assertThat(Sobol.points(5, 3))
        .isDeepEqualTo(
            new double[][] {
              {0, 0, 0},
              {0.5, 0.5, 0.5},
              {0.75, 0.25, 0.25},
              {0.25, 0.75, 0.75},
              {0.375, 0.375, 0.625}
            });
  }

  @Test
  void scrambledPointsFillEveryIntervalOfEveryCoordinateOnce() {
    int count = 256;
    double[][] points = Sobol.scrambled(count, 60, new SplittableRandom(1));
    for (int j = 0; j < 60; j++) {
      boolean[] taken = new boolean[count];
      for (double[] point : points) {
        assertThat(point[j]).isStrictlyBetween(0.0, 1.0);
        taken[(int) (point[j] * count)] = true;
      }
      assertThat(taken).doesNotContain(false);
    }
  }

  @Test
  void scrambledPointsFillTheBoxesOfTheFirstTwoCoordinates() {
    double[][] points = Sobol.scrambled(256, 2, new SplittableRandom(2));
    for (int split = 0; split <= 8; split++) {
      int columns = 1 << split;
      int rows = 256 / columns;
      boolean[] taken = new boolean[256];
      for (double[] point : points) {
        taken[((int) (point[0] * columns)) * rows + (int) (point[1] * rows)] = true;
      }
      assertThat(taken).as("%d by %d boxes", columns, rows).doesNotContain(false);
    }
  }

  @Test
  void seedsMakeDifferentPointsAndTheSameSeedTheSame() {
    double[][] first = Sobol.scrambled(16, 5, new SplittableRandom(3));
    assertThat(Sobol.scrambled(16, 5, new SplittableRandom(3))).isDeepEqualTo(first);
    assertThat(Sobol.scrambled(16, 5, new SplittableRandom(4))[0][0]).isNotEqualTo(first[0][0]);
  }

  @Test
  void eachScrambledPointIsUniformOverSeeds() {
    double[] means = new double[4];
    for (int seed = 0; seed < 4000; seed++) {
      double[][] points = Sobol.scrambled(4, 3, new SplittableRandom(seed));
      for (int i = 0; i < 4; i++) {
        means[i] += points[i][2] / 4000;
      }
    }
    // standard error 1 / √(12 · 4000) = 0.0046
    for (double mean : means) {
      assertThat(mean).isBetween(0.48, 0.52);
    }
  }

  @Test
  void integratesFarBetterThanIndependentDraws() {
    int dimension = 8;
    double squared = 0;
    for (int seed = 0; seed < 20; seed++) {
      double sum = 0;
      for (double[] point : Sobol.scrambled(1024, dimension, new SplittableRandom(seed))) {
        sum += Arrays.stream(point).map(v -> 1 + (v - 0.5) / 2).reduce(1, (a, b) -> a * b) / 1024;
      }
      squared += (sum - 1) * (sum - 1) / 20;
    }
    // independent draws: variance ((1 + 1/48)^8 − 1) / 1024 = 1.8e-4
    assertThat(squared).isLessThan(1e-6);
  }

  @Test
  void drawsCoordinatesBeyondTheTable() {
    double[][] points = Sobol.scrambled(4, 1010, new SplittableRandom(5));
    assertThat(points[3]).hasSize(1010);
    assertThat(points[3][1009]).isStrictlyBetween(0.0, 1.0);
    assertThat(points[3][1009]).isNotEqualTo(points[2][1009]);
  }
}
