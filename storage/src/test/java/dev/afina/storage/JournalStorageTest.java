package dev.afina.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.StorageException;
import dev.afina.core.TrialFinishedException;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.TrialEdit;
import dev.afina.core.storage.Worker;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class JournalStorageTest {

  private static final Duration MINUTE = Duration.ofSeconds(60);

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  private Path file() {
    return folder.resolve("studies.log");
  }

  private static long study(Storage storage) {
    return storage.createStudy("study", List.of(Direction.MINIMIZE), Map.of()).id();
  }

  private void append(String text) throws IOException {
    Files.writeString(file(), text, StandardOpenOption.APPEND);
  }

  @Test
  void continuesAfterALineThatItsWriterLeftUnfinished() throws IOException {
    long study;
    try (Storage storage = JournalStorage.open(file())) {
      study = study(storage);
      storage.addTrial(study, Trials.waiting(Map.of("x", 0.5)));
    }
    String whole = Files.readString(file());
    append("{\"op_code\":4,\"worker_id\":\"dead");
    try (Storage storage = JournalStorage.open(file())) {
      assertThat(storage.trials(study, -1, List.of())).hasSize(1);
      storage.setStudyUserAttribute(study, "note", "after");
      assertThat(Files.readString(file())).startsWith(whole).contains("after");
      assertThat(Files.readString(file())).doesNotContain("dead");
    }
    try (Storage storage = JournalStorage.open(file())) {
      assertThat(storage.studies().get(0).userAttributes()).containsEntry("note", "after");
    }
  }

  @Test
  void namesTheLineOfGarbageInTheMiddle() throws IOException {
    try (Storage storage = JournalStorage.open(file())) {
      study(storage);
      append("@@@ garbage @@@\n");
      append("{\"op_code\":2,\"worker_id\":\"w\",\"study_id\":0,\"user_attr\":{\"a\":1}}\n");
      assertThatThrownBy(storage::studies)
          .isInstanceOf(StorageException.class)
          .hasMessageContainingAll("line 2", "studies.log", "garbage", "repair");
    }
    assertThatThrownBy(() -> JournalStorage.open(file()))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("line 2");
  }

  @Test
  void namesTheLineOfARecordThatLacksWhatItsKindHas() throws IOException {
    Files.writeString(file(), "{\"op_code\":0,\"worker_id\":\"w\"}\n");
    assertThatThrownBy(() -> JournalStorage.open(file()))
        .isInstanceOf(StorageException.class)
        .hasMessageContainingAll("line 1", "study_name");
  }

  @Test
  void passesOverRecordsOfUnknownKinds() throws IOException {
    try (Storage storage = JournalStorage.open(file())) {
      long study = study(storage);
      append("{\"op_code\":11,\"worker_id\":\"w\",\"trial_ids\":[0]}\n");
      assertThat(storage.startTrial(study, Trials.start())).isPresent();
    }
  }

  @Test
  void takesTrialsThatRustunaDiscardedForDiscarded() throws IOException {
    try (Storage storage = JournalStorage.open(file())) {
      long study = study(storage);
      FrozenTrial ended = storage.startTrial(study, Trials.start()).orElseThrow();
      storage.finish(ended.id(), Trials.complete(0.5));
      FrozenTrial running = storage.startTrial(study, Trials.start()).orElseThrow();
      append("{\"op_code\":10,\"worker_id\":\"w\",\"trial_ids\":[0,1,7]}\n");
      List<FrozenTrial> trials = storage.trials(study, -1, List.of());
      assertThat(trials).extracting(FrozenTrial::isDiscarded).containsExactly(true, false);
      assertThat(trials.get(0).state()).isEqualTo(TrialState.FAIL);
      assertThat(storage.finish(running.id(), Trials.complete(1)).isDiscarded()).isFalse();
      assertThat(storage.edit(ended.id(), TrialEdit.restore()).values()).containsExactly(0.5);
    }
  }

  @Test
  void takesTimesThatTellNoZoneAsThoseOfTheLegacyZone() throws IOException {
    Files.writeString(
        file(),
        "{\"op_code\":0,\"worker_id\":\"w\",\"study_name\":\"s\",\"directions\":[1]}\n"
            + "{\"op_code\":4,\"worker_id\":\"w\",\"study_id\":0,"
            + "\"datetime_start\":\"2026-01-01T09:00:00\"}\n");
    try (Storage storage =
        JournalStorage.open(
            file(), JournalLock.Kind.SYMLINK, JournalLock.GRACE, ZoneId.of("Asia/Tokyo"), false)) {
      assertThat(storage.trials(0, -1, List.of()).get(0).start())
          .isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }
  }

  @Test
  void breaksTheLockOfADeadWriter() throws IOException {
    try (Storage storage = Storages.open("journal:///" + file() + "?grace=0.2")) {
      Files.createSymbolicLink(folder.resolve("studies.log.lock"), file());
      study(storage);
      assertThat(storage.studies()).hasSize(1);
    }
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file());
    }
  }

  private static String holder(Instant started) {
    return "%d %d x %s"
        .formatted(Worker.current().pid(), started.toEpochMilli(), Worker.current().host());
  }

  @Test
  @Timeout(20) // less than the grace period
  void breaksTheLockOfAProcessThatDiedOnThisMachineAtOnce() throws IOException {
    try (Storage storage = JournalStorage.open(file())) {
      Files.writeString(
          folder.resolve("studies.log.lock"), holder(Instant.parse("2020-01-01T00:00:00Z")));
      study(storage);
      assertThat(storage.studies()).hasSize(1);
    }
  }

  @Test
  void waitsForTheLockOfALivingProcess() throws Exception {
    Path lock = folder.resolve("studies.log.lock");
    try (Storage storage = JournalStorage.open(file())) {
      Files.writeString(lock, holder(Worker.current().started()));
      Thread writer = new Thread(() -> study(storage));
      writer.start();
      writer.join(200);
      assertThat(writer.isAlive()).isTrue();
      Files.delete(lock);
      writer.join();
      assertThat(storage.studies()).hasSize(1);
    }
  }

  @Test
  void leavesALockToWhoeverTookItAway() throws IOException {
    Files.createFile(file());
    JournalLock lock = new JournalLock(file(), JournalLock.Kind.OPEN, JournalLock.GRACE);
    lock.acquire();
    assertThat(lock.isHeld()).isTrue();
    Path path = folder.resolve("studies.log.lock");
    Files.writeString(path, "another's");
    assertThat(lock.isHeld()).isFalse();
    lock.release();
    assertThat(path).hasContent("another's");
  }

  @Test
  void endsAndRetriesTheTrialOfADeadProcess() {
    Worker dead =
        new Worker(
            Worker.current().host(), Worker.current().pid(), Instant.parse("2020-01-01T00:00:00Z"));
    try (Storage storage = JournalStorage.open(file())) {
      long study = study(storage);
      storage.addTrial(study, Trials.waiting(Map.of("x", 0.5)));
      FrozenTrial orphan = storage.startTrial(study, Trials.start(dead)).orElseThrow();
      assertThat(storage.failLost(study, MINUTE))
          .singleElement()
          .satisfies(
              trial -> {
                assertThat(trial.isLost()).isTrue();
                assertThat(trial.reason().orElseThrow()).contains("ended without it");
              });
      assertThatThrownBy(() -> storage.finish(orphan.id(), Trials.complete(1)))
          .isInstanceOf(TrialFinishedException.class);
      assertThat(storage.startTrial(study, Trials.startWithin(1)).orElseThrow())
          .satisfies(
              retry -> {
                assertThat(retry.index()).isZero();
                assertThat(retry.number()).isEqualTo(1);
                assertThat(retry.systemAttributes())
                    .containsEntry(FrozenTrial.FIXED_PARAMS, Map.of("x", 0.5))
                    .containsEntry(FrozenTrial.RETRY_HISTORY, List.of(0L));
              });
      assertThat(storage.startTrial(study, Trials.startWithin(1))).isEmpty();
    }
    try (Storage again = JournalStorage.open(file())) {
      assertThat(again.trials(0, -1, List.of()))
          .extracting(FrozenTrial::index)
          .containsExactly(0, 0);
      assertThat(again.startTrial(0, Trials.startWithin(1))).isEmpty();
    }
  }

  @Test
  void endsTheTrialOfAWorkerElsewhereWhoseHeartbeatIsOld() throws IOException {
    Worker elsewhere = new Worker("elsewhere", 1, Instant.EPOCH);
    try (Storage storage = JournalStorage.open(file())) {
      long study = study(storage);
      FrozenTrial trial = storage.startTrial(study, Trials.start(elsewhere)).orElseThrow();
      assertThat(storage.failLost(study, MINUTE)).isEmpty();
      append(
          "{\"op_code\":9,\"worker_id\":\"w\",\"trial_id\":%d,\"system_attr\":{\"%s\":\"%s\"}}\n"
              .formatted(
                  trial.id(),
                  JournalTrial.HEARTBEAT,
                  JournalLines.time(Instant.now().minusSeconds(90))));
      storage.heartbeat(List.of(99L));
      assertThat(storage.failLost(study, Duration.ofMinutes(2))).isEmpty();
      assertThat(storage.failLost(study, MINUTE)).hasSize(1);
      assertThat(storage.trials(study, -1, List.of()).get(0).state()).isEqualTo(TrialState.FAIL);
    }
  }

  @Test
  void refusesAFolderAFileThatIsNotThereAndUnknownParameters() {
    assertThatThrownBy(() -> JournalStorage.open(folder))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("is a folder");
    assertThatThrownBy(() -> JournalStorage.open(folder.resolve("none").resolve("a.log")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> Storages.openExisting("journal:///" + file()))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("there is no journal");
    for (String bad :
        List.of("journal://a.log", "journal:///a.log?lock=flock", "journal:///a?b=c")) {
      assertThatThrownBy(() -> Storages.open(bad)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(file()).doesNotExist();
  }
}
