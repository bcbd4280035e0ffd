package dev.afina.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CategoricalDistributionTest {

  private enum Activation {
    RELU,
    TANH
  }

  private static final CategoricalDistribution MIXED =
      CategoricalDistribution.of(null, false, true, 1L, 1.0, "1", "true", "null");

  @Test
  void keepsEveryKindOfChoiceApart() {
    assertThat(MIXED.choices()).hasSize(8);
    assertThat(MIXED.toInternal(null)).isEqualTo(0);
    assertThat(MIXED.toInternal(true)).isEqualTo(2);
    assertThat(MIXED.toInternal(1)).isEqualTo(3);
    assertThat(MIXED.toInternal(1.0)).isEqualTo(4);
    assertThat(MIXED.toInternal("1")).isEqualTo(5);
    assertThat(MIXED.toInternal("null")).isEqualTo(7);
    assertThat(MIXED.toExternal(3)).isEqualTo(1L);
    assertThat(MIXED.toExternal(4)).isEqualTo(1.0);
    assertThat(MIXED.toExternal(0)).isNull();
  }

  @Test
  void neverConvertsAValueToAChoiceOfAnotherKind() {
    assertThatThrownBy(() -> CategoricalDistribution.of(1, 2).toInternal(1.0))
        .hasMessage("1.0 is none of the choices [1, 2]");
    assertThatThrownBy(() -> CategoricalDistribution.of("1").toInternal(1))
        .hasMessageContaining("none of the choices");
    assertThatThrownBy(() -> CategoricalDistribution.of(0, 1).toInternal(true))
        .hasMessageContaining("none of the choices");
  }

  @Test
  void widensSmallNumbersAndNamesEnumConstants() {
    assertThat(CategoricalDistribution.of((byte) 1, (short) 2, 3, 0.5f, Activation.RELU).choices())
        .containsExactly(1L, 2L, 3L, 0.5, "RELU");
    assertThat(CategoricalDistribution.of(Activation.RELU, Activation.TANH).toInternal("TANH"))
        .isEqualTo(1);
  }

  @Test
  void rejectsNoChoicesAndRepeatedOnes() {
    assertThatThrownBy(() -> new CategoricalDistribution(List.of()))
        .hasMessage("the list of choices is empty, expected at least one");
    assertThatThrownBy(() -> CategoricalDistribution.of("a", "b", "a"))
        .hasMessage("choice a occurs twice in [a, b, a]; drop one");
    assertThatThrownBy(() -> CategoricalDistribution.of(1, 1L)).hasMessageContaining("twice");
    assertThatThrownBy(() -> CategoricalDistribution.of(null, null)).hasMessageContaining("twice");
    assertThatThrownBy(() -> CategoricalDistribution.of(Double.NaN, Double.NaN))
        .hasMessageContaining("twice");
  }

  @Test
  void rejectsChoicesThatNoStorageCanKeep() {
    assertThatThrownBy(() -> CategoricalDistribution.of("a", BigDecimal.ONE))
        .hasMessageContaining("choice 1 is a java.math.BigDecimal");
  }

  @Test
  void containsTheIndicesOfItsChoices() {
    CategoricalDistribution two = CategoricalDistribution.of("a", "b");
    assertThat(two.contains(1)).isTrue();
    assertThat(two.contains(2)).isFalse();
    assertThat(two.contains(-1)).isFalse();
    assertThat(two.contains(0.5)).isFalse();
    assertThat(two.contains(Double.NaN)).isFalse();
    assertThat(two.rankOf(1)).isEqualTo(1);
    assertThat(two.rankOf(2)).isEqualTo(-1);
    assertThat(two.valueAt(1)).isEqualTo(1);
    assertThatThrownBy(() -> two.valueAt(2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void isCompatibleWithTheSameChoicesInTheSameOrderOnly() {
    CategoricalDistribution two = CategoricalDistribution.of("a", "b");
    assertThat(two.isCompatibleWith(CategoricalDistribution.of("a", "b"))).isTrue();
    assertThat(two.isCompatibleWith(CategoricalDistribution.of("b", "a"))).isFalse();
    assertThat(two.isCompatibleWith(CategoricalDistribution.of("a", "b", "c"))).isFalse();
  }

  @Test
  void copiesItsChoices() {
    List<Object> list = new ArrayList<>(Arrays.asList("a", "b"));
    CategoricalDistribution two = new CategoricalDistribution(new ArrayList<>(list));
    list.set(0, "z");
    assertThat(two.choices()).containsExactly("a", "b");
    assertThatThrownBy(() -> two.choices().add("c"))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
