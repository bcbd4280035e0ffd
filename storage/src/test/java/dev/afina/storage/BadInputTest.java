package dev.afina.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.StorageException;
import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.Worker;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Files keep what is extreme, or say in one sentence why not. */
class BadInputTest {

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  private Storage open(String kind) {
    return Storages.open(kind + ":///" + folder.resolve("studies"));
  }

  private static long study(Storage storage) {
    return storage.createStudy("s", List.of(Direction.MINIMIZE), Map.of()).id();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "journal"})
  void keepsWhatIsLargeOrExtreme(String kind) {
    String name = "x".repeat(600);
    SearchSpace space =
        SearchSpace.builder().doubleRange(name, -1e308, 1e308).doubleRange("X", 0, 1).build();
    FrozenTrial ended;
    try (Storage storage = open(kind)) {
      long study = study(storage);
      FrozenTrial trial = storage.startTrial(study, Trials.start()).orElseThrow();
      storage.setTrialUserAttributes(trial.id(), Map.of("large", "y".repeat(5_000_000)));
      storage.report(trial.id(), 0, Double.NaN, Params.empty());
      storage.report(trial.id(), 1, Double.NEGATIVE_INFINITY, Params.empty());
      ended =
          storage.finish(
              trial.id(), Trials.complete(Params.of(space, new double[] {1e308, 0.5}), -1e308));
    }
    try (Storage storage = open(kind)) {
      FrozenTrial read = storage.trials(storage.studies().get(0).id(), -1, List.of()).get(0);
      assertThat(read).isEqualTo(ended);
      assertThat(read.values()).containsExactly(-1e308);
      assertThat(read.params().internal(0)).isEqualTo(1e308);
      assertThat(read.intermediateValues())
          .isEqualTo(Map.of(0, Double.NaN, 1, Double.NEGATIVE_INFINITY));
      assertThat((String) read.userAttributes().get("large")).hasSize(5_000_000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "journal"})
  void refusesValuesThatAreNotNumbers(String kind) {
    try (Storage storage = open(kind)) {
      long study = study(storage);
      FrozenTrial trial = storage.startTrial(study, Trials.start()).orElseThrow();
      assertThatThrownBy(() -> storage.finish(trial.id(), Trials.complete(Double.NaN)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("value 0 is NaN");
      Params nan =
          Params.of(
              SearchSpace.builder().doubleRange("x", 0, 1).build(), new double[] {Double.NaN});
      assertThatThrownBy(() -> storage.addParams(trial.id(), nan))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("\"x\" is NaN");
      assertThat(storage.trials(study, -1, List.of())).containsExactly(trial);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SQLiteErrorCode.class,
      names = {"SQLITE_PROTOCOL", "SQLITE_IOERR_LOCK", "SQLITE_IOERR_SHMLOCK"})
  void saysThatANetworkDiskRefusesLocks(SQLiteErrorCode code) {
    SqliteDialect dialect = new SqliteDialect("studies.db", Duration.ZERO, ZoneOffset.UTC);
    assertThat(dialect.explain(new SQLiteException("refused", code), "open the storage"))
        .hasMessageContainingAll("open the storage in studies.db", "refuses locks", "local disk");
  }

  @Test
  void saysThatTheLockOfAJournalCannotBeMade() throws Exception {
    Path journal = folder.resolve("studies.log");
    try (Storage storage = JournalStorage.open(journal)) {
      study(storage);
      Files.createDirectory(folder.resolve("gone"));
    }
    Path elsewhere = folder.resolve("gone").resolve("studies.log");
    Files.copy(journal, elsewhere);
    try (Storage storage = JournalStorage.open(elsewhere)) {
      Files.delete(elsewhere);
      Files.delete(folder.resolve("gone"));
      assertThatThrownBy(() -> storage.setStudyUserAttribute(0, "a", 1L))
          .isInstanceOf(StorageException.class)
          .hasMessageContainingAll("cannot be locked", "studies.log.lock", "writable");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "journal"})
  void losesNoTrialWhenTheClockJumpsBackwards(String kind) {
    try (Storage storage = open(kind)) {
      long study = study(storage);
      FrozenTrial mine = storage.startTrial(study, Trials.start()).orElseThrow();
      Instant later = Instant.parse("2040-01-01T00:00:00Z");
      storage.detach(mine.id(), Params.empty(), Duration.between(Instant.now(), later));
      assertThat(storage.failLost(study, Duration.ofSeconds(60))).isEmpty();
      assertThat(storage.finish(mine.id(), Trials.complete(1)).state())
          .isEqualTo(TrialState.COMPLETE);

      FrozenTrial backwards =
          storage.addTrial(
              study,
              FrozenTrial.builder(TrialState.COMPLETE)
                  .values(List.of(1.0))
                  .start(later)
                  .complete(later.minusSeconds(3600))
                  .build());
      assertThat(backwards.duration()).contains(Duration.ofHours(-1));
      assertThat(storage.startTrial(study, Trials.start()).orElseThrow().number()).isEqualTo(2);
    }
  }

  @Test
  void tellsAProcessFromALaterOneOfItsNumberWhateverTheClockSays() {
    Worker self = Worker.current();
    assertThat(self.isAlive()).isTrue();
    assertThat(new Worker(self.host(), self.pid(), self.started().minusSeconds(5)).isAlive())
        .isFalse();
    if (Files.exists(Path.of("/proc/self/stat"))) {
      assertThat(self.started()).isBefore(Instant.parse("2000-01-01T00:00:00Z"));
    }
  }
}
