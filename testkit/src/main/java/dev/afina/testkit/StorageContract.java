package dev.afina.testkit;

import static dev.afina.testkit.TrialSamples.complete;
import static dev.afina.testkit.TrialSamples.end;
import static dev.afina.testkit.TrialSamples.everyKind;
import static dev.afina.testkit.TrialSamples.start;
import static dev.afina.testkit.TrialSamples.trial;
import static dev.afina.testkit.TrialSamples.waiting;
import static dev.afina.testkit.TrialSamples.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.DuplicateStudyException;
import dev.afina.core.StudyNotFoundException;
import dev.afina.core.TrialFinishedException;
import dev.afina.core.space.Params;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.storage.TrialEnd;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Storage} must do, as tests.
 *
 * <p>A test class of an implementation implements this interface; JUnit runs the tests it inherits.
 * It takes in {@link StorageStartContract}; {@link StoragePauseContract} and {@link
 * StorageConcurrencyContract} adds what many threads at once must find.
 */
public interface StorageContract extends StorageStartContract {

  /** A time as the storage keeps it; to the microsecond unless its test says otherwise. */
  default Instant kept(Instant time) {
    return time;
  }

  @Override
  Storage storage();

  /** A study with one objective, in a fresh storage. */
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
  default void findsStudiesByTheirName() {
    Storage storage = storage();
    Map<String, @Nullable Object> system = new LinkedHashMap<>();
    system.put("afina:seed", 7L);
    system.put("nothing", null);
    List<Direction> directions = List.of(Direction.MAXIMIZE, Direction.MINIMIZE);

    StudyRecord created = storage.createStudy("digits \"ü\"", directions, system);
    StudyRecord other = storage.createStudy("other", List.of(Direction.MINIMIZE), Map.of());

    assertThat(storage.findStudy("digits \"ü\"")).contains(created);
    assertThat(created.directions()).isEqualTo(directions);
    assertThat(created.systemAttributes()).isEqualTo(system);
    assertThat(storage.studies()).containsExactly(created, other);
    assertThat(storage.findStudy("Other")).isEmpty();
  }

  @Test
  default void refusesASecondStudyOfAName() {
    Storage storage = storage();
    study(storage);
    assertThatThrownBy(() -> study(storage))
        .isInstanceOf(DuplicateStudyException.class)
        .hasMessageContaining("\"study\"");
    assertThat(storage.studies()).hasSize(1);
  }

  @Test
  default void keepsAttributesOfEveryKind() {
    Storage storage = storage();
    long study = study(storage);
    Map<String, @Nullable Object> nested = new LinkedHashMap<>();
    nested.put("list", Arrays.asList(1L, 2.5, null, true, "ä\u0001"));
    nested.put("infinite", Double.POSITIVE_INFINITY);
    storage.setStudyUserAttribute(study, "note", "first");
    storage.setStudyUserAttribute(study, "note", nested);
    storage.setStudyUserAttribute(study, "none", null);
    storage.setStudySystemAttribute(study, "study:metric_names", List.of("loss"));

    StudyRecord read = storage.findStudy("study").orElseThrow();

    assertThat(read.userAttributes()).containsEntry("note", nested).containsEntry("none", null);
    assertThat(read.systemAttributes()).containsEntry("study:metric_names", List.of("loss"));
  }

  @Test
  default void deletesAStudyWithItsTrials() {
    Storage storage = storage();
    long study = study(storage);
    started(storage, study);
    storage.deleteStudy(study);
    storage.deleteStudy(study);
    assertThat(storage.studies()).isEmpty();
    assertThatThrownBy(() -> started(storage, study)).isInstanceOf(StudyNotFoundException.class);
    assertThatThrownBy(() -> all(storage, study)).isInstanceOf(StudyNotFoundException.class);

    long again = study(storage);
    assertThat(all(storage, again)).isEmpty();
    assertThat(started(storage, again).number()).isZero();
    assertThat(all(storage, again)).singleElement().extracting(FrozenTrial::index).isEqualTo(0);
  }

  @Test
  default void numbersTrialsOfEachStudyFromZero() {
    Storage storage = storage();
    long a = study(storage);
    long b = storage.createStudy("b", List.of(Direction.MINIMIZE), Map.of()).id();
    for (int i = 0; i < 3; i++) {
      assertThat(started(storage, a).number()).isEqualTo(i);
      FrozenTrial trial = started(storage, b);
      assertThat(trial.number()).isEqualTo(i);
      assertThat(trial.index()).isEqualTo(i);
      assertThat(trial.state()).isEqualTo(TrialState.RUNNING);
      assertThat(trial.start()).isNotNull();
    }
    assertThat(all(storage, a)).extracting(FrozenTrial::number).containsExactly(0, 1, 2);
  }

  @Test
  default void keepsEverythingOfATrial() {
    Storage storage = storage();
    long study = study(storage);
    FrozenTrial trial = started(storage, study);
    storage.report(trial.id(), 0, Double.NaN, x(0.5));
    storage.report(trial.id(), 5, Double.NEGATIVE_INFINITY, x(0.5));
    storage.report(trial.id(), 2, 1e-300, x(0.5));
    storage.setTrialUserAttributes(trial.id(), Map.of("epoch", 3L));

    FrozenTrial finished =
        storage.finish(
            trial.id(),
            new TrialEnd(
                TrialState.COMPLETE,
                List.of(0.1 + 0.2),
                x(0.5),
                Map.of("note", "good"),
                Map.of(FrozenTrial.REASON, "why"),
                Map.of("memory", -1.0, "time", Double.POSITIVE_INFINITY)));

    assertThat(finished.values()).containsExactly(0.1 + 0.2);
    assertThat(finished.params()).isEqualTo(x(0.5));
    assertThat(finished.intermediateValues())
        .isEqualTo(new TreeMap<>(Map.of(0, Double.NaN, 2, 1e-300, 5, Double.NEGATIVE_INFINITY)));
    assertThat(finished.userAttributes()).isEqualTo(Map.of("epoch", 3L, "note", "good"));
    assertThat(finished.systemAttributes()).isEqualTo(Map.of(FrozenTrial.REASON, "why"));
    assertThat(finished.constraints())
        .isEqualTo(Map.of("memory", -1.0, "time", Double.POSITIVE_INFINITY));
    assertThat(finished.start()).isEqualTo(trial.start());
    assertThat(finished.complete()).isAfterOrEqualTo(trial.start());
    assertThat(all(storage, study)).containsExactly(finished);
  }

  @Test
  default void keepsParametersOfEveryKindInTheirOrder() {
    Storage storage = storage();
    long study = study(storage);
    FrozenTrial trial = started(storage, study);
    storage.finish(trial.id(), end(TrialState.COMPLETE, everyKind(), 1));
    Params read = all(storage, study).get(0).params();
    assertThat(read).isEqualTo(everyKind());
    assertThat(read.names()).isEqualTo(TrialSamples.EVERY_KIND.names());
  }

  @Test
  default void keepsParametersWrittenInParts() {
    Storage storage = storage();
    FrozenTrial trial = started(storage, study(storage));
    storage.addParams(trial.id(), everyKind());
    storage.report(trial.id(), 0, 1, everyKind());
    FrozenTrial done = storage.finish(trial.id(), end(TrialState.FAIL, everyKind()));
    assertThat(done.params()).isEqualTo(everyKind());
  }

  @Test
  default void keepsInfiniteValuesAndSeveralObjectives() {
    Storage storage = storage();
    long study =
        storage.createStudy("two", List.of(Direction.MINIMIZE, Direction.MAXIMIZE), Map.of()).id();
    FrozenTrial trial = started(storage, study);
    storage.finish(trial.id(), complete(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    assertThat(all(storage, study).get(0).values())
        .containsExactly(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  @Test
  default void findsStudiesAndTrialsByTheirIds() {
    Storage storage = storage();
    StudyRecord study =
        storage.createStudy("a", List.of(Direction.MAXIMIZE), Map.of("afina:seed", 7L));
    StudyRecord other = storage.createStudy("", List.of(Direction.MINIMIZE), Map.of());
    FrozenTrial first = started(storage, study.id());
    FrozenTrial second = storage.addTrial(other.id(), waiting(Map.of("x", 0.5)));

    assertThat(storage.findStudy(study.id())).contains(study);
    assertThat(storage.findStudy(other.id() + 9)).isEmpty();
    assertThat(storage.findTrial(first.id())).contains(first);
    assertThat(storage.findTrial(second.id())).contains(second);
    assertThat(storage.findTrial(second.id() + 9)).isEmpty();
    storage.deleteStudy(other.id());
    assertThat(storage.findStudy(other.id())).isEmpty();
    assertThat(storage.findTrial(second.id())).isEmpty();
  }

  @Test
  default void claimsAWaitingTrialOnce() {
    Storage storage = storage();
    long study = study(storage);
    FrozenTrial trial = storage.addTrial(study, waiting(Map.of("x", 0.5)));
    storage.addTrial(study, waiting(Map.of("x", 0.75)));

    assertThat(storage.claim(trial.id())).isTrue();

    FrozenTrial claimed = storage.findTrial(trial.id()).orElseThrow();
    assertThat(claimed.state()).isEqualTo(TrialState.RUNNING);
    assertThat(claimed.start()).isNotNull();
    assertThat(claimed.systemAttributes()).isEqualTo(trial.systemAttributes());
    assertThat(storage.claim(trial.id())).isFalse();
    assertThat(storage.failLost(study, Duration.ZERO)).isEmpty();
    assertThat(started(storage, study).number()).isEqualTo(1);
    storage.finish(trial.id(), complete(1));
    assertThatThrownBy(() -> storage.claim(trial.id()))
        .isInstanceOf(TrialFinishedException.class)
        .hasMessageContaining("trial 0");
    assertThatThrownBy(() -> storage.claim(99)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  default void keepsSystemAttributesOfARunningTrial() {
    Storage storage = storage();
    FrozenTrial trial = started(storage, study(storage));
    storage.setTrialSystemAttributes(trial.id(), Map.of("a", 1L, "b", List.of(0.5)));
    storage.setTrialSystemAttributes(trial.id(), Map.of("a", "two"));
    assertThat(storage.findTrial(trial.id()).orElseThrow().systemAttributes())
        .isEqualTo(Map.of("a", "two", "b", List.of(0.5)));
  }

  @Test
  default void refusesEveryWriteToAFinishedTrial() {
    Storage storage = storage();
    long study = study(storage);
    started(storage, study);
    long id = started(storage, study).id();
    FrozenTrial done = storage.finish(id, complete(1));
    List<Runnable> writes =
        List.of(
            () -> storage.addParams(id, x(0)),
            () -> storage.report(id, 1, 1, Params.empty()),
            () -> storage.setTrialUserAttributes(id, Map.of("a", 1)),
            () -> storage.setTrialSystemAttributes(id, Map.of("a", 1)),
            () -> storage.finish(id, complete(2)));
    for (Runnable write : writes) {
      assertThatThrownBy(write::run)
          .isInstanceOf(TrialFinishedException.class)
          .hasMessageContaining("trial 1");
    }
    assertThat(all(storage, study).get(1)).isEqualTo(done);
  }

  @Test
  default void refusesTrialsItDoesNotHave() {
    Storage storage = storage();
    study(storage);
    assertThatThrownBy(() -> storage.finish(99, complete(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("99");
  }

  @Test
  default void readsTrialsAfterAnIdAndThoseOfGivenIds() {
    Storage storage = storage();
    long study = study(storage);
    List<FrozenTrial> t =
        java.util.stream.Stream.generate(() -> started(storage, study)).limit(8).toList();
    assertThat(storage.trials(study, t.get(4).id(), List.of()))
        .extracting(FrozenTrial::number)
        .containsExactly(5, 6, 7);
    assertThat(
            storage.trials(
                study, t.get(4).id(), List.of(t.get(6).id(), t.get(3).id(), t.get(0).id())))
        .extracting(FrozenTrial::number)
        .containsExactly(0, 3, 5, 6, 7);
  }

  @Test
  default void startsWaitingTrialsFirstInTheOrderOfTheirNumbers() {
    Storage storage = storage();
    long study = study(storage);
    started(storage, study);
    FrozenTrial first = storage.addTrial(study, waiting(Map.of("x", 0.25)));
    FrozenTrial second = storage.addTrial(study, waiting(Map.of("x", 0.75)));
    assertThat(first.start()).isNull();

    FrozenTrial claimed = started(storage, study);

    assertThat(claimed.id()).isEqualTo(first.id());
    assertThat(claimed.number()).isEqualTo(1);
    assertThat(claimed.index()).isEqualTo(1);
    assertThat(claimed.state()).isEqualTo(TrialState.RUNNING);
    assertThat(claimed.start()).isNotNull();
    assertThat(claimed.systemAttributes())
        .containsEntry(FrozenTrial.FIXED_PARAMS, Map.of("x", 0.25));
    assertThat(started(storage, study).id()).isEqualTo(second.id());
    assertThat(started(storage, study).number()).isEqualTo(3);
  }

  @Test
  default void addsFinishedTrialsAsTheyAre() {
    Storage storage = storage();
    long study = study(storage);
    started(storage, study);
    Instant begin = Instant.parse("2026-01-02T03:04:05.678901Z");
    FrozenTrial given =
        new FrozenTrial(
            77,
            77,
            77,
            TrialState.PRUNED,
            List.of(0.5),
            everyKind(),
            new TreeMap<>(Map.of(1, 0.7, 3, 0.5)),
            Map.of("note", "pruned"),
            Map.of(FrozenTrial.REASON, "hopeless"),
            Map.of("memory", 1.0),
            begin,
            begin.plusSeconds(3));

    FrozenTrial added = storage.addTrial(study, given);

    FrozenTrial read = all(storage, study).get(1);
    assertThat(read).isEqualTo(added);
    assertThat(read.number()).isEqualTo(1);
    assertThat(read.index()).isEqualTo(1);
    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFields("id", "number", "index", "params", "start", "complete")
        .isEqualTo(given);
    assertThat(read.start()).isEqualTo(kept(begin));
    assertThat(read.complete()).isEqualTo(kept(begin.plusSeconds(3)));
    assertThat(read.params()).isEqualTo(given.params());
  }

  @Test
  default void findsNoTrialOfThisProcessLost() {
    Storage storage = storage();
    long study = study(storage);
    FrozenTrial mine = started(storage, study);
    storage.heartbeat(List.of(mine.id()));
    assertThat(storage.failLost(study, Duration.ofSeconds(60))).isEmpty();
    assertThat(all(storage, study).get(0).state()).isEqualTo(TrialState.RUNNING);
  }

  @Test
  default void leavesADetachedTrialToWhoeverEndsIt() {
    Storage storage = storage();
    long study = study(storage);
    FrozenTrial trial = started(storage, study);
    storage.detach(trial.id(), x(0.25), null);
    assertThat(storage.failLost(study, Duration.ZERO)).isEmpty();
    assertThat(all(storage, study).get(0).params()).isEqualTo(x(0.25));
    FrozenTrial done = storage.finish(trial.id(), end(TrialState.COMPLETE, x(0.25), 1));
    assertThat(done.params()).isEqualTo(x(0.25));
    assertThatThrownBy(() -> storage.detach(trial.id(), Params.empty(), Duration.ofSeconds(9)))
        .isInstanceOf(TrialFinishedException.class);
  }

  @Test
  default void addsTheRetryOfALostTrialAtItsIndex() {
    Storage storage = storage();
    long study = study(storage);
    storage.addTrial(study, trial(TrialState.FAIL, null, Map.of(FrozenTrial.LOST, true)));
    storage.addTrial(study, trial(TrialState.FAIL, null, Map.of()));
    Map<String, Object> index = Map.of(FrozenTrial.INDEX, 0L);
    FrozenTrial retry =
        storage.addTrial(study, trial(TrialState.FAIL, null, new LinkedHashMap<>(index)));
    assertThat(retry.index()).isZero();
    assertThat(retry.systemAttributes()).isEmpty();
    assertThat(
            storage
                .addTrial(study, trial(TrialState.FAIL, null, new LinkedHashMap<>(index)))
                .index())
        .isEqualTo(2);
    assertThat(started(storage, study).index()).isEqualTo(3);
  }

  @Test
  default void leavesAloneARunningTrialWithoutWorkerAndHeartbeat() {
    Storage storage = storage();
    long study = study(storage);
    storage.addTrial(study, trial(TrialState.RUNNING, Instant.EPOCH, Map.of()));
    assertThat(storage.failLost(study, Duration.ZERO)).isEmpty();
    assertThat(all(storage, study).get(0).state()).isEqualTo(TrialState.RUNNING);
  }
}
