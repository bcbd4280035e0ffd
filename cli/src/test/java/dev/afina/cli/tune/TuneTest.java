package dev.afina.cli.tune;

import static dev.afina.cli.tune.Workplace.done;
import static dev.afina.cli.tune.Workplace.states;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afina.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code tune} does with good data. */
class TuneTest {

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Workplace place;

  @BeforeEach
  void makePlace() {
    place = new Workplace(folder);
  }

  @Test
  void showsDataSpaceResultsScoreAndWhatToTypeNext() {
    Ran ran = done(place.tuneKinds());

    assertThat(ran.out())
        .containsSubsequence(
            "Data      ",
            "Target    kind: classification into 2 classes",
            "Study     kinds",
            "Split     ",
            "seed 5",
            "Search space",
            "learning_rate",
            "Results   2 trials: ",
            "val_accuracy",
            "The best is trial ",
            "test_accuracy ",
            "Next",
            "report.html",
            "./afina trials kinds --storage " + place.url(),
            "./afina predict --model ");
    assertThat(ran.out()).containsPattern("(?m)^test_accuracy [01]\\.\\d{4}$");
    assertThat(ran.err())
        .contains("trial   0  set aside after 1 epoch ", "trial   0  val_accuracy ")
        .contains("trial   1  set aside after 1 epoch ", "trial   1  pruned after 1 epoch ")
        .hasLineCount(4);
    assertThat(place.files())
        .contains(
            "out/model/inputs.json",
            "out/model/model.json",
            "out/model/weights.safetensors",
            "out/report.html",
            "out/trials.csv",
            "studies.db");
  }

  @Test
  void namesTheStudyAfterFileAndTarget() {
    Ran ran = done(place.tune("--data", place.kinds(), "--target", "kind", "--trials", "1"));

    assertThat(ran.out()).contains("Study     kinds-kind (named after");
    assertThat(place.trials("kinds-kind")).hasSize(1);
  }

  @Test
  void runsOnlyWhatIsMissingAndSaysWhenNothingIs() {
    done(place.tuneKinds("--trials", "1"));
    JsonNode first = place.trials("kinds").get(0);

    Ran more = done(place.tuneKinds("--trials", "3"));
    Ran again = done(place.tuneKinds("--trials", "3"));

    assertThat(more.err()).contains("trial   1 ", "trial   2 ").doesNotContain("trial   0 ");
    assertThat(place.trials("kinds")).hasSize(3).first().isEqualTo(first);
    assertThat(again.err()).hasLineCount(1).contains("has its 3 trials already");
    assertThat(again.out()).contains("Results   3 trials: ", "test_accuracy ");
    assertThat(place.trials("kinds")).hasSize(3);
  }

  @Test
  void goesOnAsIfItHadNeverStopped() {
    done(place.tuneKinds("--trials", "1"));
    done(place.tuneKinds("--trials", "4"));
    Workplace other = new Workplace(folder.resolve("other"));
    assertThat(other.folder().toFile().mkdir()).isTrue();
    done(other.tuneKinds("--trials", "4"));

    assertThat(Workplace.timeless(place.trials("kinds")))
        .isEqualTo(Workplace.timeless(other.trials("kinds")));
  }

  @Test
  void theSameSeedGivesTheSameTrialsAndTheSameNetworkToTheLastBit() throws IOException {
    Workplace other = new Workplace(folder.resolve("other"));
    assertThat(other.folder().toFile().mkdir()).isTrue();
    done(place.tuneKinds("--trials", "5", "--epochs", "4"));
    done(other.tuneKinds("--trials", "5", "--epochs", "4"));

    assertThat(Workplace.timeless(place.trials("kinds")))
        .isEqualTo(Workplace.timeless(other.trials("kinds")));
    assertThat(other.out().resolve("model/weights.safetensors"))
        .hasBinaryContent(Files.readAllBytes(place.out().resolve("model/weights.safetensors")));
  }

  @Test
  void anotherSeedGivesOtherTrials() {
    done(place.tuneKinds("--trials", "2"));
    done(
        place.tune(
            "--data",
            place.kinds(),
            "--target",
            "kind",
            "--study",
            "other",
            "--seed",
            "6",
            "--out",
            folder.resolve("other")));

    assertThat(place.trials("kinds").get(1).get("params"))
        .isNotEqualTo(place.trials("other").get(1).get("params"));
  }

  @Test
  void lossesThatAreNotNumbersEndTheirTrialAndNotTheRun() {
    Path space =
        place.write(
            "space.yaml",
            "optimizer: sgd",
            "momentum: 0.99",
            "layers: 0",
            "learning_rate: [10, 0.01]",
            "weight_decay: [0, 1]",
            "batch_size: 8");
    Ran ran =
        done(
            place.tune(
                "--data",
                place.prices(),
                "--target",
                "price",
                "--study",
                "prices",
                "--space",
                space,
                "--sampler",
                "grid",
                "--pruner",
                "none",
                "--trials",
                "4",
                "--epochs",
                "60"));

    assertThat(states(place.trials("prices"))).contains("FAIL", "COMPLETE");
    assertThat(ran.err()).contains("failed: ");
    assertThat(ran.out()).contains(" failed\n", "test_r2 ");
  }

  @Test
  void keepsOnlyTheNetworkOfTheBestTrial() {
    Ran ran = done(place.tuneKinds("--trials", "6", "--workers", "2", "--pruner", "none"));

    String number = ran.out().replaceAll("(?s).*The best is trial (\\d+):.*", "$1");
    assertThat(place.out().resolve("networks").toFile().list())
        .containsExactlyInAnyOrder("study.txt", "trial-" + number);
  }

  @Test
  void learnsARegression() {
    Ran ran = done(place.tune("--data", place.prices(), "--target", "price", "--epochs", "100"));

    assertThat(ran.out()).contains("regression").containsPattern("(?m)^test_r2 0\\.9\\d{3}$");
    assertThat(ran.out()).contains("test_mae ", "test_rmse ");
  }

  @Test
  void comparesByTheMetricThatIsAskedFor() {
    done(
        place.tune(
            "--data",
            place.prices(),
            "--target",
            "price",
            "--study",
            "p",
            "--metric",
            "mae",
            "--pruner",
            "none"));

    assertThat(place.trials("p"))
        .allMatch(trial -> trial.get("state").textValue().equals("COMPLETE"));
    assertThat(Ran.afina("show", "p", "--storage", place.url()).out()).contains("minimize val_mae");
  }

  @Test
  void takesAClassificationOfNumbersForARegressionWhereToldSo() {
    List<String> lines = new ArrayList<>(List.of("x,level"));
    for (int i = 0; i < 60; i++) {
      lines.add("%d.5,%d".formatted(i * 37 % 60, i * 37 % 60 / 20));
    }
    Path file = place.write("levels.csv", lines.toArray(String[]::new));

    Ran classes = done(place.tune("--data", file, "--target", "level", "--study", "classes"));
    Ran values =
        done(
            place.tune(
                "--data",
                file,
                "--target",
                "level",
                "--study",
                "values",
                "--task",
                "regression",
                "--out",
                folder.resolve("values")));

    assertThat(classes.out()).contains("classification into 3 classes", "test_accuracy ");
    assertThat(values.out()).contains("level: regression", "test_r2 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"asha", "pasha", "hyperband"})
  void setsTrialsAsideByRungs(String pruner) {
    Ran ran =
        done(
            place.tuneKinds(
                "--pruner", pruner, "--epochs", "8", "--trials", "12", "--sampler", "random"));

    assertThat(ran.out()).contains("Plan of " + pruner, "The best is trial ");
    assertThat(ran.err()).containsPattern("trial +\\d+  set aside after \\d epochs? ");
    assertThat(place.trials("kinds"))
        .noneMatch(trial -> trial.get("state").textValue().equals("RUNNING"))
        .anyMatch(trial -> trial.get("state").textValue().equals("COMPLETE"))
        .anyMatch(trial -> trial.get("state").textValue().equals("PRUNED"));
    assertThat(place.out().resolve("networks").toFile().list()).hasSize(2);
    assertThat(place.files()).noneMatch(Workplace::isCheckpoint);
  }

  @Test
  void refusesRungsInADeterministicStudy() {
    Ran ran = place.tuneKinds("--pruner", "asha", "--deterministic", "2");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("--pruner asha does not go with --deterministic");
    assertThat(place.files()).doesNotContain("studies.db", "out");
  }

  @Test
  void comparesManyClassesByAnAverageOverThem() {
    List<String> lines = new ArrayList<>(List.of("x,level"));
    for (int i = 0; i < 60; i++) {
      lines.add("%d.5,%s".formatted(i * 37 % 60, "abc".charAt(i * 37 % 60 / 20)));
    }
    Path file = place.write("levels.csv", lines.toArray(String[]::new));

    Ran ran = done(place.tune("--data", file, "--target", "level", "--metric", "f1_macro"));
    Ran refused =
        place.tune(
            "--data", file, "--target", "level", "--metric", "f1", "--study", "of-one-class");

    assertThat(ran.out()).containsPattern("(?m)^test_f1_macro ");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .contains("--metric f1 does not exist for a classification into 3 classes")
        .contains("f1_macro, ");
  }

  @Test
  void readsSemicolonsAndDecimalCommas() {
    List<String> lines = new ArrayList<>(List.of("x;y;kind"));
    for (int i = 0; i < 60; i++) {
      lines.add("%d,5;%d,25;%s".formatted(i * 37 % 60, i, i * 37 % 60 < 30 ? "a" : "b"));
    }
    Path file = place.write("european.csv", lines.toArray(String[]::new));

    Ran ran = done(place.tune("--data", file, "--target", "kind"));

    assertThat(ran.out()).contains("semicolon", "decimal comma", "Features  2 numbers");
  }

  @Test
  void reportsImbalanceAndWeightsClassesWhereAskedTo() {
    List<String> lines = new ArrayList<>(List.of("x,y,kind"));
    for (int i = 0; i < 120; i++) {
      lines.add("%d.5,%d,%s".formatted(i * 7 % 13, i % 11, i % 12 == 0 ? "rare" : "common"));
    }
    Path file = place.write("rare.csv", lines.toArray(String[]::new));

    Ran plain = done(place.tune("--data", file, "--target", "kind", "--study", "plain"));
    Ran weighted =
        done(
            place.tune(
                "--data",
                file,
                "--target",
                "kind",
                "--study",
                "weighted",
                "--class-weights",
                "--out",
                folder.resolve("weighted")));

    assertThat(plain.out()).containsPattern("(?m)^Warning .*rare");
    assertThat(weighted.out()).contains("test_accuracy");
    assertThat(place.trials("weighted").get(0).get("intermediate_values"))
        .isNotEqualTo(place.trials("plain").get(0).get("intermediate_values"));
  }

  @Test
  void learnsFromImagesWithATestSetOfTheirOwn() {
    Path images = place.images("images.idx", 80);
    Path labels = place.labels("labels.idx", 80);

    Ran split =
        done(place.tune("--images", images, "--labels", labels, "--study", "a", "--epochs", "20"));
    Ran own =
        done(
            place.tune(
                "--images",
                images,
                "--labels",
                labels,
                "--test-images",
                place.images("test.idx", 20),
                "--test-labels",
                place.labels("test-labels.idx", 20),
                "--study",
                "b",
                "--out",
                folder.resolve("b")));

    assertThat(split.out()).contains("80 images of 4 × 4", "test_accuracy 1.0000");
    assertThat(own.out()).contains("On 20 rows it never saw");
    assertThat(split.out()).contains("architecture", "choice  [cnn, mlp]", "architecture is cnn");
    assertThat(place.trials("a").get(0).get("params").get("architecture").textValue())
        .isEqualTo("cnn");
  }

  @Test
  void learnsFromImagesWithPerceptronsOnlyWhereToldSo() {
    Ran ran =
        done(
            place.tune(
                "--images",
                place.images("images.idx", 80),
                "--labels",
                place.labels("labels.idx", 80),
                "--space",
                place.write("space.yaml", "architecture: mlp", "layers: 1"),
                "--study",
                "a"));

    assertThat(ran.out()).containsPattern("architecture +fixed +mlp");
    assertThat(place.trials("a"))
        .hasSize(2)
        .allSatisfy(
            trial ->
                assertThat(trial.get("params").fieldNames())
                    .toIterable()
                    .contains("units_1")
                    .doesNotContain("filters", "units_2"));
  }

  @Test
  void anotherEvaluationOfTheBestNetworkGivesExactlyTheReportedValue() throws IOException {
    done(place.tuneKinds("--trials", "4", "--epochs", "6"));
    JsonNode origin =
        new ObjectMapper()
            .readTree(place.out().resolve("model/inputs.json").toFile())
            .get("origin");
    Source source =
        TableSource.read(
            folder.resolve("kinds.csv"),
            dev.afina.data.table.CsvFormat.detect(),
            "kind",
            java.util.Optional.empty());
    long splitSeed = dev.afina.core.trial.Seeds.of(5, -1, "split");
    Problem problem = source.prepare(splitSeed);

    try (ModelFolder model = ModelFolder.open(place.out().resolve("model"))) {
      Map<String, Double> values = model.model().evaluate(problem.validation()).values();
      JsonNode best = place.trials("kinds").get(origin.get("trial").intValue());
      assertThat(values.get("accuracy")).isEqualTo(best.get("value").doubleValue());
      assertThat(best.get("value").doubleValue())
          .isEqualTo(
              place.trials("kinds").stream()
                  .filter(trial -> trial.get("state").textValue().equals("COMPLETE"))
                  .mapToDouble(trial -> trial.get("value").doubleValue())
                  .max()
                  .orElseThrow());
      assertThat(model.model().evaluate(problem.test()).values().get("accuracy"))
          .isEqualTo(origin.get("scores").get("test_accuracy").doubleValue());
    }
  }
}
