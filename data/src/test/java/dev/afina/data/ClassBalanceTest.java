package dev.afina.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassBalanceTest {

  @Test
  void weighsEveryClassAlike() {
    ClassBalance balance = ClassBalance.of(List.of("no", "yes"), new float[] {0, 0, 0, 1});
    assertThat(balance.counts()).containsExactly(3, 1);
    assertThat(balance.weights()).containsExactly(4 / 6.0, 2.0);
    assertThat(balance.ratio()).isEqualTo(3);
    assertThat(balance.isImbalanced()).isTrue();
    assertThat(balance.largest()).isZero();
    assertThat(balance.smallest()).isEqualTo(1);
  }

  @Test
  void givesAnEmptyClassNoWeight() {
    ClassBalance balance = ClassBalance.of(List.of("a", "b"), new float[] {0, 0});
    assertThat(balance.weights()).containsExactly(0.5, 0);
    assertThat(balance.ratio()).isInfinite();
  }

  @Test
  void rejectsTargetsThatAreNoClassIndex() {
    assertThatThrownBy(() -> ClassBalance.of(List.of("a"), new float[] {0.5f}))
        .hasMessage("target 0.5 is no class index, expected an integer in [0, 1)");
    assertThatThrownBy(() -> new ClassBalance(List.of("a"), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
