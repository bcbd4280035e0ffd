package dev.afina.core.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SeedsTest {

  /** Frozen: should one of them change, every study would continue differently. */
  @Test
  void neverChanges() {
    assertThat(Seeds.of(0, 0)).isEqualTo(-6411193824288604561L);
    assertThat(Seeds.of(42, 7)).isEqualTo(-4893543810735773810L);
    assertThat(Seeds.of(-1, Integer.MAX_VALUE)).isEqualTo(9194165427410310294L);
    assertThat(Seeds.of(42, 7, "lr")).isEqualTo(4826493208188048416L);
    assertThat(Seeds.of(42, 7, "")).isEqualTo(-6643057353332636048L);
    assertThat(Seeds.of(42, 7, "größe")).isEqualTo(3952501703022364703L);
  }

  @Test
  void drawsTheSameNumbersOnEveryJavaVersion() {
    RandomGenerator random = Seeds.generator(42, 7, "lr");
    assertThat(random.nextLong()).isEqualTo(-8406881839215462258L);
    assertThat(random.nextDouble()).isEqualTo(0.03187340189387389);
    assertThat(random.nextInt(1000)).isEqualTo(395);
    assertThat(random.nextLong(1_000_000_000_000L)).isEqualTo(670558131313L);
  }

  @Test
  void givesAMillionIndicesAndPurposesDifferentSeeds() {
    String[] purposes = new String[100];
    for (int p = 0; p < purposes.length; p++) {
      purposes[p] = "units_" + p;
    }
    long[] seeds = new long[1_000_000];
    for (int i = 0; i < seeds.length; i++) {
      seeds[i] = Seeds.of(7, i / 100, purposes[i % 100]);
    }
    assertThat(Arrays.stream(seeds).distinct().count()).isEqualTo(seeds.length);
  }

  @Test
  void givesNeighbouringStudiesAndIndicesUnrelatedBits() {
    int flipped = 0;
    for (int index = 0; index < 1000; index++) {
      flipped += Long.bitCount(Seeds.of(1, index) ^ Seeds.of(1, index + 1));
      flipped += Long.bitCount(Seeds.of(index, 1) ^ Seeds.of(index + 1, 1));
    }
    assertThat(flipped / 2000.0).isBetween(31.0, 33.0);
  }
}
