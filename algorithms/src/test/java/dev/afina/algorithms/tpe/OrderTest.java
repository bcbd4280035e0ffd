package dev.afina.algorithms.tpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderTest {

  private static void check(double... values) {
    int[] order = new int[values.length];
    Order.sort(values, values.length, order);
    assertThat(order)
        .containsExactly(
            IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(position -> values[position] + 0.0))
                .mapToInt(Integer::intValue)
                .toArray());
  }

  @Test
  void sortsPositionsByTheirNumbersAndThenByThemselves() {
    check();
    check(3);
    check(2, 2, 2);
    check(0.0, -0.0, 1, 0.0, -0.0);
    check(-1e308, 1e308, 0, 1e-300);
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 50; round++) {
      check(random.doubles(200, -1, 1).map(x -> Math.round(x * 40) / 40.0).toArray());
      check(random.doubles(200).map(x -> Math.pow(x, 30)).toArray());
    }
  }

  @Test
  void sortsManyNumbersInTheSameOrder() {
    SplittableRandom random = new SplittableRandom(2);
    check(random.doubles(5000, -1, 1).toArray());
    check(random.doubles(5000, -1, 1).map(x -> Math.round(x * 40) / 40.0).toArray());
    check(random.doubles(5000, -300, 300).map(x -> Math.pow(10, x)).toArray());
    check(random.doubles(5000).map(x -> x < 0.5 ? -0.0 : 0.0).toArray());
    check(
        random
            .doubles(5000, -1, 1)
            .map(x -> Math.abs(x) > 0.9 ? x * Double.POSITIVE_INFINITY : x * 1e308)
            .toArray());
  }
}
