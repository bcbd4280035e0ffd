package dev.afina.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HaltonTest {

  @Test
  void mirrorsTheDigitsOfTheIndex() {
    assertThat(IntStream.range(0, 5).mapToDouble(Halton.plain(0)::at).toArray())
        .containsExactly(0, 0.5, 0.25, 0.75, 0.125);
    double[] thirds = IntStream.range(0, 5).mapToDouble(Halton.plain(1)::at).toArray();
    for (int i = 0; i < 5; i++) {
      assertThat(thirds[i]).isCloseTo(new double[] {0, 3, 6, 1, 4}[i] / 9, within(1e-15));
    }
    assertThat(Halton.plain(999).at(1)).isEqualTo(1.0 / 7919);
  }

  @Test
  void scramblingKeepsOnePointAnInterval() {
    for (int coordinate : new int[] {0, 1, 2, 3, 24}) {
      int base = new int[] {2, 3, 5, 7, 97}[Math.min(coordinate, 4)];
      int count = base * base;
      Halton halton = Halton.scrambled(coordinate, 11);
      boolean[] taken = new boolean[count];
      for (int i = 0; i < count; i++) {
        double value = halton.at(i);
        assertThat(value).isGreaterThanOrEqualTo(0).isLessThan(1);
        taken[(int) (value * count)] = true;
      }
      assertThat(taken).as("base %d", base).doesNotContain(false);
    }
  }

  @Test
  void eachScrambledPointIsUniformOverSeeds() {
    for (int coordinate : new int[] {0, 7}) {
      double mean = 0;
      double square = 0;
      for (int seed = 0; seed < 4000; seed++) {
        double value = Halton.scrambled(coordinate, seed).at(3);
        mean += value / 4000;
        square += value * value / 4000;
      }
      // standard errors 0.0046 and 0.0047
      assertThat(mean).isCloseTo(0.5, within(0.02));
      assertThat(square).isCloseTo(1 / 3.0, within(0.02));
    }
  }

  @Test
  void scramblingBreaksTheStripesOfLargeBases() {
    // coordinates 30 and 31 have the bases 127 and 131; their first points lie on a line
    assertThat(Math.abs(correlation(Halton.plain(30), Halton.plain(31)))).isGreaterThan(0.9);
    double[] scrambled =
        IntStream.range(0, 20)
            .mapToDouble(
                seed ->
                    Math.abs(
                        correlation(Halton.scrambled(30, seed), Halton.scrambled(31, 100 + seed))))
            .sorted()
            .toArray();
    assertThat(scrambled[10]).isLessThan(0.2);
  }

  private static double correlation(Halton a, Halton b) {
    int count = 100;
    double[] sums = new double[5];
    for (int i = 0; i < count; i++) {
      double x = a.at(i);
      double y = b.at(i);
      sums[0] += x / count;
      sums[1] += y / count;
      sums[2] += x * x / count;
      sums[3] += y * y / count;
      sums[4] += x * y / count;
    }
    double covariance = sums[4] - sums[0] * sums[1];
    return covariance / Math.sqrt((sums[2] - sums[0] * sums[0]) * (sums[3] - sums[1] * sums[1]));
  }

  @Test
  void integratesFarBetterThanIndependentDraws() {
    double squared = 0;
    for (int seed = 0; seed < 20; seed++) {
      Halton[] halton = new Halton[4];
      for (int j = 0; j < 4; j++) {
        halton[j] = Halton.scrambled(j, 1000L * seed + j);
      }
      double sum = 0;
      for (int i = 0; i < 1024; i++) {
        double product = 1;
        for (Halton coordinate : halton) {
          product *= 1 + (coordinate.at(i) - 0.5) / 2;
        }
        sum += product / 1024;
      }
      squared += (sum - 1) * (sum - 1) / 20;
    }
    // independent draws: variance ((1 + 1/48)^4 − 1) / 1024 = 8.4e-5
    assertThat(squared).isLessThan(1e-6);
  }

  @Test
  void rejectsWhatItHasNot() {
    assertThatThrownBy(() -> Halton.plain(1000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("coordinate (1000) must be in [0, 1000)");
    assertThatThrownBy(() -> Halton.scrambled(-1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Halton.plain(0).at(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("index (-1)");
  }
}
