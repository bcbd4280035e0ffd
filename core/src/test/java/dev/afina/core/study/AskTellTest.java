package dev.afina.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.IncompatibleDistributionException;
import dev.afina.core.TrialFinishedException;
import dev.afina.core.space.Scale;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialState;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AskTellTest {

  private final Study study = Study.create().seed(5).create();

  @Test
  void endsAskedTrialsInAnyOrder() {
    Trial first = study.ask();
    Trial second = study.ask();
    double x = first.suggestDouble("x", 0, 1);
    assertThat(first.suggestDouble("x", 0, 1)).isEqualTo(x);
    second.setUserAttribute("note", "second");
    study.tell(second, 2);
    FrozenTrial told = study.tell(first, 1);
    assertThat(told.params().getDouble("x")).isEqualTo(x);
    assertThat(told.duration()).isPresent();
    assertThat(study.trials()).extracting(FrozenTrial::state).containsOnly(TrialState.COMPLETE);
    assertThat(study.trials().get(1).userAttributes()).containsEntry("note", "second");
    assertThat(study.bestTrial()).contains(told);
  }

  @Test
  void endsATrialAsPrunedOrFailed() {
    Trial pruned = study.ask();
    pruned.report(0.5, 0);
    pruned.report(0.25, 3);
    assertThat(study.prune(pruned).values()).containsExactly(0.25);
    FrozenTrial failed = study.fail(study.ask(), "out of luck");
    assertThat(failed.state()).isEqualTo(TrialState.FAIL);
    assertThat(failed.reason()).contains("out of luck");
    assertThat(failed.isLost()).isFalse();
    assertThat(study.tell(study.ask(), Double.NaN).reason())
        .contains("the objective returned [NaN]");
    assertThat(study.prune(study.ask()).values()).isEmpty();
  }

  @Test
  void refusesToEndATrialTwice() {
    Trial trial = study.ask();
    study.tell(trial, 1);
    assertThatThrownBy(() -> study.tell(trial, 2)).isInstanceOf(TrialFinishedException.class);
    assertThatThrownBy(() -> trial.report(1, 1)).isInstanceOf(TrialFinishedException.class);
    assertThat(study.bestTrial().orElseThrow().values()).containsExactly(1.0);
  }

  @Test
  void leavesATrialRunningThatWasToldTooManyValues() {
    Trial trial = study.ask();
    assertThatThrownBy(() -> study.tell(trial, 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("trial 0 was told 2 values")
        .hasMessageContaining("has 1 objectives");
    assertThat(study.tell(trial, 1).state()).isEqualTo(TrialState.COMPLETE);
  }

  @Test
  void refusesATrialOfAnotherStudy() {
    Trial foreign = Study.create().create().ask();
    assertThatThrownBy(() -> study.tell(foreign, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was not started by this study");
  }

  @Test
  void keepsTheFirstReportOfAStep() {
    Trial trial = study.ask();
    trial.report(1, 4);
    trial.report(2, 4);
    trial.report(3, 2);
    assertThat(study.tell(trial, 0).intermediateValues())
        .containsExactly(Map.entry(2, 3.0), Map.entry(4, 1.0));
    assertThatThrownBy(() -> study.ask().report(1, -1)).hasMessage("step (-1) must be at least 0");
  }

  @Test
  void refusesReportsWithSeveralObjectives() {
    Trial trial = Study.create().minimize("a").minimize("b").create().ask();
    assertThatThrownBy(() -> trial.report(1, 0)).isInstanceOf(IllegalStateException.class);
    assertThat(trial.shouldPrune()).isFalse();
  }

  @Test
  void evaluatesEnqueuedValuesFirstAndSamplesTheOthers() {
    Map<String, @Nullable Object> given = new LinkedHashMap<>();
    given.put("lr", 0.01);
    given.put("units", 64);
    given.put("activation", null);
    FrozenTrial waiting = study.enqueue(given);
    assertThat(waiting.state()).isEqualTo(TrialState.WAITING);
    Trial trial = study.ask();
    assertThat(trial.number()).isEqualTo(waiting.number());
    assertThat(trial.suggestDouble("lr", 1e-4, 1e-1, Scale.LOG)).isEqualTo(0.01);
    assertThat(trial.suggestInt("units", 16, 128)).isEqualTo(64);
    assertThat(trial.suggestCategorical("activation", Arrays.asList("relu", null))).isNull();
    assertThat(trial.suggestDouble("dropout", 0, 0.5)).isBetween(0.0, 0.5);
    study.tell(trial, 1);
    assertThat(study.ask().number()).isEqualTo(1);
  }

  @Test
  void usesEnqueuedNumbersOutsideOfTheRangeAllTheSame() {
    study.enqueue(Map.of("lr", 5, "units", 999));
    Trial trial = study.ask();
    assertThat(trial.suggestDouble("lr", 0, 1)).isEqualTo(5.0);
    assertThat(trial.suggestInt("units", 16, 128)).isEqualTo(999);
    assertThat(study.tell(trial, 1).params().toMap())
        .containsExactly(Map.entry("lr", 5.0), Map.entry("units", 999L));
  }

  @Test
  void samplesWhereTheEnqueuedValueIsOfNoUse() {
    study.enqueue(Map.of("c", "unknown", "x", "0.5", "n", 3.5, "y", Double.NaN));
    Trial trial = study.ask();
    assertThat(trial.suggestCategorical("c", "a", "b")).isIn("a", "b");
    assertThat(trial.suggestDouble("x", 0, 1)).isBetween(0.0, 1.0);
    assertThat(trial.suggestInt("n", 1, 9)).isBetween(1, 9);
    assertThat(trial.suggestDouble("y", 0, 1)).isBetween(0.0, 1.0);
  }

  @Test
  void refusesANameWithAnotherKindOfDistribution() {
    Trial trial = study.ask();
    trial.suggestDouble("x", 0, 1);
    assertThatThrownBy(() -> trial.suggestInt("x", 0, 1))
        .isInstanceOf(IncompatibleDistributionException.class)
        .hasMessage(
            "parameter \"x\" was 0..1 in this trial before, and is 0..1 now;"
                + " give it another name");
    Trial next = study.ask();
    assertThatThrownBy(() -> next.suggestDouble("x", 0.1, 1, Scale.LOG))
        .isInstanceOf(IncompatibleDistributionException.class)
        .hasMessageContaining("give it another name");
    assertThat(next.suggestDouble("x", 5, 6)).isBetween(5.0, 6.0);
    next.suggestCategorical("c", "a", "b");
    assertThatThrownBy(() -> next.suggestCategorical("c", "a"))
        .isInstanceOf(IncompatibleDistributionException.class);
  }

  @Test
  void givesATrialASeedOfItsOwn() {
    Trial trial = study.ask();
    assertThat(trial.seed()).isNotEqualTo(study.ask().seed());
    assertThat(trial.random("weights").nextLong()).isEqualTo(trial.random("weights").nextLong());
    assertThat(trial.random("weights").nextLong()).isNotEqualTo(trial.random("data").nextLong());
    Study same = Study.create().seed(5).create();
    assertThat(same.ask().seed()).isEqualTo(trial.seed());
  }

  @Test
  void namesTheParameterWhoseBoundsAreSwapped() {
    Trial trial = study.ask();
    assertThatThrownBy(() -> trial.suggestDouble("lr", 1, 0)).hasMessageContaining("\"lr\"");
    assertThat(study.tell(trial, 1).params().names()).isEqualTo(List.of());
  }
}
