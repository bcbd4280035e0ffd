package dev.afina.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BestTrialTest {

  private static final StudyRecord LEAST = SampleStudies.study("least", Direction.MINIMIZE);
  private static final StudyRecord MOST = SampleStudies.study("most", Direction.MAXIMIZE);
  private static final StudyRecord TWO =
      SampleStudies.study("two", Direction.MINIMIZE, Direction.MAXIMIZE);

  private static FrozenTrial complete(int number, double... values) {
    return SampleStudies.simple(number, TrialState.COMPLETE, 0.5, values);
  }

  private static List<Integer> front(StudyRecord study, FrozenTrial... trials) {
    return BestTrial.front(study, List.of(trials)).stream()
        .map(found -> found.trial().number())
        .toList();
  }

  @Test
  void theBestIsTheEarliestOfEquals() {
    FrozenTrial[] trials = {
      complete(0, 2), complete(1, 1), complete(2, 1), complete(3, 5), complete(4, 5)
    };
    assertThat(front(LEAST, trials)).containsExactly(1);
    assertThat(front(MOST, trials)).containsExactly(3);
  }

  @Test
  void onlyCompleteFeasibleTrialsWithNumbersCount() {
    FrozenTrial infeasible = complete(0, -9).toBuilder().constraints(Map.of("memory", 0.1)).build();
    FrozenTrial pruned = SampleStudies.simple(1, TrialState.PRUNED, 0.5, -8);
    assertThat(front(LEAST, infeasible, pruned, complete(2, Double.NaN))).isEmpty();
    assertThat(front(LEAST, infeasible, pruned, complete(2, Double.NaN), complete(3, 4)))
        .containsExactly(3);
    assertThat(front(LEAST, complete(0, Double.POSITIVE_INFINITY))).containsExactly(0);
    assertThat(front(LEAST, complete(0, 3), complete(1, Double.NEGATIVE_INFINITY)))
        .containsExactly(1);
  }

  @Test
  void theFrontHoldsWhatNoOtherTrialDominates() {
    assertThat(
            front(TWO, complete(0, 1, 1), complete(1, 2, 2), complete(2, 2, 1), complete(3, 1, 1)))
        .containsExactly(0, 1, 3);
    assertThatThrownBy(() -> BestTrial.of(TWO, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 objectives");
  }

  @Test
  void jsonIsOneObject() throws IOException {
    String json = BestTrial.of(LEAST, List.of(complete(0, 2))).orElseThrow().toJson();
    JsonNode object = new ObjectMapper().readTree(json);
    assertThat(object.fieldNames())
        .toIterable()
        .containsExactly(
            "study",
            "number",
            "state",
            "value",
            "params",
            "user_attributes",
            "constraints",
            "datetime_start",
            "datetime_complete",
            "duration_seconds",
            "reason");
    assertThat(object.get("study").asText()).isEqualTo("least");
    assertThat(object.get("value").asDouble()).isEqualTo(2);
    assertThat(object.get("params").get("x").asDouble()).isEqualTo(0.5);
    assertThat(object.get("duration_seconds").asDouble()).isEqualTo(1);
  }
}
