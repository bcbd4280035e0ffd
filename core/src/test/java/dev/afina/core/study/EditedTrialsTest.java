package dev.afina.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.sampler.GridSampler;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.storage.InMemoryStorage;
import dev.afina.core.storage.Storage;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EditedTrialsTest {

  private final Storage storage = new InMemoryStorage();

  private StudyBuilder named() {
    return Study.named("study").storage(storage).seed(3).sampler(new RandomSampler());
  }

  private static double objective(Trial trial) {
    return trial.suggestDouble("x", 0, 1) + trial.number();
  }

  @Test
  void theBestTrialIsNeverADiscardedOne() {
    Study study = named().create();
    study.optimize(EditedTrialsTest::objective, Budget.trials(4));
    FrozenTrial best = study.bestTrial().orElseThrow();
    assertThat(best.number()).isZero();

    FrozenTrial discarded = study.discard(0, "the data were wrong");

    assertThat(discarded.isDiscarded()).isTrue();
    assertThat(study.bestTrial().orElseThrow().number()).isEqualTo(1);
    assertThat(study.trials()).hasSize(4).extracting(FrozenTrial::number).startsWith(0, 1);
    assertThat(study.restore(0)).isEqualTo(best);
    assertThat(study.bestTrial()).contains(best);
  }

  @Test
  void samplersSeeAVacantRowInTheirPlace() {
    Study study = named().create();
    study.optimize(EditedTrialsTest::objective, Budget.trials(3));
    study.discard(1, "wrong");
    TrialHistory history = study.ledger().read(table -> table);
    assertThat(history.isVacant(1)).isTrue();
    assertThat(history.count(TrialState.COMPLETE)).isEqualTo(2);
    assertThat(history.count(TrialState.FAIL)).isZero();
    assertThat(java.util.Objects.requireNonNull(history.column("x"))[1]).isNaN();
  }

  @Test
  void aBudgetOfTrialsIsOneOfTrialsThatCount() {
    Study study = named().create();
    study.optimize(EditedTrialsTest::objective, Budget.trials(5));
    study.discard(2, "wrong");
    study.discard(4, "wrong");
    study.optimize(EditedTrialsTest::objective, Budget.trials(5));
    assertThat(study.trials()).hasSize(7);
    assertThat(study.trials().subList(5, 7))
        .extracting(FrozenTrial::state)
        .containsOnly(TrialState.COMPLETE);
  }

  @Test
  void aGridIsTriedAgainWhereItsTrialWasDiscarded() {
    GridSampler grid =
        GridSampler.over(dev.afina.core.space.SearchSpace.builder().intRange("n", 1, 4).build());
    Study study = named().sampler(grid).create();
    study.optimize(trial -> trial.suggestInt("n", 1, 4), Budget.unlimited());
    assertThat(study.trials()).hasSize(4);
    Object tried = study.discard(2, "wrong").params().get("n");
    study.optimize(trial -> trial.suggestInt("n", 1, 4), Budget.unlimited());
    assertThat(study.trials()).hasSize(5);
    assertThat(study.trials().get(4).params().get("n")).isEqualTo(tried);
  }

  @Test
  void aDeterministicStudyGoesOnBehindADiscardedTrial() {
    Study study = named().deterministic(3).create();
    study.optimize(EditedTrialsTest::objective, Budget.trials(9).inParallel(3));
    study.discard(4, "wrong");
    study.optimize(EditedTrialsTest::objective, Budget.trials(12).inParallel(3));
    List<FrozenTrial> trials = study.trials();
    assertThat(trials).hasSize(13);
    assertThat(trials.stream().map(FrozenTrial::index).sorted().toList())
        .isEqualTo(IntStream.range(0, 13).boxed().toList());
    assertThat(trials.stream().filter(t -> t.state() == TrialState.COMPLETE)).hasSize(12);
  }

  @Test
  void anotherObjectThatRunsTheStudyFollowsEdits() {
    Study editor = named().create();
    editor.optimize(EditedTrialsTest::objective, Budget.trials(2));
    Study runner = named().load();
    AtomicInteger seen = new AtomicInteger(-1);
    List<Double> values = new ArrayList<>();
    runner.optimize(
        trial -> {
          if (values.isEmpty()) {
            editor.discard(0, "wrong");
            for (int i = 0; i < 200 && !isVacant(runner); i++) {
              Thread.sleep(20);
            }
          }
          seen.compareAndSet(-1, runner.ledger().read(table -> table.count(TrialState.COMPLETE)));
          values.add(objective(trial));
          return values.get(values.size() - 1);
        },
        Budget.trials(3));
    assertThat(values).hasSize(2);
    assertThat(seen).hasValue(1);
  }

  private static boolean isVacant(Study study) {
    return study.ledger().read(table -> table.isVacant(0));
  }

  @Test
  void attributesOfEndedTrialsCanBeWritten() {
    Study study = named().create();
    study.optimize(EditedTrialsTest::objective, Budget.trials(1));
    FrozenTrial noted = study.setTrialUserAttribute(0, "note", "looks odd");
    assertThat(noted.userAttributes()).containsEntry("note", "looks odd");
    assertThat(study.trials()).containsExactly(noted);
  }

  @Test
  void refusesTrialsThatAreNotThereOrHaveNotEnded() {
    Study study = named().create();
    Trial running = study.ask();
    assertThatThrownBy(() -> study.discard(7, "wrong"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no trial 7");
    assertThatThrownBy(() -> study.discard(0, "wrong"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("RUNNING", "end it first");
    study.tell(running, 1);
    assertThat(study.discard(0, "wrong").isDiscarded()).isTrue();
  }
}
