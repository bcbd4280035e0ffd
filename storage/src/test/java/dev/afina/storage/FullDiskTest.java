package dev.afina.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.StorageException;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.trial.FrozenTrial;
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
import org.junit.jupiter.api.io.TempDir;

/** SQLite's own error of a full disk, provoked by a limit on the number of its pages. */
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
