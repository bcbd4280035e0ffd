package dev.afina.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DatasetTest {

  @Test
  void selectsRowsInTheirOrder() {
    Dataset data =
        new Dataset(new float[] {1, 2, 3, 4, 5, 6}, new int[] {2}, new float[] {7, 8, 9});
    Dataset some = data.select(new int[] {2, 0});
    assertThat(some.features()).containsExactly(5, 6, 1, 2);
    assertThat(some.targets()).containsExactly(9, 7);
  }

  @Test
  void keepsTheTargetsOfARowTogether() {
    Dataset data =
        new Dataset(new float[] {1, 2, 3}, new int[] {1}, new float[] {1, 2, 3, 4, 5, 6}, 2);
    assertThat(data.size()).isEqualTo(3);
    Dataset some = data.select(new int[] {2, 0});
    assertThat(some.features()).containsExactly(3, 1);
    assertThat(some.targets()).containsExactly(5, 6, 1, 2);
    assertThat(some.targetWidth()).isEqualTo(2);
  }

  @Test
  void rejectsArraysThatDoNotFit() {
    assertThatThrownBy(() -> new Dataset(new float[2], new int[] {1}, new float[3], 2))
        .hasMessage(
            "targets hold 3 values, expected a multiple of the 2 targets of a sample, at least 1");
    assertThatThrownBy(() -> new Dataset(new float[5], new int[] {2}, new float[2]))
        .hasMessage("features hold 5 values, but 2 samples of shape [2] need 4");
    assertThatThrownBy(() -> new Dataset(new float[0], new int[] {0}, new float[2]))
        .hasMessageContaining("expected sizes of at least 1");
  }

  @Test
  void hasAFingerprintOfItsOwn() {
    Dataset data = new Dataset(new float[] {1, 2}, new int[] {1}, new float[] {0, 1});
    Dataset same = new Dataset(new float[] {1, 2}, new int[] {1}, new float[] {0, 1});
    Dataset other = new Dataset(new float[] {1, 2}, new int[] {2}, new float[] {0});
    assertThat(Fingerprint.of(data)).hasSize(64).isEqualTo(Fingerprint.of(same));
    assertThat(Fingerprint.of(other)).isNotEqualTo(Fingerprint.of(data));
    assertThat(Fingerprint.of(new byte[0])) // the well-known digest of nothing
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }
}
