package dev.afina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The searches that the lectures show come to the ends that they promise. */
class SearchExamplesTest {

  private static final Path DIGITS = Pages.ROOT.resolve("samples/digits.csv");

  @TempDir Path folder;

  @Test
  void nineInputsAreTunedAndTheBestNetworksScoreAsReported() {
    TuneNineInputs.Outcome outcome = TuneNineInputs.run(folder);

    assertThat(outcome.space())
        .contains(
            "units (Int)\n{default: 12, conditions: [], min_value: 9, max_value: 27, step: 3",
            "min_value: 0.001, max_value: 0.02, step: 5.0E-4",
            "second_units (Int)\n{default: none, conditions: [second_layer in [true]]");
    assertThat(outcome.results()).contains("Showing 5 best of 5 complete trials", "Executions: ");
    assertThat(outcome.reported()).hasSize(3).isEqualTo(outcome.again());
    assertThat(outcome.reported().get(0)).isGreaterThan(0.8);
  }

  @Test
  void theFineSearchBeginsWithTheBestOfTheCoarseOne() {
    TunePerceptron.Outcome outcome = TunePerceptron.run(DIGITS, folder);

    assertThat(outcome.first()).isEqualTo(outcome.coarse().params().toMap());
    assertThat(outcome.coarse().values().get(0)).isGreaterThan(0.85);
    assertThat(outcome.fine().values().get(0)).isGreaterThan(0.85);
  }

  @Test
  void aSmallNetworkAmongTheBestIsChosenRegisteredAndUsed() {
    TuneFilters.Outcome outcome = TuneFilters.run(DIGITS, folder);

    assertThat(outcome.best()).isGreaterThan(0.9);
    assertThat(-outcome.chosen().loss()).isGreaterThanOrEqualTo(outcome.best() - 0.02);
    assertThat(outcome.together()).isGreaterThan(0.9);
    assertThat(outcome.registered().lineage().trial()).isEqualTo(outcome.chosen().trial().number());
    assertThat(outcome.deployed()).isGreaterThan(0.88);
    assertThat(outcome.rule()).isEqualTo("best score or at most 0.02 from it, then fewest weights");
  }

  @Test
  void networksOfChildProcessesAreKept() {
    Study study = TrainInChildProcesses.run(DIGITS, folder);

    assertThat(study.trials())
        .hasSize(3)
        .allMatch(trial -> trial.state() == TrialState.COMPLETE)
        .allMatch(trial -> trial.intermediateValues().size() == 3);
    FrozenTrial best = study.bestTrial().orElseThrow();
    assertThat(best.values().get(0)).isGreaterThan(0.5);
    assertThat(TrainInChildProcesses.networks(folder).of(best)).isPresent();
  }

  @Test
  void normalisingInFitWins() {
    NormalizeInFit.Outcome outcome = NormalizeInFit.run(folder);

    assertThat(outcome.order())
        .containsExactly(
            "{normalize=false, batch_size=16}",
            "{normalize=false, batch_size=32}",
            "{normalize=true, batch_size=16}",
            "{normalize=true, batch_size=32}");
    assertThat(outcome.normalized()).isTrue();
    assertThat(outcome.accuracy()).isGreaterThan(0.9);
  }

  @Test
  void aConvolutionIsTunedInAPlainStudy() {
    FrozenTrial best = ConvolutionStudy.run(DIGITS);

    assertThat(best.values().get(0)).isGreaterThan(0.85);
    assertThat(best.params().names())
        .containsExactlyInAnyOrder("filters", "kernel_size", "strides", "activation", "lr");
  }

  @Test
  void hyperbandKeepsToItsPlanAndTrainsNothingTwice() {
    TuneByHyperband.Outcome outcome = TuneByHyperband.run(DIGITS, folder);

    assertThat(outcome.trials()).isEqualTo(outcome.plan().trials());
    assertThat(outcome.epochs()).isEqualTo(outcome.plan().steps());
    assertThat(outcome.best().values().get(0)).isGreaterThan(0.7);
  }

  @Test
  void loopsAndStudyGoThroughTheSameGrid() {
    GridByHand.Outcome outcome = GridByHand.run();

    assertThat(outcome.size()).isEqualTo(12);
    assertThat(outcome.study()).isEqualTo(outcome.loops());
    assertThat(outcome.best()).isEqualTo("{rate=0.01, batch=48}");
  }
}
