package dev.afina.storage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A short run of what {@link SharedStudySoak} does for longer. */
@Timeout(180)
class SharedStudyTest {

  private static final int WAITING = 160;

  private static final SharedStudy.Chaos CHAOS =
      new SharedStudy.Chaos(4, 60, 5, Duration.ofMillis(100), 0);

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  private String sqlite() {
    return "sqlite:///" + folder.resolve("studies.db");
  }

  private String journal() {
    return "journal:///" + folder.resolve("studies.log");
  }

  @Test
  void sqliteGivesEachWaitingTrialToOneProcess() throws Exception {
    SharedStudy.workOff(sqlite(), 4, WAITING);
  }

  @Test
  void journalsGiveEachWaitingTrialToOneProcess() throws Exception {
    SharedStudy.workOff(journal(), 4, WAITING);
  }

  @Test
  void postgresGivesEachWaitingTrialToOneProcess() throws Exception {
    SharedStudy.workOff(PostgresServer.newDatabase(SharedStudyTest.class), 4, WAITING);
  }

  @Test
  void mariaDbGivesEachWaitingTrialToOneProcess() throws Exception {
    SharedStudy.workOff(MariaServer.newDatabase(SharedStudyTest.class), 4, WAITING);
  }

  @Test
  void otherProcessesSeeTheParametersOfARunningTrial() throws Exception {
    for (String url :
        List.of(sqlite(), journal(), PostgresServer.newDatabase(SharedStudyTest.class))) {
      SharedStudy.seeParameters(url, folder.resolve("done.txt"));
    }
  }

  @Test
  void sqliteLosesNothingWhenWorkersAreKilled() throws Exception {
    SharedStudy.survive(sqlite(), CHAOS, folder, () -> {});
  }

  @Test
  void journalsLoseNothingWhenWorkersAreKilled() throws Exception {
    SharedStudy.survive(journal(), CHAOS, folder, () -> {});
  }

  @Test
  void postgresLosesNothingWhenWorkersAreKilledAndTheServerIsRestarted() throws Exception {
    try (RestartingPostgres server = RestartingPostgres.orSkip(folder, SharedStudyTest.class)) {
      SharedStudy.survive(
          server.url(),
          new SharedStudy.Chaos(4, 60, 5, Duration.ofMillis(100), 1),
          folder,
          server::restart);
    }
  }
}
