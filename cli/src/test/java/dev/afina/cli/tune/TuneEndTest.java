package dev.afina.cli.tune;

import static dev.afina.cli.tune.Workplace.done;
import static dev.afina.cli.tune.Workplace.states;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afina.cli.Ran;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ends {@code tune} before all trials are done. */
class TuneEndTest {

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Workplace place;

  @BeforeEach
  void makePlace() {
    place = new Workplace(folder);
  }

  @Test
  void aTimeLimitEndsTrialsBetweenEpochsAsPruned() {
    Ran ran =
        done(
            place.tuneKinds(
                "--timeout", "1s", "--trials", "1", "--epochs", "1000000", "--pruner", "none"));

    assertThat(states(place.trials("kinds"))).containsExactly("PRUNED");
    assertThat(place.trials("kinds").get(0).get("reason").textValue()).contains("time limit");
    assertThat(place.trials("kinds").get(0).get("value").isNumber()).isTrue();
    assertThat(ran.out()).contains("1 trial: 0 complete, 1 pruned", "No trial was completed");
    assertThat(place.files()).contains("out/trials.csv", "out/report.html");
    assertThat(place.files()).doesNotContain("out/model");
  }

  @Test
  void aTimeLimitSetsTrialsAsideWhichTheNextRunContinues() {
    Object[] request = {"--trials", "1", "--epochs", "1000000", "--timeout", "1s"};

    Ran first = done(place.tuneKinds(request));
    JsonNode before = place.trials("kinds").get(0).get("intermediate_values");
    done(place.tuneKinds(request));
    JsonNode after = place.trials("kinds").get(0).get("intermediate_values");

    assertThat(first.out()).contains("No trial was completed");
    assertThat(first.err())
        .contains("the time was up after 0 of 1 trials, and 1 more is set aside; repeat");
    assertThat(before).isNotEmpty();
    assertThat(after.size()).isGreaterThan(before.size());
    before.fieldNames().forEachRemaining(e -> assertThat(after.get(e)).isEqualTo(before.get(e)));
    assertThat(states(place.trials("kinds"))).containsExactly("RUNNING");
    assertThat(place.files()).anyMatch(Workplace::isCheckpoint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"asha", "median"})
  void aTimeLimitSaysHowManyTrialsItLeft(String pruner) {
    Path space = place.write("space.yaml", "layers: 0", "optimizer: adam", "learning_rate: 0.01");
    Ran ran =
        done(
            place.tuneKinds(
                "--timeout", "1s", "--trials", "100000", "--space", space, "--pruner", pruner));

    long aside = states(place.trials("kinds")).stream().filter("RUNNING"::equals).count();
    assertThat(ran.err())
        .contains(
            "the time was up after %d of 100000 trials"
                .formatted(place.trials("kinds").size() - aside));
    assertThat(ran.err().contains(" set aside; repeat")).isEqualTo(aside > 0);
  }

  @Test
  void aFiniteSpaceThatIsExhaustedEndsTheStudy() {
    Path space =
        place.write(
            "space.yaml",
            "layers: 0",
            "optimizer: adam",
            "learning_rate: [0.001, 0.01]",
            "weight_decay: 0",
            "batch_size: [16, 32]");
    for (String sampler : List.of("grid", "random")) {
      Ran ran =
          done(
              place.tune(
                  "--data",
                  place.kinds(),
                  "--target",
                  "kind",
                  "--study",
                  sampler,
                  "--sampler",
                  sampler,
                  "--space",
                  space,
                  "--trials",
                  9,
                  "--out",
                  folder.resolve(sampler)));
      assertThat(place.trials(sampler)).hasSize(4);
      assertThat(ran.err()).contains("ended after 4 of 9 trials: every configuration");
      assertThat(place.trials(sampler).stream().map(trial -> trial.get("params")).distinct())
          .hasSize(4);
    }
  }

  @Test
  void tooManyFailuresInARowEndTheRun() {
    Path space =
        place.write(
            "space.yaml", "optimizer: sgd", "momentum: 0.99", "layers: 0", "learning_rate: 10");
    Ran ran =
        place.tune(
            "--data",
            place.prices(),
            "--target",
            "price",
            "--study",
            "prices",
            "--space",
            space,
            "--trials",
            "50",
            "--epochs",
            "500");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(place.trials("prices")).hasSizeBetween(10, 49);
    assertThat(ran.err()).contains("afina: study \"prices\" was given up: 10 trials in a row");
    assertThat(place.files()).noneMatch(Workplace::isCheckpoint);
  }

  @Test
  void aStudyOfNothingButFailuresEndsWithOneSentence() {
    Path space =
        place.write(
            "space.yaml",
            "optimizer: sgd",
            "momentum: 0.99",
            "layers: 0",
            "learning_rate: 10",
            "weight_decay: [0, 1]",
            "batch_size: 8");
    Object[] request = {
      "--data",
      place.prices(),
      "--target",
      "price",
      "--study",
      "prices",
      "--space",
      space,
      "--trials",
      "2",
      "--epochs",
      "60"
    };
    Ran ran = place.tune(request);

    assertThat(states(place.trials("prices"))).containsExactly("FAIL", "FAIL");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err().lines().toList().get(2))
        .startsWith("afina: every trial of study \"prices\" failed, the last with: ");
    assertThat(ran.err()).hasLineCount(3).doesNotContain("bug");
    assertThat(place.tune(request).code()).isEqualTo(1);
    assertThat(place.files()).contains("out/trials.csv").doesNotContain("out/model");
  }
}
