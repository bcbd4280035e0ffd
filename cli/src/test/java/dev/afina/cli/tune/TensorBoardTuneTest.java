package dev.afina.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afina.cli.Ran;
import dev.afina.tensorboard.LoggedValue;
import dev.afina.testkit.PythonEnvironment;
import dev.afina.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --tensorboard}, as a real TensorBoard 2.21.0 sees it. */
class TensorBoardTuneTest {

  private static final Path PYTHON =
      Requirement.root().resolve("tensorboard/src/test/python").toAbsolutePath();

  @TempDir Path folder;

  private Path board() {
    return folder.resolve("board");
  }

  private JsonNode read() throws IOException {
    PythonEnvironment python =
        PythonEnvironment.orSkip(PYTHON.resolve("requirements.txt"), TensorBoardTuneTest.class);
    PythonEnvironment.Outcome outcome =
        python.run(PYTHON.resolve("read.py"), List.of(board().toString()));
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    return new ObjectMapper().readTree(outcome.output().lines().reduce((a, b) -> b).orElseThrow());
  }

  @Test
  void showsEveryTrialOfTwoWorkersWithItsCurvesAndParameters() throws IOException {
    Workplace place = new Workplace(folder);
    Ran ran =
        place.tuneKinds(
            "--trials", "8", "--epochs", "6", "--workers", "2", "--tensorboard", board());
    assertThat(ran.code()).as(ran.err()).isZero();

    JsonNode seen = read();

    assertThat(seen.at("/hparams/experiment/name").textValue()).isEqualTo("kinds");
    assertThat(seen.at("/hparams/experiment/hparamInfos"))
        .extracting(info -> info.get("name").textValue())
        .contains("layers", "units_4", "momentum", "batch_size");
    JsonNode rows = seen.at("/hparams/rows");
    assertThat(rows).hasSize(8);
    List<JsonNode> trials = place.trials("kinds");
    for (JsonNode row : rows) {
      JsonNode trial = trials.get(Integer.parseInt(row.get("name").textValue().substring(6)));
      assertThat(row.at("/sessions/0/status").textValue()).isEqualTo("STATUS_SUCCESS");
      assertThat(row.at("/hparams/optimizer")).isEqualTo(trial.at("/params/optimizer"));
      assertThat(row.at("/hparams/learning_rate").doubleValue())
          .isEqualTo(trial.at("/params/learning_rate").doubleValue());
      assertThat(row.get("hparams")).hasSameSizeAs(trial.get("params"));
      assertThat(row.get("metricValues")).hasSize(6);
      String curve = "/scalars/%s~10~1validation/epoch_accuracy";
      assertThat(seen.at(curve.formatted(row.get("name").textValue())))
          .hasSameSizeAs(trial.get("intermediate_values"));
    }
  }

  @Test
  void goesOnAfterAKillAndTellsWhatWasLost() throws Exception {
    Workplace place = new Workplace(folder);
    List<String> request =
        new ArrayList<>(
            place.tuneKindsCommand(
                "--trials", "6", "--epochs", "200", "--pruner", "none", "--tensorboard", board()));
    Child child = Child.start(folder, request);
    while (!isAtItsThirdTrial()) {
      assertThat(child.process().waitFor(5, TimeUnit.MILLISECONDS)).as(child.errors()).isFalse();
    }
    child.process().destroyForcibly().waitFor();

    Ran ran = Ran.afina(request.toArray(String[]::new));

    assertThat(ran.code()).as(ran.err()).isZero();
    List<JsonNode> trials = place.trials("kinds");
    assertThat(trials).hasSizeGreaterThan(6);
    JsonNode rows = read().at("/hparams/rows");
    assertThat(rows).hasSize(trials.size());
    for (JsonNode row : rows) {
      JsonNode trial = trials.get(Integer.parseInt(row.get("name").textValue().substring(6)));
      assertThat(row.at("/sessions/0/status").textValue())
          .isEqualTo(
              trial.get("state").textValue().equals("FAIL") ? "STATUS_FAILURE" : "STATUS_SUCCESS");
    }
  }

  private boolean isAtItsThirdTrial() {
    return LoggedValue.of(board().resolve("trial-2/0")).size() > 2;
  }

  @Test
  void drawsTheTrialsOfAStudyThatWasMadeWithoutIt() {
    Workplace place = new Workplace(folder);
    assertThat(place.tuneKinds().code()).isZero();
    Ran ran = place.tuneKinds("--tensorboard", board());

    assertThat(ran.code()).as(ran.err()).isZero();
    for (int trial = 0; trial < 2; trial++) {
      Path session = board().resolve("trial-%d/0".formatted(trial));
      assertThat(LoggedValue.isSessionEnded(session)).isTrue();
      assertThat(LoggedValue.of(session)).extracting(LoggedValue::tag).contains("objective");
    }
  }

  @Test
  void changesNoTrial() {
    Workplace plain = new Workplace(folder.resolve("plain"));
    Workplace drawn = new Workplace(folder.resolve("drawn"));
    for (Workplace place : List.of(plain, drawn)) {
      assertThat(place.folder().toFile().mkdirs()).isTrue();
    }
    plain.tuneKinds("--trials", "3", "--epochs", "4");
    drawn.tuneKinds("--trials", "3", "--epochs", "4", "--tensorboard", board());
    assertThat(Workplace.timeless(drawn.trials("kinds")))
        .hasSize(3)
        .isEqualTo(Workplace.timeless(plain.trials("kinds")));
  }

  @Test
  void refusesAFolderOfAnotherStudyAndOneThatCannotBe() throws IOException {
    Workplace place = new Workplace(folder);
    Path file = Files.createFile(folder.resolve("file"));
    Ran blocked = place.tuneKinds("--tensorboard", file);
    assertThat(blocked.code()).isEqualTo(2);
    assertThat(blocked.err()).contains(file + " is a file", "--tensorboard");
    assertThat(folder.resolve("studies.db")).doesNotExist();

    assertThat(place.tuneKinds("--tensorboard", board()).code()).isZero();
    Ran other =
        place.tune(
            "--data",
            place.kinds(),
            "--target",
            "kind",
            "--study",
            "other",
            "--out",
            folder.resolve("other"),
            "--tensorboard",
            board());
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err())
        .contains("holds the results of study \"kinds\"", "another folder with --tensorboard");
  }
}
