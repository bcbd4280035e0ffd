package dev.afina.neural.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afina.core.RunAbortedException;
import dev.afina.core.pruner.MedianPruner;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.storage.Direction;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.study.StudyBuilder;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialPrunedException;
import dev.afina.core.trial.TrialState;
import dev.afina.data.Dataset;
import dev.afina.tensorboard.LoggedValue;
import dev.afina.testkit.PythonEnvironment;
import dev.afina.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialBoardTest {

  private static final Path PYTHON =
      Requirement.root().resolve("tensorboard/src/test/python").toAbsolutePath();
  private static final SearchSpace SPACE =
      SearchSpace.builder()
          .doubleRange("x", -1, 1)
          .categorical("kind", "plain", "steep")
          .doubleRange("slope", 1, 2)
          .build();

  @TempDir Path folder;

  private TrialBoard board() {
    return new TrialBoard(
        folder.resolve("board"), "score", Direction.MAXIMIZE, SPACE, List.of("loss"));
  }

  private static StudyBuilder study() {
    return Study.named("hills").maximize("score").seed(4);
  }

  /** Three reports, the second the best; every third trial fails, every third is pruned. */
  private static double hill(Trial trial) {
    double x = trial.suggestDouble("x", -1, 1);
    double slope =
        trial.suggestCategorical("kind", "plain", "steep").equals("steep")
            ? trial.suggestDouble("slope", 1, 2)
            : 1;
    trial.report(-slope * x * x - 1, 1);
    trial.report(-slope * x * x, 2);
    if (trial.number() % 3 == 1) {
      throw new IllegalStateException("too steep");
    }
    trial.report(-slope * x * x - 2, 3);
    if (trial.number() % 3 == 2) {
      throw new TrialPrunedException();
    }
    return -slope * x * x;
  }

  private JsonNode read() throws IOException {
    PythonEnvironment python =
        PythonEnvironment.orSkip(PYTHON.resolve("requirements.txt"), TrialBoardTest.class);
    PythonEnvironment.Outcome outcome =
        python.run(PYTHON.resolve("read.py"), List.of(folder.resolve("board").toString()));
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    return new ObjectMapper().readTree(outcome.output().lines().reduce((a, b) -> b).orElseThrow());
  }

  @Test
  void showsTensorBoardEveryTrialWithItsParametersValueAndEnd() throws IOException {
    TrialBoard board = board();
    Study study = study().listener(board).create();
    board.catchUp(study);
    study.optimize(TrialBoardTest::hill, Budget.trials(6).inParallel(2));
    board.catchUp(study);

    JsonNode seen = read();

    JsonNode experiment = seen.at("/hparams/experiment");
    assertThat(experiment.get("name").textValue()).isEqualTo("hills");
    assertThat(experiment.get("hparamInfos")).hasSize(3);
    assertThat(experiment.at("/metricInfos/0/displayName").textValue()).isEqualTo("score");
    JsonNode rows = seen.at("/hparams/rows");
    assertThat(rows).hasSize(6);
    for (FrozenTrial trial : study.trials()) {
      JsonNode row = row(rows, "trial-" + trial.number());
      assertThat(row.at("/hparams/x").doubleValue()).isEqualTo(trial.params().toMap().get("x"));
      assertThat(row.at("/hparams/kind").textValue()).isEqualTo(trial.params().toMap().get("kind"));
      assertThat(row.get("hparams").has("slope"))
          .isEqualTo(trial.params().toMap().containsKey("slope"));
      assertThat(row.at("/sessions/0/status").textValue())
          .isEqualTo(trial.state() == TrialState.FAIL ? "STATUS_FAILURE" : "STATUS_SUCCESS");
      double best =
          trial.intermediateValues().values().stream()
              .mapToDouble(Double::doubleValue)
              .max()
              .orElseThrow();
      assertThat(row.at("/metricValues/0/value").doubleValue()).isCloseTo(best, within(1e-6));
      String run = "trial-%d~10".formatted(trial.number());
      assertThat(seen.at("/scalars/%s/objective".formatted(run)))
          .hasSize(trial.intermediateValues().size());
    }
  }

  private static JsonNode row(JsonNode rows, String name) {
    for (JsonNode row : rows) {
      if (row.get("name").textValue().equals(name)) {
        return row;
      }
    }
    throw new AssertionError("no row " + name + " in " + rows);
  }

  @Test
  void drawsTheCurvesOfANetworkBelowItsTrial() throws IOException {
    Dataset train = Problems.points(200, 1);
    Dataset validation = Problems.points(80, 2);
    TrialBoard board =
        new TrialBoard(
            folder.resolve("board"),
            "val_accuracy",
            Direction.MAXIMIZE,
            MlpSpace.standard().recorded(),
            List.of("loss", "accuracy"));
    Study study =
        Study.named("points")
            .maximize("val_accuracy")
            .seed(1)
            .pruner(MedianPruner.create())
            .listener(board)
            .create();
    board.catchUp(study);
    NetworkObjective objective =
        new NetworkObjective(Problems.MODEL, train, validation, "val_accuracy", 4)
            .watchedBy(board::curves);
    study.optimize(objective, Budget.trials(8));

    JsonNode seen = read();
    assertThat(seen.at("/hparams/rows")).hasSize(8);
    for (FrozenTrial trial : study.trials()) {
      JsonNode curve =
          seen.at("/scalars/trial-%d~10~1validation/epoch_accuracy".formatted(trial.number()));
      assertThat(curve).hasSameSizeAs(trial.intermediateValues().values());
      int epoch = 0;
      for (double value : trial.intermediateValues().values()) {
        assertThat(curve.get(epoch++).get(1).floatValue()).isEqualTo((float) value);
      }
      assertThat(seen.at("/scalars/trial-%d~10~1train/epoch_loss".formatted(trial.number())))
          .hasSameSizeAs(trial.intermediateValues().values());
      JsonNode row = row(seen.at("/hparams/rows"), "trial-" + trial.number());
      assertThat(row.get("metricValues")).hasSize(6);
    }
  }

  @Test
  void makesOneRowOfSeveralExecutions() throws IOException {
    TrialBoard board =
        new TrialBoard(
            folder.resolve("board"),
            "val_accuracy",
            Direction.MAXIMIZE,
            MlpSpace.standard().recorded(),
            List.of("loss"));
    Study study = Study.named("points").maximize("val_accuracy").seed(1).listener(board).create();
    NetworkObjective objective =
        new NetworkObjective(
                Problems.MODEL, Problems.points(90, 1), Problems.points(40, 2), "val_accuracy", 3)
            .executions(2)
            .watchedBy(board::curves);
    study.optimize(objective, Budget.trials(2));
    board.catchUp(study);

    JsonNode rows = read().at("/hparams/rows");
    assertThat(rows).hasSize(2);
    for (JsonNode row : rows) {
      assertThat(row.get("sessions"))
          .hasSize(2)
          .allSatisfy(
              session -> assertThat(session.get("status").textValue()).isEqualTo("STATUS_SUCCESS"));
      assertThat(row.get("metricValues")).hasSize(4);
    }
  }

  @Test
  void watchingChangesNoTrial() {
    Study plain = points(study().create(), null);
    TrialBoard board = board();
    Study watched = points(study().listener(board).create(), board);
    assertThat(watched.trials())
        .extracting(FrozenTrial::intermediateValues)
        .isEqualTo(plain.trials().stream().map(FrozenTrial::intermediateValues).toList());
  }

  private static Study points(Study study, @org.jspecify.annotations.Nullable TrialBoard board) {
    NetworkObjective objective =
        new NetworkObjective(
            Problems.MODEL, Problems.points(100, 1), Problems.points(50, 2), "val_accuracy", 2);
    if (board != null) {
      objective.watchedBy(board::curves);
    }
    study.optimize(objective, Budget.trials(3));
    return study;
  }

  @Test
  void writesWhatWasFoundBeforeItWasThere() {
    Study study = study().create();
    study.optimize(TrialBoardTest::hill, Budget.trials(4));
    TrialBoard board = board();
    board.catchUp(study);

    for (FrozenTrial trial : study.trials()) {
      List<LoggedValue> logged = LoggedValue.of(board.of(trial.number()));
      assertThat(logged)
          .filteredOn(tag("objective"))
          .extracting(value -> (double) value.scalar())
          .usingElementComparator((a, b) -> Float.compare(a.floatValue(), b.floatValue()))
          .containsExactlyElementsOf(trial.intermediateValues().values());
      assertThat(LoggedValue.isSessionEnded(board.of(trial.number()))).isTrue();
    }
    int events = LoggedValue.of(board.of(0)).size();
    board.catchUp(study);
    assertThat(LoggedValue.of(board.of(0))).hasSize(events);
  }

  /** A board that is let go in the middle stands for a process that was killed. */
  @Test
  void endsTheSessionsOfTrialsWhoseProcessIsGone() {
    TrialBoard killed = board();
    Study study = study().create();
    Trial lost = study.ask();
    lost.suggestDouble("x", -1, 1);
    killed.trialReported(study, lost, 0.5, 1);
    assertThat(LoggedValue.isSessionEnded(killed.of(0))).isFalse();
    study.fail(lost, "gone");

    TrialBoard next = board();
    next.catchUp(study);

    assertThat(LoggedValue.isSessionEnded(next.of(0))).isTrue();
    assertThat(LoggedValue.of(next.of(0))).filteredOn(tag("objective")).hasSize(1);
  }

  private static Predicate<LoggedValue> tag(String tag) {
    return value -> value.tag().equals(tag);
  }

  @Test
  void endsTheRunWhereItCannotWrite() throws IOException {
    TrialBoard board = board();
    Study study = study().listener(board).create();
    board.catchUp(study);
    Files.createFile(folder.resolve("board/trial-1"));

    assertThatExceptionOfType(RunAbortedException.class)
        .isThrownBy(
            () -> study.optimize(trial -> trial.suggestDouble("x", -1, 1), Budget.trials(4)))
        .withMessageStartingWith("could not write for TensorBoard into ")
        .withMessageContaining("the study is sound");
    assertThat(study.trials()).hasSize(2);
  }

  @Test
  void showsTheValueOfObjectivesThatReportNothing() {
    TrialBoard board = board();
    Study study = study().listener(board).create();
    study.optimize(trial -> trial.suggestDouble("x", -1, 1), Budget.trials(1));

    float value = study.trials().get(0).values().get(0).floatValue();
    assertThat(LoggedValue.of(board.of(0)))
        .filteredOn(tag("objective").or(tag("objective/best")))
        .extracting(LoggedValue::scalar)
        .containsExactly(value, value);
  }
}
