package dev.afina.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import org.junit.jupiter.api.Test;

/** Each example comes to the end that it promises. */
class ExamplesTest {

  @Test
  void parabolaFindsItsVertex() {
    FrozenTrial best = Parabola.run();

    assertThat(best.params().getDouble("x")).isCloseTo(2, within(0.05));
    assertThat(best.value().orElseThrow()).isLessThan(0.0025);
  }

  @Test
  void askAndTellKeepsEveryAnswer() {
    Study study = AskAndTell.run();

    assertThat(study.trials()).hasSize(200);
    assertThat(study.trials())
        .filteredOn(trial -> trial.state() == TrialState.FAIL)
        .isNotEmpty()
        .allMatch(trial -> trial.params().getDouble("acid") > 0.9)
        .allMatch(trial -> trial.reason().orElse("").equals("too sour to drink"));
    FrozenTrial best = study.bestTrial().orElseThrow();
    assertThat(best.value().orElseThrow()).isGreaterThan(0.98);
    assertThat(best.params().getDouble("sugar")).isCloseTo(0.3, within(0.15));
  }

  @Test
  void enqueuedTrialComesFirstAndTheBestOneIsFeasible() {
    Study study = EnqueueAndConstrain.run();

    FrozenTrial first = study.trials().get(0);
    FrozenTrial best = study.bestTrial().orElseThrow();
    assertThat(first.params().toMap())
        .containsEntry("entries", 1024L)
        .containsEntry("entry_kib", 4L)
        .containsEntry("policy", "lru");
    assertThat(best.isFeasible()).isTrue();
    assertThat(best.value().orElseThrow()).isLessThan(first.value().orElseThrow() / 2);
    assertThat(study.trials())
        .filteredOn(trial -> !trial.isFeasible())
        .anyMatch(trial -> trial.value().orElseThrow() < best.value().orElseThrow());
  }

  @Test
  void failuresOfTheConnectionAreTriedAgain() {
    Study study = RetryFailures.run();

    assertThat(study.trials()).filteredOn(trial -> trial.number() % 3 == 2).isNotEmpty();
    assertThat(study.trials())
        .filteredOn(trial -> trial.number() % 3 == 2)
        .allMatch(trial -> trial.isLost() && trial.reason().orElse("").contains("connection"));
    assertThat(study.trials())
        .filteredOn(trial -> trial.state() == TrialState.COMPLETE)
        .hasSize(10);
  }

  @Test
  void beliefsSteerTheSearchAndFixedValuesStay() {
    Study study = BeliefsAndFixedValues.run();

    assertThat(study.trials()).hasSize(40);
    assertThat(study.trials()).allMatch(trial -> trial.params().getInt("batch") == 64);
    assertThat(study.trials().subList(0, 10))
        .allMatch(trial -> trial.params().getDouble("rate") < 0.05);
    assertThat(study.bestTrial().orElseThrow().value().orElseThrow()).isLessThan(0.5);
  }
}
