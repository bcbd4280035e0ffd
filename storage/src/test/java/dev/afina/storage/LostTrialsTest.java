package dev.afina.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.TrialFinishedException;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.Worker;
import dev.afina.core.trial.Checkpoint;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostTrialsTest {

  private static final Duration MINUTE = Duration.ofSeconds(60);

  /** A process of this machine that had this one's number before it. */
  private static final Worker DEAD =
      new Worker(
          Worker.current().host(), Worker.current().pid(), Instant.parse("2020-01-01T00:00:00Z"));

  private static final Worker ELSEWHERE = new Worker("elsewhere", 1, Instant.EPOCH);

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path file;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Storage storage;

  private long study;

  @BeforeEach
  void open(@TempDir Path folder) {
    file = folder.resolve("studies.db");
    storage = SqliteStorage.open(file);
    study = storage.createStudy("study", List.of(Direction.MINIMIZE), Map.of()).id();
  }

  @AfterEach
  void close() {
    storage.close();
  }

  private FrozenTrial startedBy(Worker worker) {
    return storage.startTrial(study, Trials.start(worker)).orElseThrow();
  }

  private void setHeartbeat(FrozenTrial trial, String time) throws SQLException {
    Sql.update(
        file,
        "UPDATE trial_heartbeats SET heartbeat = %s WHERE trial_id = %d"
            .formatted(time, trial.id()));
  }

  @Test
  void endsTheTrialOfADeadProcessAtOnce() {
    startedBy(Worker.current());
    FrozenTrial orphan = startedBy(DEAD);
    storage.report(orphan.id(), 0, 0.5, Trials.complete(1).params());

    List<FrozenTrial> lost = storage.failLost(study, MINUTE);

    assertThat(lost).singleElement().isEqualTo(storage.trials(study, -1, List.of()).get(1));
    FrozenTrial trial = lost.get(0);
    assertThat(trial.id()).isEqualTo(orphan.id());
    assertThat(trial.state()).isEqualTo(TrialState.FAIL);
    assertThat(trial.isLost()).isTrue();
    assertThat(trial.reason().orElseThrow())
        .isEqualTo(
            "its worker, process %d on %s, ended without it".formatted(DEAD.pid(), DEAD.host()));
    assertThat(trial.complete()).isNotNull();
    assertThat(trial.intermediateValues()).isEqualTo(Map.of(0, 0.5));
    assertThat(storage.failLost(study, MINUTE)).isEmpty();
  }

  @Test
  void setsATrialWithACheckpointAsideWhenItsProcessIsDead() {
    FrozenTrial orphan = startedBy(DEAD);
    storage.report(orphan.id(), 4, 0.5, Trials.complete(1).params());
    storage.setTrialSystemAttributes(
        orphan.id(),
        Map.of(FrozenTrial.CHECKPOINT, new Checkpoint(3, Path.of("saved")).toAttribute()));

    FrozenTrial trial = storage.failLost(study, MINUTE).get(0);

    assertThat(trial.isPaused()).isTrue();
    assertThat(trial.checkpoint()).map(Checkpoint::step).contains(3);
    assertThat(trial.intermediateValues()).isEqualTo(Map.of(4, 0.5));
    assertThat(storage.failLost(study, MINUTE)).isEmpty();
    assertThat(storage.continueTrial(trial.id(), Worker.current(), Map.of())).isPresent();
    assertThat(storage.failLost(study, MINUTE)).isEmpty();
  }

  @Test
  void failsATrialThatGoesOnAndLosesItsWorkerTooOften() {
    long id = startedBy(DEAD).id();
    storage.setTrialSystemAttributes(
        id, Map.of(FrozenTrial.CHECKPOINT, new Checkpoint(3, Path.of("saved")).toAttribute()));
    for (int leg = 0; leg < 2; leg++) {
      assertThat(storage.failLost(study, MINUTE, 2).get(0).isPaused()).isTrue();
      assertThat(storage.continueTrial(id, DEAD, Map.of())).isPresent();
    }
    FrozenTrial ended = storage.failLost(study, MINUTE, 2).get(0);
    assertThat(ended.state()).isEqualTo(TrialState.FAIL);
    assertThat(ended.isLost()).isTrue();
  }

  @Test
  void waitsForTheHeartbeatOfAnotherMachine() throws SQLException {
    FrozenTrial far = startedBy(ELSEWHERE);
    assertThat(storage.failLost(study, MINUTE)).isEmpty();
    setHeartbeat(far, "datetime('now', '-90 seconds')");
    assertThat(storage.failLost(study, Duration.ofMinutes(2))).isEmpty();

    assertThat(storage.failLost(study, MINUTE))
        .singleElement()
        .satisfies(trial -> assertThat(trial.reason().orElseThrow()).contains("no sign of life"));
  }

  @Test
  void keepsATrialWhoseHeartbeatWasRenewed() throws SQLException {
    FrozenTrial far = startedBy(ELSEWHERE);
    setHeartbeat(far, "'2020-01-01 00:00:00.000000'");
    storage.heartbeat(List.of(far.id()));
    assertThat(storage.failLost(study, MINUTE)).isEmpty();
    storage.finish(far.id(), Trials.complete(1));
  }

  @Test
  void renewsOnlyTheHeartbeatsOfTrialsThatRun() throws SQLException {
    FrozenTrial gone = startedBy(DEAD);
    FrozenTrial mine = startedBy(Worker.current());
    storage.failLost(study, MINUTE);
    for (FrozenTrial trial : List.of(gone, mine)) {
      setHeartbeat(trial, "'2020-01-01 00:00:00'");
    }
    storage.heartbeat(List.of(gone.id(), 99L, mine.id()));
    assertThat(
            Sql.strings(
                file, "SELECT trial_id FROM trial_heartbeats WHERE heartbeat > '2021-01-01'"))
        .containsExactly(Long.toString(mine.id()));
  }

  @Test
  void writesHeartbeatsInTheFormOfTheDatabase() throws SQLException {
    FrozenTrial trial = startedBy(Worker.current());
    storage.heartbeat(List.of(trial.id()));
    assertThat(Sql.strings(file, "SELECT heartbeat FROM trial_heartbeats"))
        .singleElement()
        .asString()
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
  }

  @Test
  void endsATrialOfOptunaWhoseHeartbeatIsOld() throws SQLException {
    Sql.update(
        file,
        "INSERT INTO trials (number, study_id, state, datetime_start)"
            + " VALUES (0, 1, 'RUNNING', '2026-01-01 00:00:00.000000')");
    Sql.update(
        file,
        "INSERT INTO trial_heartbeats (trial_id, heartbeat)"
            + " VALUES (1, '2026-01-01 00:00:00.000000')");
    assertThat(storage.failLost(study, MINUTE)).hasSize(1);
    FrozenTrial retry = startedBy(Worker.current());
    assertThat(retry.index()).isZero();
    assertThat(retry.number()).isEqualTo(1);
  }

  @Test
  void retriesALostTrialWithTheValuesItWasEnqueuedWith() {
    storage.addTrial(study, Trials.waiting(Map.of("x", 0.5)));
    startedBy(DEAD);
    storage.failLost(study, MINUTE);

    FrozenTrial retry = startedBy(Worker.current());

    assertThat(retry.number()).isEqualTo(1);
    assertThat(retry.index()).isZero();
    assertThat(retry.systemAttributes())
        .isEqualTo(
            Map.of(
                FrozenTrial.FIXED_PARAMS, Map.of("x", 0.5),
                FrozenTrial.FAILED_TRIAL, 0L,
                FrozenTrial.RETRY_HISTORY, List.of(0L)));
    assertThat(retry.isLost()).isFalse();
  }

  @Test
  void doesNotCountLostTrialsToTheLimit() {
    startedBy(DEAD);
    storage.failLost(study, MINUTE);
    assertThat(storage.startTrial(study, Trials.startWithin(1))).isPresent();
    assertThat(storage.startTrial(study, Trials.startWithin(1))).isEmpty();
  }

  @Test
  void leavesATrialFailedThatWasRetriedOftenEnough() {
    startedBy(DEAD);
    assertThat(storage.failLost(study, MINUTE, 2)).allMatch(FrozenTrial::isLost).hasSize(1);
    assertThat(startedBy(DEAD).index()).isZero();
    assertThat(storage.failLost(study, MINUTE, 2)).allMatch(FrozenTrial::isLost).hasSize(1);
    FrozenTrial last = startedBy(DEAD);
    assertThat(last.retryHistory()).containsExactly(0, 1);

    FrozenTrial failed = storage.failLost(study, MINUTE, 2).get(0);

    assertThat(failed.isLost()).isFalse();
    assertThat(failed.state()).isEqualTo(TrialState.FAIL);
    assertThat(failed.reason().orElseThrow()).contains("ended without it", "often enough");
    assertThat(startedBy(Worker.current()).index()).isEqualTo(1);
  }

  @Test
  void refusesTheResultOfATrialThatWasGivenUp() {
    FrozenTrial orphan = startedBy(DEAD);
    storage.failLost(study, MINUTE);
    assertThatThrownBy(() -> storage.finish(orphan.id(), Trials.complete(1)))
        .isInstanceOf(TrialFinishedException.class)
        .hasMessage("trial 0 has ended as FAIL and cannot be changed");
  }
}
