package dev.afina.testkit;

import static dev.afina.testkit.TrialSamples.complete;
import static dev.afina.testkit.TrialSamples.end;
import static dev.afina.testkit.TrialSamples.pause;
import static dev.afina.testkit.TrialSamples.start;
import static dev.afina.testkit.TrialSamples.startWithin;
import static dev.afina.testkit.TrialSamples.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.TrialFinishedException;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.Worker;
import dev.afina.core.trial.Checkpoint;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Leg;
import dev.afina.core.trial.TrialState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * How a {@link Storage} sets trials aside and gives them to workers again, as tests; beside {@link
 * StorageContract}.
 */
public interface StoragePauseContract {

  /** A storage without any study; whoever makes it closes it after the test. */
  Storage storage();

  /** A study with one objective. */
  private static long study(Storage storage) {
    return storage.createStudy("study", List.of(Direction.MINIMIZE), Map.of()).id();
  }

  private static FrozenTrial started(Storage storage, long study) {
    return storage.startTrial(study, start()).orElseThrow();
  }

  private static FrozenTrial read(Storage storage, long study, int number) {
    return storage.trials(study, -1, List.of()).get(number);
  }

  @Test
  default void setsATrialAsideWithAllThatIsKnownOfIt() {
    Storage storage = storage();
    long study = study(storage);
    FrozenTrial trial = started(storage, study);
    storage.report(trial.id(), 3, 0.25, x(0.5));

    FrozenTrial paused = storage.pause(trial.id(), pause(3));

    assertThat(paused.state()).isEqualTo(TrialState.RUNNING);
    assertThat(paused.isPaused()).isTrue();
    assertThat(paused.checkpoint()).map(Checkpoint::step).contains(3);
    assertThat(paused.params()).isEqualTo(x(0.5));
    assertThat(paused.intermediateValues()).isEqualTo(new TreeMap<>(Map.of(3, 0.25)));
    assertThat(paused.userAttributes()).isEqualTo(Map.of("note", "paused"));
    assertThat(paused.constraints()).isEqualTo(Map.of("memory", -1.0));
    assertThat(paused.start()).isEqualTo(trial.start());
    assertThat(paused.complete()).isNull();
    assertThat(read(storage, study, 0)).isEqualTo(paused);
  }

  @Test
  default void continuesATrialThatIsSetAsideWithAllThatItHad() {
    Storage storage = storage();
    long study = study(storage);
    started(storage, study);
    FrozenTrial trial = started(storage, study);
    storage.report(trial.id(), 1, 0.5, x(0.5));
    FrozenTrial paused = storage.pause(trial.id(), pause(1));
    Leg leg = new Leg(2, 9);

    FrozenTrial continued =
        storage
            .continueTrial(trial.id(), Worker.current(), Map.of(FrozenTrial.LEG, leg.toAttribute()))
            .orElseThrow();

    assertThat(continued.isPaused()).isFalse();
    assertThat(continued.systemAttributes()).containsEntry(FrozenTrial.PAUSED, false);
    assertThat(continued.leg()).contains(leg);
    assertThat(continued)
        .usingRecursiveComparison()
        .ignoringFields("systemAttributes")
        .isEqualTo(paused);
    storage.report(trial.id(), 2, 0.25, x(0.5));
    storage.heartbeat(List.of(trial.id()));
    FrozenTrial done = storage.finish(trial.id(), end(TrialState.COMPLETE, x(0.5), 0.25));
    assertThat(done.intermediateValues()).isEqualTo(new TreeMap<>(Map.of(1, 0.5, 2, 0.25)));
    assertThat(done.constraints()).isEqualTo(Map.of("memory", -1.0));
    assertThat(done.userAttributes()).isEqualTo(Map.of("note", "paused"));
  }

  @Test
  default void continuesOnlyWhatIsSetAside() {
    Storage storage = storage();
    long study = study(storage);
    long running = started(storage, study).id();
    long ended = started(storage, study).id();
    long continued = started(storage, study).id();
    storage.finish(ended, end(TrialState.PRUNED, x(0.5), 1));
    storage.pause(continued, pause(1));
    assertThat(storage.continueTrial(continued, Worker.current(), Map.of())).isPresent();
    for (long id : new long[] {running, ended, continued}) {
      Map<String, Object> before =
          Map.copyOf(storage.trials(study, Long.MAX_VALUE, List.of(id)).get(0).systemAttributes());
      assertThat(storage.continueTrial(id, Worker.current(), Map.of("a", 1L))).isEmpty();
      assertThat(storage.trials(study, Long.MAX_VALUE, List.of(id)).get(0).systemAttributes())
          .isEqualTo(before);
    }
  }

  @Test
  default void leavesTrialsThatAreSetAsideAlone() {
    Storage storage = storage();
    long study = study(storage);
    FrozenTrial paused = storage.pause(started(storage, study).id(), pause(1));
    assertThat(storage.failLost(study, Duration.ZERO)).isEmpty();
    storage.heartbeat(List.of());
    assertThat(read(storage, study, 0)).isEqualTo(paused);
    assertThat(started(storage, study).number()).isEqualTo(1);
  }

  @Test
  default void countsATrialThatIsSetAsideToTheLimit() {
    Storage storage = storage();
    long study = study(storage);
    storage.pause(started(storage, study).id(), pause(1));
    assertThat(storage.startTrial(study, startWithin(1))).isEmpty();
  }

  @Test
  default void endsATrialThatIsSetAside() {
    Storage storage = storage();
    long study = study(storage);
    long id = started(storage, study).id();
    storage.pause(id, pause(1));
    FrozenTrial done = storage.finish(id, complete(1));
    assertThat(done.isPaused()).isFalse();
    assertThat(storage.continueTrial(id, Worker.current(), Map.of())).isEmpty();
    assertThatThrownBy(() -> storage.pause(id, pause(2)))
        .isInstanceOf(TrialFinishedException.class);
    assertThat(read(storage, study, 0)).isEqualTo(done);
  }

  @Test
  default void continuesEveryTrialThatIsSetAsideOnce() throws Exception {
    Storage storage = storage();
    long study = study(storage);
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      long id = started(storage, study).id();
      storage.pause(id, pause(1));
      ids.add(id);
    }
    List<Long> continued =
        StorageConcurrencyContract.inParallel(
            4,
            () -> {
              List<Long> mine = new ArrayList<>();
              for (long id : ids) {
                storage
                    .continueTrial(id, Worker.current(), Map.of())
                    .ifPresent(trial -> mine.add(trial.id()));
              }
              return mine;
            });
    assertThat(continued).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  default void writesSystemAttributesOfARunningTrial() {
    Storage storage = storage();
    long study = study(storage);
    long id = started(storage, study).id();
    storage.setTrialSystemAttributes(id, Map.of("afina:a", List.of(1L, "b"), "afina:c", true));
    storage.setTrialSystemAttributes(id, Map.of("afina:c", false));
    assertThat(read(storage, study, 0).systemAttributes())
        .isEqualTo(Map.of("afina:a", List.of(1L, "b"), "afina:c", false));
  }
}
