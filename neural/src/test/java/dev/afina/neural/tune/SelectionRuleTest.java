package dev.afina.neural.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.neural.tune.SelectionRule.Criterion;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One trial among several, by what is stated. */
class SelectionRuleTest {

  private static Candidate candidate(
      int number, double loss, long weights, int micros, double spread) {
    FrozenTrial trial =
        FrozenTrial.builder(TrialState.COMPLETE).number(number).index(number).build();
    return new Candidate(trial, loss, weights, Duration.ofNanos(1000L * micros), spread, 4);
  }

  private static final List<Candidate> FOUR =
      List.of(
          candidate(0, 0.10, 1000, 90, 0.04),
          candidate(1, 0.11, 400, 50, 0.01),
          candidate(2, 0.115, 410, 20, 0.02),
          candidate(3, 0.30, 10, 5, 0));

  private static int chosen(SelectionRule rule) {
    return rule.choose(FOUR).trial().number();
  }

  @Test
  void followsItsStepsInOrder() {
    assertThat(chosen(SelectionRule.score())).isZero();
    assertThat(chosen(SelectionRule.score().within(0.02).then(Criterion.WEIGHTS))).isEqualTo(1);
    assertThat(
            chosen(
                SelectionRule.score()
                    .within(0.02)
                    .then(Criterion.WEIGHTS)
                    .withinShare(0.1)
                    .then(Criterion.LATENCY)))
        .isEqualTo(2);
    assertThat(chosen(SelectionRule.score().within(0.02).then(Criterion.SPREAD))).isEqualTo(1);
    assertThat(chosen(SelectionRule.by(Criterion.WEIGHTS))).isEqualTo(3);
    assertThat(chosen(SelectionRule.score().withinOneStandardError().then(Criterion.LATENCY)))
        .isEqualTo(2);
  }

  @Test
  void statesItself() {
    assertThat(
            SelectionRule.score()
                .within(0.01)
                .then(Criterion.WEIGHTS)
                .withinShare(0.1)
                .then(Criterion.LATENCY)
                .toString())
        .isEqualTo(
            "best score or at most 0.01 from it, then fewest weights or at most 10.0 % from it,"
                + " then lowest latency");
  }

  @Test
  void refusesWhatMakesNoRule() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SelectionRule.score().choose(List.of()))
        .withMessageContaining("no complete trial");
    assertThatIllegalArgumentException().isThrownBy(() -> SelectionRule.score().within(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SelectionRule.by(Criterion.WEIGHTS).withinOneStandardError())
        .withMessageContaining("score()");
  }
}
