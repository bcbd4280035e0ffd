package dev.afina.core.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FrozenTrialTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final FrozenTrial FULL =
      FrozenTrial.builder(TrialState.COMPLETE)
          .id(9)
          .number(4)
          .index(3)
          .values(List.of(0.5))
          .params(Params.of(SearchSpace.builder().bool("b").build(), new double[] {1}))
          .intermediateValues(new TreeMap<>(Map.of(0, 0.7)))
          .userAttributes(Map.of("note", "good"))
          .systemAttributes(Map.of(FrozenTrial.REASON, "because"))
          .constraints(Map.of("memory", -1.0))
          .start(START)
          .complete(START.plusSeconds(2))
          .build();

  @Test
  void survivesItsBuilder() {
    assertThat(FULL.toBuilder().build()).isEqualTo(FULL);
  }

  @Test
  void answersForItsParts() {
    assertThat(FULL.value()).contains(0.5);
    assertThat(FULL.duration()).contains(Duration.ofSeconds(2));
    assertThat(FULL.reason()).contains("because");
    assertThat(FULL.isFeasible()).isTrue();
    assertThat(FULL.isLost()).isFalse();
    FrozenTrial waiting = FrozenTrial.builder(TrialState.WAITING).build();
    assertThat(waiting.value()).isEmpty();
    assertThat(waiting.duration()).isEmpty();
    assertThat(waiting.reason()).isEmpty();
  }

  @Test
  void isInfeasibleAboveZeroOnly() {
    assertThat(FULL.toBuilder().constraints(Map.of("a", 0.0)).build().isFeasible()).isTrue();
    assertThat(FULL.toBuilder().constraints(Map.of("a", -1.0, "b", 1e-9)).build().isFeasible())
        .isFalse();
  }

  @Test
  void copiesItsCollections() {
    Map<String, Double> constraints = new HashMap<>(Map.of("a", -1.0));
    FrozenTrial trial = FrozenTrial.builder(TrialState.COMPLETE).constraints(constraints).build();
    constraints.put("a", 1.0);
    assertThat(trial.isFeasible()).isTrue();
  }
}
