package dev.afina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.tensorboard.LoggedValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples that the guide quotes come to the end that they promise. */
class GuideExamplesTest {

  private static final Path DIGITS = Pages.ROOT.resolve("samples/digits.csv");

  @TempDir Path folder;

  @Test
  void twoWorkersBehindAServerShareOneBudget() throws IOException {
    List<FrozenTrial> trials = ShareOverGrpc.run(folder.resolve("shared.db"), 60);

    assertThat(trials).hasSize(60).allMatch(trial -> trial.state() == TrialState.COMPLETE);
    assertThat(trials).extracting(FrozenTrial::number).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void tunedNetworkReadsUnseenDigits() {
    TuneDigits.Result first = TuneDigits.run(DIGITS, folder);
    TuneDigits.Result again = TuneDigits.run(DIGITS, folder);

    assertThat(first.accuracy()).isGreaterThan(0.93);
    assertThat(again).isEqualTo(first);
  }

  @Test
  void trainedNetworkReadsUnseenDigits() {
    double accuracy = TrainANetwork.run(DIGITS, folder.resolve("network"));

    assertThat(accuracy).isGreaterThan(0.93);
    assertThat(TrainANetwork.run(DIGITS, folder.resolve("network"))).isEqualTo(accuracy);
  }

  @Test
  void convolutionReadsUnseenDigits() throws IOException {
    double accuracy = TrainAConvolution.run(DIGITS);

    assertThat(accuracy).isGreaterThan(0.97);
    assertThat(TrainAConvolution.run(DIGITS)).isEqualTo(accuracy);
  }

  @Test
  void suggestedLearningRateTrainsANetwork() throws IOException {
    Path picture = folder.resolve("curve.svg");
    FindALearningRate.Outcome outcome = FindALearningRate.run(DIGITS, picture);

    assertThat(outcome.suggestion()).isBetween(0.01, 0.5).isEqualTo(outcome.limit() / 10);
    assertThat(outcome.accuracy()).isGreaterThan(0.95);
    assertThat(picture).content().startsWith("<svg").contains("polyline");
  }

  @Test
  void watchedTrainingEndsEarlyAndRollsBackToItsBestEpoch() throws IOException {
    WatchATraining.Outcome outcome = WatchATraining.run(DIGITS, folder);

    double[] losses = outcome.history().values("val_loss");
    assertThat(losses).hasSizeLessThan(60);
    assertThat(outcome.rolledBack()).isEqualTo(Arrays.stream(losses).min().orElseThrow());
    assertThat(outcome.history().last("val_accuracy")).isGreaterThan(0.95);
    assertThat(outcome.history().last("gap")).isPositive();
    assertThat(Files.readAllLines(folder.resolve("log.csv"))).hasSize(losses.length + 1);
    assertThat(LoggedValue.of(folder.resolve("logs/validation")))
        .filteredOn(logged -> logged.tag().equals("epoch_loss"))
        .hasSize(losses.length);
  }

  @Test
  void trialsAreDrawnWithTheirCurves() {
    Study study = DrawTrials.run(DIGITS, folder);

    assertThat(study.trials())
        .hasSize(4)
        .allSatisfy(
            trial -> {
              Path session = folder.resolve("logs/trial-%d/0".formatted(trial.number()));
              assertThat(LoggedValue.isSessionEnded(session)).isTrue();
              assertThat(LoggedValue.of(session.resolve("train")))
                  .extracting(LoggedValue::tag)
                  .contains("epoch_loss", "epoch_accuracy");
            });
  }

  @Test
  void hyperbandSetsTrialsAsideAndContinuesTheBest() {
    List<FrozenTrial> trials = PauseAndContinue.run(folder.resolve("descent.db"), folder);

    assertThat(trials).hasSize(49).allMatch(trial -> trial.state().isFinished());
    assertThat(trials.stream().mapToInt(trial -> trial.intermediateValues().size()).sum())
        .isEqualTo(357);
    assertThat(trials)
        .filteredOn(trial -> trial.state() == TrialState.COMPLETE)
        .hasSize(8)
        .allMatch(trial -> trial.intermediateValues().size() == PauseAndContinue.EPOCHS);
  }

  @Test
  void interruptedTrainingGoesOnToTheSameBits() {
    ResumeATraining.Outcome outcome = ResumeATraining.run(folder);

    assertThat(outcome.sameBits()).isTrue();
    assertThat(outcome.history().epochs()).hasSize(8);
    assertThat(outcome.history().last("auc")).isGreaterThan(0.9);
  }

  @Test
  void conditionalParametersAreAskedForOnlyWhereTheyApply() {
    Study study = BranchesAndLoops.run();

    assertThat(study.trials())
        .hasSize(100)
        .allSatisfy(
            trial -> {
              int layers = trial.params().getInt("layers");
              assertThat(trial.params().names())
                  .contains("units_" + layers)
                  .doesNotContain("units_" + (layers + 1));
              assertThat(trial.params().names().contains("half_life"))
                  .isEqualTo(trial.params().toMap().get("decay"));
            });
    assertThat(study.trials())
        .filteredOn(trial -> trial.state() == TrialState.PRUNED)
        .hasSizeGreaterThan(20);
    assertThat(study.bestTrial().orElseThrow().value().orElseThrow()).isLessThan(0.1);
  }

  @Test
  void resumedStudyEndsAtTheSameTrialsAsOneWithoutAPause() throws IOException {
    ResumeAStudy.run(folder.resolve("paused.db"), 5);
    List<FrozenTrial> paused = ResumeAStudy.run(folder.resolve("paused.db"), 12);
    List<FrozenTrial> whole = ResumeAStudy.run(folder.resolve("whole.db"), 12);
    ResumeAStudy.report(folder.resolve("whole.db"), folder.resolve("report.html"));

    assertThat(paused).extracting(FrozenTrial::params).hasSize(12);
    assertThat(paused)
        .extracting(FrozenTrial::values)
        .isEqualTo(whole.stream().map(FrozenTrial::values).toList());
    assertThat(Files.readString(folder.resolve("report.html"))).contains("<title>valley");
  }

  @Test
  void deterministicStudyHasTheSameTrialsWithOneWorkerAndWithEight() {
    List<FrozenTrial> alone = SameTrialsInParallel.run(1);
    List<FrozenTrial> together = SameTrialsInParallel.run(8);

    assertThat(together).extracting(FrozenTrial::params).hasSize(40);
    assertThat(together)
        .extracting(FrozenTrial::params, FrozenTrial::values)
        .isEqualTo(
            alone.stream()
                .map(trial -> org.assertj.core.groups.Tuple.tuple(trial.params(), trial.values()))
                .toList());
  }

  @Test
  void studySurvivesTheCrashesOfItsObjective() {
    assertThat(SurviveCrashes.run().trials())
        .hasSize(12)
        .anyMatch(trial -> trial.state() == TrialState.FAIL)
        .anyMatch(trial -> trial.state() == TrialState.COMPLETE)
        .allSatisfy(
            trial -> {
              int block = trial.params().getInt("block");
              assertThat(trial.reason().orElse(""))
                  .isEqualTo(
                      block > 48
                          ? "ChildDiedException: the child process ended with 134 (SIGABRT); its"
                              + " last words: solver: no room for a block of "
                              + block
                          : "");
            });
  }

  @Test
  void noTrialOfTheFrontBeatsAnotherInBoth() {
    List<FrozenTrial> front = TwoObjectives.run();

    assertThat(front)
        .hasSizeGreaterThan(3)
        .allSatisfy(
            one ->
                assertThat(front)
                    .noneMatch(
                        other ->
                            other.values().get(0) < one.values().get(0)
                                && other.values().get(1) < one.values().get(1)));
  }

  @Test
  void listenerStopsAStudyThatIsStuck() {
    Study study = StopWhenStuck.run();

    int best = study.bestTrial().orElseThrow().number();
    assertThat(study.trials()).hasSize(best + 31);
  }

  @Test
  void ownSamplerComesNearTheBest() {
    assertThat(NearTheBest.run().value().orElseThrow()).isLessThan(1);
  }

  @Test
  void ownPrunerEndsTrialsAboveItsCeiling() {
    assertThat(CeilingPruner.run().trials())
        .allSatisfy(
            trial -> {
              double x = trial.params().getDouble("x");
              assertThat(trial.state())
                  .isEqualTo(x * x > 10 ? TrialState.PRUNED : TrialState.COMPLETE);
            });
  }
}
