package dev.afina.storage;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight processes work off 2,000 waiting trials, and run 1,000 while they are killed sixty times
 * and the server is restarted twice. For some minutes; run by {@code storage/soak}.
 */
class SharedStudySoak {

  private static final int PROCESSES = 8;
  private static final int WAITING = 2000;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

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
    SharedStudy.workOff(sqlite(), PROCESSES, WAITING);
  }

  @Test
  void journalsGiveEachWaitingTrialToOneProcess() throws Exception {
    SharedStudy.workOff(journal(), PROCESSES, WAITING);
  }

  @Test
  void postgresGivesEachWaitingTrialToOneProcess() throws Exception {
    SharedStudy.workOff(PostgresServer.newDatabase(SharedStudySoak.class), PROCESSES, WAITING);
  }

  @Test
  void sqliteLosesNothingWhenWorkersAreKilled() throws Exception {
    SharedStudy.survive(sqlite(), chaos(0), folder, () -> {});
  }

  @Test
  void journalsLoseNothingWhenWorkersAreKilled() throws Exception {
    SharedStudy.survive(journal(), chaos(0), folder, () -> {});
  }

  @Test
  void postgresLosesNothingWhenWorkersAreKilledAndTheServerIsRestarted() throws Exception {
    try (RestartingPostgres server = RestartingPostgres.orSkip(folder, SharedStudySoak.class)) {
      SharedStudy.survive(server.url(), chaos(2), folder, server::restart);
    }
  }
}
