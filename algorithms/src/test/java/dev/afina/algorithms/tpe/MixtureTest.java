package dev.afina.algorithms.tpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.core.sampler.Uniform;
import dev.afina.core.space.SearchSpace;
import dev.afina.testkit.SamplerContract;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MixtureTest {

  private static final SearchSpace SPACE = SamplerContract.EVERY_KIND;

  private static double[][] columns(SearchSpace space, int rows, SplittableRandom random) {
    double[][] columns = new double[space.size()][rows];
    for (int j = 0; j < columns.length; j++) {
      for (int i = 0; i < rows; i++) {
        columns[j][i] = Uniform.draw(space.distribution(j), random);
      }
    }
    return columns;
  }

  private static double[][] points(SearchSpace space, int count, SplittableRandom random) {
    double[][] columns = columns(space, count, random);
    double[][] points = new double[count][space.size()];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < space.size(); j++) {
        points[i][j] = columns[j][i];
      }
    }
    return points;
  }

  @Test
  void whatIsRepairedIsWhatWouldBeBuiltAnew() {
    SplittableRandom random = new SplittableRandom(1);
    double[][] columns = columns(SPACE, 600, random);
    double[][] points = points(SPACE, 5, random);
    boolean[] taken = new boolean[600];
    Mixture kept = new Mixture(SPACE, true, Map.of());
    for (int step = 0; step < 500; step++) {
      taken[step] = true;
      for (int change = random.nextInt(4); change > 0; change--) {
        int row = random.nextInt(step + 1);
        taken[row] = !taken[row];
        if (random.nextInt(8) == 0) {
          columns[random.nextInt(2)][row] = random.nextDouble(0.01, 0.1);
        }
      }
      int[] rows = IntStream.range(0, 600).filter(i -> taken[i]).toArray();
      Mixture fresh = new Mixture(SPACE, true, Map.of());
      kept.update(rows, rows.length, columns);
      fresh.update(rows, rows.length, columns);
      assertThat(kept.logDensity(points)).isEqualTo(fresh.logDensity(points));
      assertThat(kept.draw(new SplittableRandom(step)))
          .isEqualTo(fresh.draw(new SplittableRandom(step)));
    }
  }

  @Test
  void leavesOutRowsThatLackAParameter() {
    double[][] columns = {{1, Double.NaN, 2, 0.5}, {0.1, 0.1, 0.1, Double.NaN}};
    SearchSpace space = SearchSpace.builder().doubleRange("x", 0, 3).doubleRange("y", 0, 1).build();
    Mixture mixture = new Mixture(space, true, Map.of());
    mixture.update(new int[] {0, 1, 2, 3}, 4, columns);
    assertThat(mixture.size()).isEqualTo(2);
  }

  @Test
  void densitiesIntegrateToOne() {
    SearchSpace space =
        SearchSpace.builder().doubleRange("x", -1, 3).intRange("n", 1, 7, 2).bool("b").build();
    SplittableRandom random = new SplittableRandom(3);
    Mixture mixture = new Mixture(space, true, Map.of());
    mixture.update(IntStream.range(0, 40).toArray(), 40, columns(space, 40, random));
    int slices = 4000;
    double sum = 0;
    for (int i = 0; i < slices; i++) {
      double x = -1 + (i + 0.5) * 4 / slices;
      for (int n = 1; n <= 7; n += 2) {
        for (double log : mixture.logDensity(new double[][] {{x, n, 0}, {x, n, 1}})) {
          sum += Math.exp(log) * 4 / slices;
        }
      }
    }
    assertThat(sum).isEqualTo(1, within(1e-4));
  }

  @Test
  void drawsFollowTheDensity() {
    SearchSpace space = SearchSpace.builder().logInt("n", 1, 12).categorical("c", 1, 2, 3).build();
    SplittableRandom random = new SplittableRandom(4);
    Mixture mixture = new Mixture(space, true, Map.of());
    mixture.update(IntStream.range(0, 30).toArray(), 30, columns(space, 30, random));
    int draws = 200_000;
    int[][] counts = new int[13][3];
    for (int i = 0; i < draws; i++) {
      double[] point = mixture.draw(random);
      counts[(int) point[0]][(int) point[1]]++;
    }
    for (int n = 1; n <= 12; n++) {
      for (int c = 0; c < 3; c++) {
        double p = Math.exp(mixture.logDensity(new double[][] {{n, c}})[0]);
        double deviation = Math.sqrt(p * (1 - p) / draws);
        // On a logarithmic scale a draw is rounded on the linear one, as in Optuna, at cell borders
        // that are those of the masses.
        assertThat((double) counts[n][c] / draws).isEqualTo(p, within(5 * deviation));
      }
    }
  }

  @Test
  void survivesRangesAtTheEndsOfWhatADoubleHolds() {
    SearchSpace space =
        SearchSpace.builder()
            .doubleRange("huge", -Double.MAX_VALUE, Double.MAX_VALUE)
            .doubleRange("tiny", 0, Double.MIN_VALUE)
            .doubleRange("thin", 1, Math.nextUp(1.0))
            .logUniform("long", Double.MIN_VALUE, Double.MAX_VALUE)
            .intRange("wide", -(1L << 53), 1L << 53)
            .build();
    SplittableRandom random = new SplittableRandom(5);
    for (int rows : new int[] {0, 1, 2, 50, 200}) {
      Mixture mixture = new Mixture(space, true, Map.of());
      mixture.update(IntStream.range(0, rows).toArray(), rows, columns(space, rows, random));
      double[] point = mixture.draw(random);
      for (int j = 0; j < point.length; j++) {
        assertThat(space.distribution(j).contains(point[j])).as(space.name(j)).isTrue();
      }
      assertThat(mixture.logDensity(new double[][] {point})[0]).isFinite();
    }
  }

  @Test
  void observationsOutsideOfTheRangeDoNoHarm() {
    SearchSpace space = SearchSpace.builder().doubleRange("x", 0, 1).intRange("n", 0, 3).build();
    double[][] columns = {{-50, 0.5, 700}, {-9, 2, 4000}};
    Mixture mixture = new Mixture(space, true, Map.of());
    mixture.update(new int[] {0, 1, 2}, 3, columns);
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 200; i++) {
      double[] point = mixture.draw(random);
      assertThat(point[0]).isBetween(0.0, 1.0);
      assertThat(point[1]).isBetween(0.0, 3.0);
      assertThat(mixture.logDensity(new double[][] {point})[0]).isFinite();
    }
  }
}
