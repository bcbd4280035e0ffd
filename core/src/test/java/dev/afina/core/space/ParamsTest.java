package dev.afina.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ParamsTest {

  private static final SearchSpace SPACE =
      SearchSpace.builder()
          .doubleRange("x", 0, 1)
          .intRange("n", 0, 9)
          .categorical("c", "a", null)
          .bool("b")
          .build();

  private static final Params PARAMS = Params.of(SPACE, new double[] {0.25, 3, 1, 1});

  @Test
  void givesValuesInTheirOwnTypes() {
    assertThat(PARAMS.get("x")).isEqualTo(0.25);
    assertThat(PARAMS.get("n")).isEqualTo(3L);
    assertThat(PARAMS.get("c")).isNull();
    assertThat(PARAMS.getDouble("x")).isEqualTo(0.25);
    assertThat(PARAMS.getInt("n")).isEqualTo(3);
    assertThat(PARAMS.getBoolean("b")).isTrue();
    assertThat(Params.of(SPACE, new double[4]).getString("c")).isEqualTo("a");
    assertThat(PARAMS.toMap())
        .containsExactly(
            java.util.Map.entry("x", 0.25),
            java.util.Map.entry("n", 3L),
            new java.util.AbstractMap.SimpleEntry<>("c", null),
            java.util.Map.entry("b", true));
  }

  @Test
  void neverConvertsSilently() {
    assertThatThrownBy(() -> PARAMS.getBoolean("n")).hasMessage("parameter \"n\" is 3, no boolean");
    assertThatThrownBy(() -> PARAMS.getString("x"))
        .hasMessage("parameter \"x\" is 0.25, no string");
    assertThatThrownBy(() -> PARAMS.getDouble("b"))
        .hasMessage("parameter \"b\" is true, no number");
  }

  @Test
  void namesTheKnownParametersWhenOneIsUnknown() {
    assertThatThrownBy(() -> PARAMS.get("y"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no parameter \"y\", expected one of [x, n, c, b]");
    assertThat(PARAMS.internal("y")).isNaN();
    assertThat(PARAMS.contains("y")).isFalse();
  }

  @Test
  void copiesItsArray() {
    double[] values = {0.5, 1, 0, 0};
    Params params = Params.of(SPACE, values);
    values[0] = 0.9;
    assertThat(params.getDouble("x")).isEqualTo(0.5);
    assertThat(params).isEqualTo(Params.of(SPACE, new double[] {0.5, 1, 0, 0}));
    assertThat(params).isNotEqualTo(PARAMS);
  }

  @Test
  void refusesAnotherNumberOfValues() {
    assertThatThrownBy(() -> Params.of(SPACE, new double[3]))
        .hasMessage("3 values given for 4 parameters");
  }
}
