package dev.afina.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.data.Dataset;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ShiftsTest {

  /** One image a sample: 4 × 5, a single bright pixel in the middle at row 2, column 2. */
  private static Dataset dots(int count) {
    float[] features = new float[count * 20];
    float[] targets = new float[count];
    for (int i = 0; i < count; i++) {
      features[i * 20 + 2 * 5 + 2] = 1;
      targets[i] = i;
    }
    return new Dataset(features, new int[] {4, 5}, targets);
  }

  @Test
  void keepsTheImagesAndAddsACopyOfEach() {
    Dataset dots = dots(3);
    Dataset moved = Shifts.withMovedCopies(dots, 1, new SplittableRandom(1));
    assertThat(moved.size()).isEqualTo(6);
    assertThat(moved.targets()).containsExactly(0, 1, 2, 0, 1, 2);
    assertThat(moved.select(new int[] {0, 1, 2}).features()).isEqualTo(dots.features());
  }

  @Test
  void movesByAtMostSoManyPixelsInAllDirections() {
    Dataset moved = Shifts.withMovedCopies(dots(200), 1, new SplittableRandom(2));
    Set<Integer> places = new HashSet<>();
    for (int i = 200; i < 400; i++) {
      int bright = 0;
      for (int p = 0; p < 20; p++) {
        if (moved.features()[i * 20 + p] == 1) {
          places.add(p);
          bright++;
        }
      }
      assertThat(bright).isEqualTo(1);
    }
    assertThat(places).containsExactlyInAnyOrder(6, 7, 8, 11, 12, 13, 16, 17, 18);
  }

  @Test
  void dropsWhatMovesOut() {
    Dataset moved = Shifts.withMovedCopies(dots(50), 9, new SplittableRandom(3));
    float sum = 0;
    for (int p = 50 * 20; p < 100 * 20; p++) {
      sum += moved.features()[p];
    }
    assertThat(sum).isBetween(1f, 40f);
  }

  @Test
  void refusesRowsOfATable() {
    Dataset table = new Dataset(new float[4], new int[] {2}, new float[2]);
    assertThatThrownBy(() -> Shifts.withMovedCopies(table, 1, new SplittableRandom(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2]");
  }
}
