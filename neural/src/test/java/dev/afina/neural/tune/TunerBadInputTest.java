package dev.afina.neural.tune;

import static dev.afina.neural.layer.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.AfinaException;
import dev.afina.core.RunAbortedException;
import dev.afina.core.trial.TrialState;
import dev.afina.data.Dataset;
import dev.afina.neural.Fit;
import dev.afina.neural.Sequential;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.optimizer.Adam;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One sentence for everything that is wrong, and nothing lost. */
class TunerBadInputTest {

  private static final Dataset TRAIN = Problems.points(40, 1);
  private static final Dataset VALIDATION = Problems.points(30, 2);
  private static final Fit FIT = Fit.epochs(1);

  @TempDir Path folder;

  private TunerBuilder search() {
    return RandomSearch.of(new Dense(2)).directory(folder).project("p").seed(1).maxTrials(3);
  }

  @Test
  void refusesAnObjectiveThatNoMetricIs() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> search().objective("val_f1").build())
        .withMessageStartingWith("no metric of the network is the objective \"val_f1\"")
        .withMessageContaining("expected one of val_loss, val_accuracy, loss, accuracy, weights;");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> search().objective("weights").build())
        .withMessageContaining("only objective");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> search().objective("val_loss").minimize("val_loss").build())
        .withMessageContaining("twice");
    assertThat(folder.resolve("p")).doesNotExist();
  }

  @Test
  void endsWhereNobodyLogsTheObjective() {
    try (Tuner tuner = search().maximize("val_mine").build()) {
      assertThatThrownBy(() -> tuner.search(TRAIN, VALIDATION, FIT))
          .isInstanceOf(RunAbortedException.class)
          .hasMessageContaining(
              "no metric \"val_mine\" in an epoch's values, expected one of [loss");
      assertThat(tuner.study().trials()).hasSize(1);
    }
  }

  @Test
  void refusesValidationScoresWithoutValidationData() {
    try (Tuner tuner = search().objective("val_accuracy").build()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> tuner.search(TRAIN, FIT))
          .withMessageContainingAll("\"val_accuracy\" needs validation data", "validationSplit");
      assertThat(tuner.study().trials()).allMatch(t -> t.state() == TrialState.WAITING);
      tuner.search(TRAIN, VALIDATION, FIT);
      assertThat(tuner.bestTrial()).isPresent();
    }
    try (Tuner tuner = search().objective("val_accuracy").project("q").dryRun(-1).build()) {
      assertThatThrownBy(() -> tuner.search(TRAIN, FIT))
          .isInstanceOf(RunAbortedException.class)
          .hasMessageContaining("\"val_accuracy\" needs validation data");
    }
  }

  @Test
  void refusesAFolderThatAnotherTunerHolds() {
    try (Tuner holder = search().build()) {
      assertThat(holder.folder()).isEqualTo(folder.resolve("p"));
      assertThatThrownBy(() -> search().overwrite(true).build())
          .isInstanceOf(AfinaException.class)
          .hasMessage(
              "another tuner holds the folder %s; wait until it is closed, or choose another"
                  + " project",
              folder.resolve("p"));
      assertThat(holder.study().trials()).hasSize(1);
    }
    search().build().close();
  }

  /** Tries to take a folder, in another process; exits with 0 if it was refused. */
  static final class Intruder {

    public static void main(String[] arguments) {
      try {
        TunerFolder.open(Path.of(arguments[0]), true).close();
        System.exit(1);
      } catch (AfinaException e) {
        System.exit(String.valueOf(e.getMessage()).contains("another tuner holds") ? 0 : 2);
      }
    }
  }

  @Test
  void holdsItsFolderAgainstOtherProcessesAlsoAfterOneOfThisProcessWasRefused() throws Exception {
    try (Tuner holder = search().build()) {
      assertThatThrownBy(() -> search().build()).isInstanceOf(AfinaException.class);
      Process intruder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Intruder.class.getName(),
                  holder.folder().toString())
              .inheritIO()
              .start();
      assertThat(intruder.waitFor()).isZero();
    }
  }

  @Test
  void closingTwiceLeavesTheFolderToItsNextHolder() {
    Tuner first = search().build();
    first.close();
    try (Tuner second = search().build()) {
      first.close();
      assertThatThrownBy(() -> search().build()).hasMessageContaining("another tuner holds");
      assertThat(second.folder()).isDirectory();
    }
  }

  @Test
  void refusesAProjectThatWasMadeForSomethingElse() {
    try (Tuner tuner = search().objective("val_accuracy").build()) {
      tuner.search(TRAIN, VALIDATION, FIT);
    }
    assertThatThrownBy(() -> search().objective("accuracy").build())
        .hasMessageContainingAll("objectives [val_accuracy], not [accuracy]", "overwrite(true)");
    assertThatThrownBy(() -> search().objective("val_accuracy").executionsPerTrial(2).build())
        .hasMessageContaining("executions 1, not 2");
    try (Tuner tuner = search().objective("val_accuracy").build()) {
      assertThatThrownBy(() -> tuner.search(VALIDATION, TRAIN, FIT))
          .hasMessageContaining("has searched on other data");
    }
  }

  @Test
  void failsTrialsOfNetworksThatAreTooLargeBeforeTheyAreTrained() {
    try (Tuner tuner = search().largestModel(150).maxTrials(6).build()) {
      tuner.search(TRAIN, VALIDATION, FIT);
      assertThat(tuner.study().trials())
          .filteredOn(trial -> trial.state() == TrialState.FAIL)
          .isNotEmpty()
          .allSatisfy(
              trial -> {
                assertThat(trial.reason().orElseThrow())
                    .contains("weights, more than the largest one allowed (150)");
                assertThat(trial.intermediateValues()).isEmpty();
                assertThat(tuner.executions(trial)).isEmpty();
              });
      assertThat(tuner.study().trials())
          .filteredOn(trial -> trial.state() == TrialState.COMPLETE)
          .allSatisfy(
              trial ->
                  assertThat(Long.parseLong(String.valueOf(trial.userAttributes().get("weights"))))
                      .isLessThanOrEqualTo(150));
    }
  }

  private static final HyperModel SOMETIMES_BROKEN =
      hp -> {
        int units = hp.withDefault(4).suggestInt("units", 4, 8, 4);
        if (units == 8) {
          throw new IllegalArgumentException("eight units do not fit");
        }
        return Sequential.input(2)
            .add(dense(2))
            .compile(Adam.withLearningRate(0.01), Loss.SPARSE_CATEGORICAL_CROSSENTROPY);
      };

  @Test
  void goesOnWhereSomeNetworksCannotBeBuilt() {
    try (Tuner tuner =
        GridSearch.of(SOMETIMES_BROKEN).directory(folder).project("broken").build()) {
      DryRun dryRun = tuner.dryRun(TRAIN, VALIDATION, FIT);
      assertThat(dryRun.firstFailure().orElseThrow().toString())
          .isEqualTo("the largest configuration {units=8} fails with: eight units do not fit");
      tuner.search(TRAIN, VALIDATION, FIT);

      assertThat(tuner.study().trials())
          .extracting(trial -> trial.state())
          .containsExactly(TrialState.COMPLETE, TrialState.FAIL);
      assertThat(tuner.study().trials().get(1).reason().orElseThrow())
          .contains("eight units do not fit");
      assertThat(tuner.resultsSummary()).contains("Last failure: trial 1", "eight units");
    }
  }

  @Test
  void searchesWhereTheDefaultConfigurationCannotBeBuilt() {
    HyperModel model =
        hp -> {
          double rate = hp.suggestDouble("rate", 0.001, 0.01);
          if (rate < 0.005) {
            throw new IllegalStateException("too slow");
          }
          return Sequential.input(2)
              .add(dense(hp.suggestInt("units", 2, 4)))
              .add(dense(2))
              .compile(Adam.withLearningRate(rate), Loss.SPARSE_CATEGORICAL_CROSSENTROPY);
        };
    try (Tuner tuner =
        RandomSearch.of(model)
            .objective("val_loss")
            .maxTrials(8)
            .seed(1)
            .directory(folder)
            .project("slow")
            .build()) {
      assertThat(tuner.searchSpaceSummary()).contains("rate (Float)", "units (Int)");
      assertThat(tuner.dryRun(TRAIN, VALIDATION, FIT).firstFailure().orElseThrow().toString())
          .isEqualTo("the default configuration {rate=0.001} fails with: too slow");
      tuner.search(TRAIN, VALIDATION, FIT);
      assertThat(tuner.study().trials())
          .extracting(trial -> trial.state())
          .contains(TrialState.COMPLETE, TrialState.FAIL);
    }
  }

  @Test
  void saysWhyNothingCanBeBuiltAtAll() {
    HyperModel model =
        hp -> {
          throw new IllegalStateException("no layer is given");
        };
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RandomSearch.of(model).objective("val_loss").directory(folder).build())
        .withMessageStartingWith("no configuration of the hypermodel that was tried builds")
        .withMessageContaining("no layer is given");
  }

  @Test
  void startsNothingWhereNoNetworkWorks() {
    HyperModel broken =
        hp -> {
          hp.suggestInt("units", 1, 4);
          return Sequential.input(3)
              .add(dense(2))
              .compile(Adam.withLearningRate(0.01), Loss.SPARSE_CATEGORICAL_CROSSENTROPY);
        };
    try (Tuner tuner = RandomSearch.of(broken).directory(folder).build()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> tuner.search(TRAIN, VALIDATION, FIT))
          .withMessageStartingWith(
              "no configuration of the dry run works; the default configuration {units=1} fails"
                  + " with: ");
      assertThat(tuner.study().trials()).isEmpty();
    }
  }

  @Test
  void evaluatesAFailedTrialAgainAsOftenAsTold() {
    java.util.concurrent.atomic.AtomicInteger builds =
        new java.util.concurrent.atomic.AtomicInteger();
    HyperModel flaky =
        hp -> {
          if (hp instanceof dev.afina.core.trial.Trial && builds.incrementAndGet() == 1) {
            throw new IllegalStateException("once");
          }
          return new Dense(2).build(hp);
        };
    try (Tuner tuner =
        RandomSearch.of(flaky).directory(folder).retries(1).maxTrials(1).seed(2).build()) {
      tuner.search(TRAIN, VALIDATION, FIT);
      assertThat(tuner.study().bestTrial()).isPresent();
      assertThat(tuner.study().trials().get(0).isLost()).isTrue();
    }
  }

  @Test
  void refusesNumbersAndNamesThatCannotBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> search().maxTrials(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> search().executionsPerTrial(0))
        .withMessage("0 executions a trial are asked for, expected at least 1");
    assertThatIllegalArgumentException().isThrownBy(() -> search().workers(0));
    assertThatIllegalArgumentException().isThrownBy(() -> search().retries(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> search().keepBest(0));
    assertThatIllegalArgumentException().isThrownBy(() -> search().largestModel(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> search().project("../other"))
        .withMessageContaining("../other");
    try (Tuner tuner = search().keepBest(2).build()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> tuner.bestModels(3))
          .withMessageContaining("keepBest(3)");
      assertThatIllegalArgumentException().isThrownBy(() -> tuner.resultsSummary(0));
      assertThatIllegalArgumentException().isThrownBy(() -> tuner.zoom(1));
      assertThat(tuner.bestModels(1)).isEmpty();
      assertThat(tuner.resultsSummary()).contains("Showing 0 best of 0 complete trials");
    }
  }

  @Test
  void saysWhereTheFolderCannotBeWritten() throws Exception {
    Files.writeString(folder.resolve("p"), "a file");
    assertThatThrownBy(() -> search().build())
        .isInstanceOf(AfinaException.class)
        .hasMessageContainingAll("cannot write into the folder", "choose another directory");
  }
}
