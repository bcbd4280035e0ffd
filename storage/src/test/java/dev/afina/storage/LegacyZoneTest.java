package dev.afina.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.storage.Storage;
import dev.afina.core.trial.FrozenTrial;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LegacyZoneTest {

  @Test
  void readsAndWritesTheLocalTimesOfOlderOptunas(@TempDir Path folder) throws SQLException {
    Path file = folder.resolve("studies.db");
    String url = "sqlite:///" + file;
    Storages.open(url).close();
    Sql.update(file, "INSERT INTO studies VALUES (1, 's')");
    Sql.update(file, "INSERT INTO study_directions VALUES (1, 'MINIMIZE', 1, 0)");
    Sql.update(
        file,
        "INSERT INTO trials VALUES (1, 0, 1, 'FAIL', '2026-01-01 09:00:00.000000',"
            + " '2026-01-01 09:00:01.500000')");
    try (Storage storage = Storages.open(url + "?legacyZone=Asia/Tokyo")) {
      FrozenTrial read = storage.trials(1, -1, List.of()).get(0);
      assertThat(read.start()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
      assertThat(read.complete()).isEqualTo(Instant.parse("2026-01-01T00:00:01.500Z"));

      FrozenTrial mine = storage.startTrial(1, Trials.start()).orElseThrow();
      FrozenTrial ended = storage.finish(mine.id(), Trials.complete(1));
      assertThat(ended.start()).isEqualTo(mine.start());
      assertThat(ended.complete()).isAfterOrEqualTo(mine.start());
      assertThat(storage.failLost(1, Duration.ofSeconds(60))).isEmpty();
    }
    try (Storage storage = Storages.open(url)) {
      List<FrozenTrial> trials = storage.trials(1, -1, List.of());
      assertThat(trials.get(0).start()).isEqualTo(Instant.parse("2026-01-01T09:00:00Z"));
      assertThat(Duration.between(Instant.now(), trials.get(1).start()))
          .isBetween(Duration.ofHours(8), Duration.ofHours(9));
    }
  }
}
