package dev.afina.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight processes work off 2,000 waiting trials, and run 1,000 while they are killed sixty times
 * and the server is restarted twice. For some minutes; run by {@code storage/soak}, which keeps
 * what {@link SoakTable} wrote.
 */
class SharedStudySoak {

  private static final int PROCESSES = 8;
  private static final int WAITING = 2000;
  private static final SoakTable TABLE = new SoakTable(PROCESSES);

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  @AfterAll
  static void writeTheTable() throws IOException {
    TABLE.write(Path.of("target", "soak.md"));
  }

  private static SharedStudy.Chaos chaos(int restarts) {
    return new SharedStudy.Chaos(PROCESSES, 1000, 60, Duration.ofMillis(250), restarts);
  }

  private String sqlite() {
    return "sqlite:///" + folder.resolve("studies.db");
  }

  private String journal() {
    return "journal:///" + folder.resolve("studies.log");
  }

  @Test
  void sqliteGivesEachWaitingTrialToOneProcess() throws Exception {
    TABLE.workedOff("SQLite", SharedStudy.workOff(sqlite(), PROCESSES, WAITING));
  }

  @Test
  void journalsGiveEachWaitingTrialToOneProcess() throws Exception {
    TABLE.workedOff("journal", SharedStudy.workOff(journal(), PROCESSES, WAITING));
  }

  @Test
  void postgresGivesEachWaitingTrialToOneProcess() throws Exception {
    String url = PostgresServer.newDatabase(SharedStudySoak.class);
    TABLE.workedOff("PostgreSQL", SharedStudy.workOff(url, PROCESSES, WAITING));
  }

  @Test
  void sqliteLosesNothingWhenWorkersAreKilled() throws Exception {
    TABLE.survived("SQLite", SharedStudy.survive(sqlite(), chaos(0), folder, () -> {}));
  }

  @Test
  void journalsLoseNothingWhenWorkersAreKilled() throws Exception {
    TABLE.survived("journal", SharedStudy.survive(journal(), chaos(0), folder, () -> {}));
  }

  @Test
  void postgresLosesNothingWhenWorkersAreKilledAndTheServerIsRestarted() throws Exception {
    try (RestartingPostgres server = RestartingPostgres.orSkip(folder, SharedStudySoak.class)) {
      TABLE.survived(
          "PostgreSQL", SharedStudy.survive(server.url(), chaos(2), folder, server::restart));
    }
  }
}
