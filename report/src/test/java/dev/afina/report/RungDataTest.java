package dev.afina.report;

import static dev.afina.core.trial.TrialState.COMPLETE;
import static dev.afina.core.trial.TrialState.FAIL;
import static dev.afina.core.trial.TrialState.PRUNED;
import static dev.afina.core.trial.TrialState.RUNNING;
import static dev.afina.report.SampleRungs.paused;
import static dev.afina.report.SampleRungs.trial;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Leg;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RungDataTest {

  private static final StudyRecord STUDY = SampleRungs.study();

  private static String json(List<FrozenTrial> trials) {
    return RungData.of(STUDY, trials).get("brackets").toString();
  }

  @Test
  void countsWhoCameAndWentOnAtEachRung() {
    List<FrozenTrial> trials =
        List.of(
            trial(0, new Leg(0, 1), PRUNED, 1, 0.9),
            trial(1, new Leg(0, 9), COMPLETE, 1, 0.5, 2, 0.4, 3, 0.3, 9, 0.2),
            trial(2, new Leg(0, 3), PRUNED, 1, 0.4, 3, 0.35),
            trial(3, null, COMPLETE, 1, 0.1));
    assertThat(RungData.of(STUDY, trials))
        .hasToString(
            """
            {"objective":0,"brackets":[{"bracket":0,"steps":[1,3,9],"came":[3,2,1],"went":[2,1,0],\
            "best":[0.4,0.3,0.2],"champion":1,"trials":[{"trial":0,"values":[0.9]},\
            {"trial":1,"values":[0.5,0.3,0.2]},{"trial":2,"values":[0.4,0.35]}]}]}\
            """);
  }

  @Test
  void bracketsAreApart() {
    JsonNode brackets =
        RungData.of(
                STUDY,
                List.of(
                    trial(0, new Leg(4, 27), COMPLETE, 27, 0.5),
                    trial(1, new Leg(1, 3), PRUNED, 3, 0.7),
                    trial(2, new Leg(1, 9), COMPLETE, 3, 0.6, 9, 0.4)))
            .get("brackets");
    assertThat(brackets.findValuesAsText("bracket")).containsExactly("1", "4");
    assertThat(brackets.get(0).get("steps")).hasToString("[3,9]");
    assertThat(brackets.get(1).get("came")).hasToString("[1]");
  }

  @Test
  void trialsOnTheirWayCountWhereTheyHaveCome() {
    List<FrozenTrial> trials =
        List.of(
            paused(trial(0, new Leg(0, 3), RUNNING, 1, 0.5, 3, 0.4), 1),
            trial(1, new Leg(0, 9), RUNNING, 1, 0.6, 3, 0.5, 5, 0.4),
            trial(2, new Leg(0, 9), FAIL, 1, 0.7, 3, 0.3, 4, 0.2),
            trial(3, new Leg(0, 3), RUNNING, 1, 0.1, 2, 0.1),
            trial(4, new Leg(0, 3), RUNNING));
    assertThat(json(trials))
        .contains("\"steps\":[3,9],\"came\":[3,0],\"went\":[2,0],\"best\":[0.3,null]");
  }

  @Test
  void trialsThatWereLetGoOnShowTheRungsWhereTheyEnded() {
    List<FrozenTrial> trials =
        List.of(
            trial(0, new Leg(0, 1), PRUNED, 1, 0.9),
            trial(1, new Leg(0, 1), PRUNED, 1, 0.5, 2, 0.4, 3, 0.3),
            trial(2, new Leg(0, 1), COMPLETE, 1, 0.4, 2, 0.3, 3, 0.2, 9, 0.1),
            trial(3, new Leg(0, 1), FAIL, 1, 0.5, 2, 0.2));
    assertThat(json(trials))
        .contains("\"steps\":[1,3,9],\"came\":[4,2,1],\"went\":[3,1,0],\"best\":[0.4,0.2,0.1]");
  }

  @Test
  void aCoarseReportStandsForTheRungBeforeIt() {
    List<FrozenTrial> trials =
        List.of(
            trial(0, new Leg(0, 3), PRUNED, 2, 0.9, 4, 0.8),
            trial(1, new Leg(0, 9), PRUNED, 2, 0.9, 4, 0.7, 6, 0.6, 8, 0.5, 10, 0.4));
    assertThat(json(trials)).contains("\"steps\":[3,9],\"came\":[2,1],\"went\":[1,0]");
  }

  @Test
  void whoCompletedBeforeComesWithItsValueAsFarAsItWasOrdered() {
    FrozenTrial early = trial(0, new Leg(0, 9), COMPLETE, 3, 0.3, 5, 0.25);
    FrozenTrial other = trial(1, new Leg(0, 27), COMPLETE, 3, 0.4, 9, 0.35, 27, 0.3);
    FrozenTrial first = trial(2, new Leg(0, 3), PRUNED, 3, 0.6);
    assertThat(json(List.of(early, other, first)))
        .contains(
            "\"came\":[3,2,1]", "{\"trial\":0,\"values\":[0.3,0.25]}", "\"best\":[0.3,0.25,0.3]");
  }

  @Test
  void theBestFollowsTheDirectionAndIsNeverNaN() {
    StudyRecord up = SampleStudies.study("up", Direction.MAXIMIZE);
    JsonNode bracket =
        RungData.of(
                up,
                List.of(
                    trial(0, new Leg(0, 1), PRUNED, 1, Double.NaN),
                    trial(1, new Leg(0, 3), COMPLETE, 1, 0.8, 3, Double.NaN),
                    trial(2, new Leg(0, 1), PRUNED, 1, 0.7)))
            .get("brackets")
            .get(0);
    assertThat(bracket.get("best")).hasToString("[0.8,null]");
    assertThat(bracket.get("champion").asInt()).isEqualTo(1);
    assertThat(bracket.get("trials").get(0).get("values")).hasToString("[\"NaN\"]");
  }

  @Test
  void lostTrialsDoNotCount() {
    FrozenTrial lost =
        trial(0, new Leg(0, 1), FAIL, 1, 0.1).toBuilder()
            .systemAttributes(
                Map.of(FrozenTrial.LOST, true, FrozenTrial.LEG, new Leg(0, 1).toAttribute()))
            .build();
    assertThat(json(List.of(lost, trial(1, new Leg(0, 1), PRUNED, 1, 0.5))))
        .contains("\"came\":[1]", "\"champion\":1");
    assertThat(json(List.of(lost))).isEqualTo("[]");
  }

  @Test
  void halvingByTimeIsOneBracket() {
    Map<String, @Nullable Object> system = new LinkedHashMap<>();
    system.put("afina:pruner", "timed-halving");
    StudyRecord study = new StudyRecord(1, "timed", List.of(Direction.MINIMIZE), Map.of(), system);
    JsonNode brackets =
        RungData.of(
                study,
                List.of(
                    trial(0, new Leg(0, 2), PRUNED, 2, 0.9),
                    trial(1, new Leg(1, 7), COMPLETE, 2, 0.5, 7, 0.4)))
            .get("brackets");
    assertThat(brackets).hasSize(1);
    assertThat(brackets.get(0).get("came")).hasToString("[2,1]");
  }

  @Test
  void ofVeryManyTrialsSomeAreDrawnTheBestAmongThem() {
    List<FrozenTrial> trials = SampleRungs.bracket(5000, 1, 3, 9);
    JsonNode bracket = RungData.of(STUDY, trials).get("brackets").get(0);
    assertThat(bracket.get("came")).hasToString("[5000,1666,555]");
    assertThat(bracket.get("trials"))
        .hasSizeBetween(RungData.MOST_TRIALS - 5, RungData.MOST_TRIALS + 1);
    assertThat(bracket.get("trials").findValuesAsText("trial"))
        .contains(bracket.get("champion").asText());
  }
}
