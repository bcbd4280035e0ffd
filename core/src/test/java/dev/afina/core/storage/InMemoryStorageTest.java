package dev.afina.core.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.DuplicateStudyException;
import dev.afina.core.StudyNotFoundException;
import dev.afina.core.TrialFinishedException;
import dev.afina.core.space.Params;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InMemoryStorageTest {

  private final Storage storage = new InMemoryStorage();
  private final long study = storage.createStudy("s", List.of(Direction.MINIMIZE), Map.of()).id();

  private FrozenTrial start() {
    return storage.startTrial(study, new TrialStart(Worker.current(), OptionalInt.empty())).get();
  }

  private FrozenTrial finish(FrozenTrial trial, Map<String, @Nullable Object> system) {
    return storage.finish(
        trial.id(),
        new TrialEnd(TrialState.FAIL, List.of(), Params.empty(), Map.of(), system, Map.of()));
  }

  @Test
  void givesTheRetryOfALostTrialItsIndexAndItsEnqueuedValues() {
    Map<String, @Nullable Object> fixed = Map.of(FrozenTrial.FIXED_PARAMS, Map.of("x", 0.5));
    storage.addTrial(
        study, FrozenTrial.builder(TrialState.WAITING).systemAttributes(fixed).build());
    FrozenTrial lost = start();
    FrozenTrial other = start();
    finish(lost, Map.of(FrozenTrial.LOST, true));
    FrozenTrial retry = start();
    assertThat(retry.number()).isEqualTo(2);
    assertThat(retry.index()).isEqualTo(lost.index()).isNotEqualTo(other.index());
    assertThat(retry.systemAttributes()).containsAllEntriesOf(fixed);
    assertThat(retry.retryHistory()).containsExactly(lost.number());
    assertThat(start().index()).isEqualTo(2);
  }

  @Test
  void refusesToChangeWhatHasEnded() {
    FrozenTrial trial = finish(start(), Map.of());
    assertThatThrownBy(() -> finish(trial, Map.of()))
        .isInstanceOf(TrialFinishedException.class)
        .hasMessage("trial 0 has ended as FAIL and cannot be changed");
    assertThatThrownBy(() -> storage.report(trial.id(), 0, 1, Params.empty()))
        .isInstanceOf(TrialFinishedException.class);
  }

  @Test
  void refusesASecondStudyOfAName() {
    assertThatThrownBy(() -> storage.createStudy("s", List.of(Direction.MAXIMIZE), Map.of()))
        .isInstanceOf(DuplicateStudyException.class)
        .hasMessageContaining("\"s\" exists already");
  }

  @Test
  void saysSoWhenAStudyWasDeletedUnderARunningTrial() {
    FrozenTrial running = start();
    storage.deleteStudy(study);
    assertThat(storage.findStudy("s")).isEmpty();
    assertThatThrownBy(this::start)
        .isInstanceOf(StudyNotFoundException.class)
        .hasMessageContaining("maybe it was deleted");
    assertThatThrownBy(() -> finish(running, Map.of())).isInstanceOf(StudyNotFoundException.class);
    storage.deleteStudy(study);
  }

  @Test
  void readsTrialsAfterAnIdAndThoseOfGivenIds() {
    for (int i = 0; i < 5; i++) {
      start();
    }
    List<FrozenTrial> all = storage.trials(study, -1, List.of());
    assertThat(all).extracting(FrozenTrial::number).containsExactly(0, 1, 2, 3, 4);
    long third = all.get(2).id();
    assertThat(storage.trials(study, third, List.of(all.get(0).id(), all.get(4).id())))
        .extracting(FrozenTrial::number)
        .containsExactly(0, 3, 4);
  }
}
