package dev.afina.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PermutationsTest {

  @Test
  void eachOrderIsEquallyLikely() {
    SplittableRandom random = new SplittableRandom(1);
    SortedMap<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < 6000; i++) {
      counts.merge(Arrays.toString(Permutations.random(3, random)), 1, Integer::sum);
    }
    assertThat(counts).hasSize(6);
    // standard deviation 29
    assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(880, 1120));
  }

  @Test
  void holdsEveryNumberOnce() {
    assertThat(Arrays.stream(Permutations.random(1000, new SplittableRandom(2))).sorted().toArray())
        .isEqualTo(java.util.stream.IntStream.range(0, 1000).toArray());
    assertThat(Permutations.random(0, new SplittableRandom(3))).isEmpty();
  }
}
