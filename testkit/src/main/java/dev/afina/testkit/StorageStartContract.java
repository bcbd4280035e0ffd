package dev.afina.testkit;

import static dev.afina.testkit.TrialSamples.complete;
import static dev.afina.testkit.TrialSamples.end;
import static dev.afina.testkit.TrialSamples.interrupted;
import static dev.afina.testkit.TrialSamples.start;
import static dev.afina.testkit.TrialSamples.startAt;
import static dev.afina.testkit.TrialSamples.startWithin;
import static dev.afina.testkit.TrialSamples.waiting;
import static dev.afina.testkit.TrialSamples.x;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.TrialStart;
import dev.afina.core.storage.Worker;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which trial a {@link Storage} gives a worker, as tests; part of {@link StorageContract}. */
public interface StorageStartContract {

  /** A storage without any study; whoever makes it closes it after the test. */
  Storage storage();

  /** A study with one objective. */
  private static long study(Storage storage) {
    return storage.createStudy("study", List.of(Direction.MINIMIZE), Map.of()).id();
  }

  private static FrozenTrial started(Storage storage, long study) {
    return storage.startTrial(study, start()).orElseThrow();
  }

  private static List<FrozenTrial> all(Storage storage, long study) {
    return storage.trials(study, -1, List.of());
  }

  @Test
  default void countsRunningCompletePrunedAndFailedTrialsToTheLimit() {
    Storage storage = storage();
    long study = study(storage);
    storage.finish(started(storage, study).id(), complete(1));
    storage.finish(started(storage, study).id(), end(TrialState.PRUNED, x(0), 2));
    storage.finish(started(storage, study).id(), end(TrialState.FAIL, x(0)));
    started(storage, study);
    storage.addTrial(study, waiting(Map.of("x", 0.5)));
    assertThat(storage.startTrial(study, startWithin(4))).isEmpty();
    assertThat(storage.startTrial(study, startWithin(5))).isPresent();
    assertThat(storage.startTrial(study, startWithin(5))).isEmpty();
    assertThat(all(storage, study)).hasSize(5);
  }

  @Test
  default void retriesAnInterruptedTrialAtItsIndexBeforeAnythingElse() {
    Storage storage = storage();
    long study = study(storage);
    started(storage, study);
    FrozenTrial lost = started(storage, study);
    storage.addTrial(study, waiting(Map.of("x", 0.5)));
    assertThat(storage.finish(lost.id(), interrupted()).isLost()).isTrue();
    assertThat(storage.startTrial(study, startWithin(1))).isEmpty();

    FrozenTrial retry = storage.startTrial(study, startWithin(2)).orElseThrow();

    assertThat(retry.number()).isEqualTo(3);
    assertThat(retry.index()).isEqualTo(1);
    assertThat(retry.params().size()).isZero();
    assertThat(storage.startTrial(study, startWithin(2))).isEmpty();
    assertThat(started(storage, study).number()).isEqualTo(2);
    assertThat(started(storage, study).index()).isEqualTo(3);
    assertThat(all(storage, study)).extracting(FrozenTrial::index).containsExactly(0, 1, 2, 1, 3);
  }

  @Test
  default void startsTheTrialOfAWantedIndexOrNone() {
    Storage storage = storage();
    long study = study(storage);
    assertThat(storage.startTrial(study, startAt(1))).isEmpty();
    assertThat(storage.startTrial(study, startAt(0)).orElseThrow().index()).isZero();
    assertThat(storage.startTrial(study, startAt(0))).isEmpty();
    FrozenTrial lost = started(storage, study);
    storage.addTrial(study, waiting(Map.of("x", 0.25)));
    FrozenTrial wanted = storage.addTrial(study, waiting(Map.of("x", 0.5)));
    storage.finish(lost.id(), interrupted());

    FrozenTrial claimed = storage.startTrial(study, startAt(wanted.index())).orElseThrow();

    assertThat(claimed.number()).isEqualTo(wanted.number());
    assertThat(claimed.state()).isEqualTo(TrialState.RUNNING);
    assertThat(claimed.systemAttributes())
        .containsEntry(FrozenTrial.FIXED_PARAMS, Map.of("x", 0.5));
    FrozenTrial retry = storage.startTrial(study, startAt(1)).orElseThrow();
    assertThat(retry.index()).isEqualTo(1);
    assertThat(retry.number()).isEqualTo(4);
    FrozenTrial fresh = storage.startTrial(study, startAt(4)).orElseThrow();
    assertThat(fresh.index()).isEqualTo(4);
    assertThat(started(storage, study).index()).isEqualTo(2);
    assertThat(started(storage, study).index()).isEqualTo(5);
  }

  @Test
  default void startsATrialWithAttributes() {
    Storage storage = storage();
    long study = study(storage);
    Map<String, @Nullable Object> given = new LinkedHashMap<>();
    given.put("afina:joint", Map.of("params", Map.of("x", 0.1 + 0.2), "results", 3L));
    given.put("nothing", null);
    storage.addTrial(study, waiting(Map.of("x", 0.5)));
    for (int i = 0; i < 2; i++) {
      FrozenTrial trial =
          storage
              .startTrial(
                  study,
                  new TrialStart(Worker.current(), OptionalInt.empty(), OptionalInt.of(i), given))
              .orElseThrow();
      assertThat(trial.systemAttributes()).containsAllEntriesOf(given);
      assertThat(trial.systemAttributes().containsKey(FrozenTrial.FIXED_PARAMS)).isEqualTo(i == 0);
      assertThat(all(storage, study).get(i)).isEqualTo(trial);
    }
  }
}
