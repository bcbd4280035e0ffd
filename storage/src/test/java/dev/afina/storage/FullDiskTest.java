package dev.afina.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.StorageException;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.trial.FrozenTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing half-written stays when the disk is full: SQLite's own error, provoked by a limit on the
 * number of its pages, and disks that are.
 */
class FullDiskTest {

  private static final String LARGE = "x".repeat(100_000);

  @Test
  void storesNothingOfWhatDoesNotFitAndGoesOnWhenThereIsSpace(@TempDir Path folder)
      throws SQLException {
    Path file = folder.resolve("studies.db");
    SqliteDialect dialect = new SqliteDialect("studies.db", Duration.ofSeconds(1), ZoneOffset.UTC);
    SqliteStorage.open(file).close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        Session session = new Session(connection, dialect);
        RelationalStorage storage =
            new RelationalStorage(new Database(dialect, new SessionPair(session, session))) {}) {
      StudyRecord study = storage.createStudy("study", List.of(Direction.MINIMIZE), Map.of());
      FrozenTrial trial = storage.startTrial(study.id(), Trials.start()).orElseThrow();
      statement.execute("PRAGMA max_page_count = 1");

      assertThatThrownBy(() -> storage.setTrialUserAttributes(trial.id(), Map.of("a", LARGE)))
          .isInstanceOf(StorageException.class)
          .hasMessageContainingAll("write a trial's attributes", "studies.db", "disk is full");

      assertThat(storage.trials(study.id(), -1, List.of())).containsExactly(trial);
      statement.execute("PRAGMA max_page_count = 100000");
      storage.setTrialUserAttributes(trial.id(), Map.of("a", LARGE));
      assertThat(storage.finish(trial.id(), Trials.complete(1)).userAttributes())
          .containsEntry("a", LARGE);
    }
    assertThat(Sql.strings(file, "PRAGMA integrity_check")).containsExactly("ok");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "journal"})
  void takesBackWhatStoppedInTheMiddleBecauseTheDiskIsFull(String kind, @TempDir Path folder)
      throws IOException {
    try (SmallDisk disk = SmallDisk.orSkip(folder.resolve("disk"), 1024, FullDiskTest.class)) {
      String url = kind + ":///" + disk.folder().resolve("studies");
      try (Storage storage = Storages.open(url)) {
        long study = storage.createStudy("study", List.of(Direction.MINIMIZE), Map.of()).id();
        FrozenTrial trial = storage.startTrial(study, Trials.start()).orElseThrow();
        disk.fillUpTo(40_000);

        for (int i = 0; i < 2; i++) {
          assertThatThrownBy(() -> storage.setTrialUserAttributes(trial.id(), Map.of("a", LARGE)))
              .isInstanceOf(StorageException.class)
              .hasMessageContainingAll("write a trial's attributes", "studies", "disk is full");
          assertThat(storage.trials(study, -1, List.of())).containsExactly(trial);
        }
        try (Storage other = Storages.open(url)) {
          assertThat(other.trials(study, -1, List.of())).containsExactly(trial);
          other.setTrialUserAttributes(trial.id(), Map.of("b", 1L));
        }
        disk.free();
        storage.setTrialUserAttributes(trial.id(), Map.of("a", LARGE));
      }
      try (Storage again = Storages.open(url)) {
        assertThat(again.findTrial(first(again)).orElseThrow().userAttributes())
            .isEqualTo(Map.of("a", LARGE, "b", 1L));
      }
    }
  }

  private static long first(Storage storage) {
    long study = storage.studies().get(0).id();
    return storage.trials(study, -1, List.of()).get(0).id();
  }

  @Test
  @Timeout(20)
  void leavesNoLockBehindThatTheDiskHadNoRoomFor(@TempDir Path folder) throws IOException {
    try (SmallDisk disk = SmallDisk.orSkip(folder.resolve("disk"), 256, FullDiskTest.class)) {
      Path file = disk.folder().resolve("studies.log");
      try (Storage storage = JournalStorage.open(file)) {
        long study = storage.createStudy("study", List.of(Direction.MINIMIZE), Map.of()).id();
        byte[] before = Files.readAllBytes(file);
        disk.fillUpTo(0);
        assertThatThrownBy(() -> storage.startTrial(study, Trials.start()))
            .isInstanceOf(StorageException.class)
            .hasMessageContainingAll("studies.log", "disk is full");
        assertThat(disk.folder().resolve("studies.log.lock")).doesNotExist();
        assertThat(file).hasBinaryContent(before);
        disk.free();
        assertThat(storage.startTrial(study, Trials.start())).isPresent();
      }
    }
  }

  @Test
  void saysThatADatabaseIsReadOnly(@TempDir Path folder) throws SQLException {
    Path file = folder.resolve("studies.db");
    SqliteDialect dialect = new SqliteDialect("studies.db", Duration.ofSeconds(1), ZoneOffset.UTC);
    SqliteStorage.open(file).close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        Session session = new Session(connection, dialect);
        RelationalStorage storage =
            new RelationalStorage(new Database(dialect, new SessionPair(session, session))) {}) {
      statement.execute("PRAGMA query_only = ON");
      assertThatThrownBy(() -> storage.createStudy("a", List.of(Direction.MINIMIZE), Map.of()))
          .isInstanceOf(StorageException.class)
          .hasMessageContainingAll("create a study", "read-only");
      assertThat(storage.studies()).isEmpty();
    }
  }
}
