package dev.afina.core.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.space.Distribution;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SamplersTest {

  /** Listed among this module's test resources, as another jar would list its own. */
  public static final class AlwaysLowest implements SamplerProvider {

    @Override
    public String name() {
      return "always-lowest";
    }

    @Override
    public String description() {
      return "for tests";
    }

    @Override
    public List<String> options() {
      return List.of("rank");
    }

    @Override
    public Sampler create(Map<String, String> options) {
      return new Sampler() {
        @Override
        public String name() {
          return "always-lowest";
        }

        @Override
        public double sample(SamplingContext context, String name, Distribution distribution) {
          return distribution.valueAt(Long.parseLong(options.getOrDefault("rank", "0")));
        }
      };
    }
  }

  @Test
  void findsWhatCoreOffers() {
    assertThat(Samplers.named("random")).isInstanceOf(RandomSampler.class);
    assertThat(Samplers.named("brute-force")).isInstanceOf(BruteForceSampler.class);
  }

  @Test
  void everyNameIsThatOfItsSampler() {
    assertThat(Samplers.providers())
        .hasSize(3)
        .allSatisfy(
            provider -> {
              assertThat(provider.create(Map.of()).name()).isEqualTo(provider.name());
              assertThat(provider.description()).isNotBlank().doesNotContain("\n");
            });
  }

  @Test
  void findsWhatAnotherJarOffersAndHandsItsOptionsOn() {
    assertThat(Samplers.named("always-lowest", Map.of("rank", "2")).name())
        .isEqualTo("always-lowest");
  }

  @Test
  void listsTheKnownWhereANameIsUnknown() {
    assertThatThrownBy(() -> Samplers.named("rnadom"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "unknown sampler \"rnadom\", expected one of always-lowest, brute-force, random");
  }

  @Test
  void refusesAnOptionThatTheSamplerLacks() {
    assertThatThrownBy(() -> Samplers.named("random", Map.of("seed", "1")))
        .hasMessage("sampler random has no option \"seed\"; it has none");
    assertThatThrownBy(() -> Samplers.named("always-lowest", Map.of("rang", "1")))
        .hasMessage("sampler always-lowest has no option \"rang\"; it has rank");
  }
}
