package dev.afina.core.pruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PrunersTest {

  @Test
  void findsWhatCoreOffers() {
    assertThat(Pruners.named("median")).isInstanceOf(MedianPruner.class);
    assertThat(Pruners.named("none")).isSameAs(Pruner.none());
  }

  @Test
  void everyNameIsThatOfItsPruner() {
    assertThat(Pruners.providers())
        .hasSize(2)
        .allSatisfy(
            provider -> {
              assertThat(provider.create(Map.of()).name()).isEqualTo(provider.name());
              assertThat(provider.description()).isNotBlank().doesNotContain("\n");
            });
  }

  @Test
  void listsTheKnownWhereANameIsUnknown() {
    assertThatThrownBy(() -> Pruners.named("meddian"))
        .hasMessage("unknown pruner \"meddian\", expected one of median, none");
  }

  @Test
  void refusesOptionsThatDoNotExistOrCannotBeRead() {
    assertThatThrownBy(() -> Pruners.named("median", Map.of("warm-up", "3")))
        .hasMessage("pruner median has no option \"warm-up\"; it has startup, warmup, interval");
    assertThatThrownBy(() -> Pruners.named("median", Map.of("warmup", "three")))
        .hasMessage("option warmup of pruner median is \"three\", expected an integer");
    assertThatThrownBy(() -> Pruners.named("median", Map.of("interval", "0")))
        .hasMessageContaining("interval (0) at least 1");
  }
}
