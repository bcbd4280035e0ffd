package dev.afina.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Defaults, beliefs, scopes, fixed values and powers. */
class HintTest {

  @Test
  void hasTheDefaultsWhereNothingIsGiven() {
    GivenParameters hp = GivenParameters.defaults();

    assertThat(hp.withDefault(12).suggestInt("units", 9, 27, 3)).isEqualTo(12);
    assertThat(hp.withDefault(0.003).suggestDouble("rate", 0.001, 0.020, 0.0005)).isEqualTo(0.003);
    assertThat(hp.withDefault("tanh").<String>suggestCategorical("f", "relu", "tanh"))
        .isEqualTo("tanh");
    assertThat(hp.withDefault(true).suggestBoolean("bias")).isTrue();
    assertThat(hp.suggestInt("layers", 2, 4)).isEqualTo(2);
    assertThat(hp.<String>suggestCategorical("pool", "max", "mean")).isEqualTo("max");
    assertThat(hp.suggestBoolean("flip")).isFalse();
    assertThat(hp.params().names())
        .containsExactly("units", "rate", "f", "bias", "layers", "pool", "flip");
  }

  @Test
  void refusesADefaultThatIsNoneOfTheValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GivenParameters.defaults().withDefault(40).suggestInt("units", 9, 27, 3))
        .withMessage("parameter \"units\" has the default 40, expected a value of 9..27 by 3");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                GivenParameters.defaults()
                    .withPrior(Prior.reverseLog())
                    .suggestDouble("momentum", 0, 1))
        .withMessageContainingAll("momentum", "above 0");
  }

  @Test
  void namesAreThoseOfTheirScopes() {
    GivenParameters hp = GivenParameters.of(Map.of("net/encoder/units", 16));
    HyperParameters encoder = hp.scope("net").scope("encoder");

    assertThat(encoder.suggestInt("units", 8, 64, 8)).isEqualTo(16);
    assertThat(encoder.withDefault(2).suggestInt("layers", 1, 3)).isEqualTo(2);
    assertThat(hp.params().names()).containsExactly("net/encoder/units", "net/encoder/layers");
    assertThatIllegalArgumentException().isThrownBy(() -> hp.scope(" "));
  }

  @Test
  void givenValuesComeBackAndMustBeValues() {
    GivenParameters first = GivenParameters.of(Map.of("units", 24, "rate", 0.5));
    first.suggestInt("units", 9, 27, 3);
    first.suggestDouble("rate", 0, 1);
    GivenParameters again = GivenParameters.of(first.params());

    assertThat(again.suggestInt("units", 9, 27, 3)).isEqualTo(24);
    assertThat(again.suggestDouble("rate", 0, 1)).isEqualTo(0.5);
    assertThat(again.params()).isEqualTo(first.params());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GivenParameters.of(first.params()).suggestInt("units", 9, 12, 3))
        .withMessage("parameter \"units\" is given as 24, expected a value of 9..12 by 3");
  }

  @Test
  void fixesAndPowersAreChoices() {
    GivenParameters hp = GivenParameters.of(Map.of("width", 16));

    assertThat(hp.suggestFixed("classes", 10)).isEqualTo(10);
    assertThat(hp.suggestFixed("name", "mine")).isEqualTo("mine");
    assertThat(hp.suggestPower("width", 2, 32, 2)).isEqualTo(16);
    assertThat(hp.params().space().distribution("width"))
        .contains(new CategoricalDistribution(List.of(2, 4, 8, 16, 32)));
    assertThat(hp.params().space().distribution("classes").orElseThrow().isSinglePoint()).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> hp.suggestPower("w", 0, 8, 2));
  }

  /** KerasTuner 1.4.7: Int(1, 100, reverse_log) and Float(1, 100, reverse_log). */
  @Test
  void reverseLogIsDenseNearTheHighEnd() {
    IntDistribution whole = new IntDistribution(1, 100, 1, Scale.LINEAR);
    Prior prior = Prior.reverseLog();
    assertThat(prior.quantile(whole, 0.05)).isEqualTo(21);
    assertThat(prior.quantile(whole, 0.25)).isEqualTo(70);
    assertThat(prior.quantile(whole, 0.5)).isEqualTo(91);
    DoubleDistribution real = new DoubleDistribution(1, 100, Scale.LINEAR, null);
    assertThat(prior.quantile(real, 0.5)).isEqualTo(91);
    assertThat(prior.quantile(real, 0)).isEqualTo(1);
    assertThat(prior.quantile(real, 1)).isEqualTo(100);
  }

  @Test
  void reverseLogDensityHasTheMassOfOne() {
    Prior prior = Prior.reverseLog();
    IntDistribution whole = new IntDistribution(2, 40, 2, Scale.LINEAR);
    double sum = 0;
    for (int rank = 0; rank < 20; rank++) {
      sum += Math.exp(prior.logDensity(whole, whole.valueAt(rank))) / 20;
    }
    assertThat(sum).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-12));
    DoubleDistribution real = new DoubleDistribution(0.5, 0.99, Scale.LINEAR, null);
    double mean = 0;
    for (int i = 0; i < 10_000; i++) {
      mean += Math.exp(prior.logDensity(real, 0.5 + 0.49 * (i + 0.5) / 10_000)) / 10_000;
    }
    assertThat(mean).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-6));
    assertThat(Prior.ofAttribute(prior.toAttribute())).isEqualTo(prior);
  }
}
