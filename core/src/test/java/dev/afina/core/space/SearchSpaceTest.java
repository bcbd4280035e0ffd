package dev.afina.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {

  private static final SearchSpace SPACE =
      SearchSpace.builder()
          .doubleRange("dropout", 0, 0.5, 0.1)
          .intRange("layers", 1, 4)
          .logInt("units", 16, 512)
          .categorical("activation", "relu", null)
          .bool("bias")
          .build();

  @Test
  void keepsParametersInTheOrderTheyWereAdded() {
    assertThat(SPACE.names()).containsExactly("dropout", "layers", "units", "activation", "bias");
    assertThat(SPACE.position("units")).isEqualTo(2);
    assertThat(SPACE.position("unknown")).isEqualTo(-1);
    assertThat(SPACE.distribution("bias")).contains(CategoricalDistribution.of(false, true));
    assertThat(SPACE.distribution("unknown")).isEmpty();
    assertThat(SPACE)
        .hasToString(
            "{dropout: 0..0.5 by 0.1, layers: 1..4, units: 16..512 log,"
                + " activation: [relu, null], bias: [false, true]}");
  }

  @Test
  void countsItsConfigurationsWithoutListingThem() {
    assertThat(SPACE.cardinality()).contains(BigInteger.valueOf(6L * 4 * 497 * 2 * 2));
    assertThat(SearchSpace.empty().cardinality()).contains(BigInteger.ONE);
    assertThat(SearchSpace.builder().doubleRange("x", 0, 1).build().cardinality()).isEmpty();
    SearchSpace.Builder huge = SearchSpace.builder();
    for (int i = 0; i < 30; i++) {
      huge.intRange("x" + i, 0, 999);
    }
    assertThat(huge.build().cardinality()).contains(BigInteger.TEN.pow(90));
  }

  @Test
  void isEqualToASpaceOfTheSameParametersInTheSameOrder() {
    SearchSpace a = SearchSpace.builder().intRange("a", 0, 1).bool("b").build();
    SearchSpace same = SearchSpace.of(a.names(), List.of(a.distribution(0), a.distribution(1)));
    assertThat(same).isEqualTo(a).hasSameHashCodeAs(a);
    assertThat(SearchSpace.builder().bool("b").intRange("a", 0, 1).build()).isNotEqualTo(a);
  }

  @Test
  void namesTheParameterThatIsWrong() {
    SearchSpace.Builder builder = SearchSpace.builder();
    assertThatThrownBy(() -> builder.logUniform("lr", 0.1, 0.01))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "parameter \"lr\": low (0.1) must not exceed high (0.01); maybe the bounds are"
                + " swapped");
    assertThatThrownBy(() -> builder.doubleRange("x", Double.NaN, 1)).hasMessageContaining("\"x\"");
    assertThatThrownBy(() -> builder.categorical("c")).hasMessageContaining("\"c\": the list");
    assertThatThrownBy(() -> builder.intRange("n", 0, 4, 0)).hasMessageContaining("\"n\": step");
  }

  @Test
  void rejectsANameTwice() {
    SearchSpace.Builder builder = SearchSpace.builder().bool("a").intRange("a", 0, 1);
    assertThatThrownBy(builder::build).hasMessage("parameter \"a\" occurs twice");
  }

  @Test
  void rejectsNamesWithoutDistributions() {
    assertThatThrownBy(
            () -> SearchSpace.of(List.of("a", "b"), List.of(CategoricalDistribution.of(1))))
        .hasMessage("2 names given for 1 distributions");
  }
}
