package dev.afina.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.storage.InMemoryStorage;
import dev.afina.core.storage.Storage;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A deterministic study in a database, worked at by processes that die. */
@Timeout(120)
class DeterministicStudyTest {

  private static final int TRIALS = 60;

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("studies.db");
  }

  /** In memory, by one worker, without any interruption. */
  private static Map<Integer, List<Object>> expected() {
    Study calm = ChildStudy.study(new InMemoryStorage()).create();
    calm.optimize(ChildStudy::objective, Budget.trials(TRIALS));
    assertThat(calm.trials())
        .extracting(FrozenTrial::state)
        .contains(TrialState.COMPLETE, TrialState.PRUNED);
    return ChildStudy.results(calm.trials());
  }

  private static long finished(Study study) {
    return study.trials().stream().filter(t -> t.state().isFinished() && !t.isLost()).count();
  }

  private static void killAfter(Process child, Study study, int trials) throws Exception {
    while (finished(study) < trials) {
      assertThat(child.isAlive()).isTrue();
      Thread.sleep(1);
    }
    child.destroyForcibly().waitFor();
  }

  private static void assertEnds(Process child) throws Exception {
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).describedAs(output).isZero();
  }

  @Test
  void isTheSameAfterKillsAndWithOtherNumbersOfWorkers() throws Exception {
    try (Storage storage = SqliteStorage.open(file())) {
      Study study = ChildStudy.study(storage).create();
      killAfter(ChildStudy.start(file(), TRIALS, 3), study, 8);
      killAfter(ChildStudy.start(file(), TRIALS, 1), study, 16);
      killAfter(ChildStudy.start(file(), TRIALS, 4), study, 28);
      assertEnds(ChildStudy.start(file(), TRIALS, 2));

      List<FrozenTrial> trials = study.trials();
      assertThat(trials).anyMatch(FrozenTrial::isLost);
      assertThat(trials).allMatch(trial -> trial.state().isFinished());
      assertThat(ChildStudy.results(trials)).isEqualTo(expected());
    }
  }

  @Test
  void isTheSameAfterKillsInAJournal() throws Exception {
    isTheSameAfterAKill("journal:///" + folder.resolve("studies.log"));
  }

  @Test
  void isTheSameAfterKillsInPostgres() throws Exception {
    isTheSameAfterAKill(PostgresServer.newDatabase(DeterministicStudyTest.class));
  }

  private static void isTheSameAfterAKill(String url) throws Exception {
    try (Storage storage = Storages.open(url)) {
      Study study = ChildStudy.study(storage).create();
      killAfter(ChildStudy.start(url, TRIALS, 3), study, 12);
      killAfter(ChildStudy.start(url, TRIALS, 4), study, 30);
      assertEnds(ChildStudy.start(url, TRIALS, 2));

      assertThat(study.trials()).allMatch(trial -> trial.state().isFinished());
      assertThat(ChildStudy.results(study.trials())).isEqualTo(expected());
    }
  }

  @Test
  void isTheSameWhenOneOfSeveralProcessesIsKilled() throws Exception {
    try (Storage storage = SqliteStorage.open(file())) {
      Study study = ChildStudy.study(storage).create();
      Process dying = ChildStudy.start(file(), TRIALS, 4);
      Process staying = ChildStudy.start(file(), TRIALS, 3);
      killAfter(dying, study, 16);
      assertEnds(staying);

      assertThat(ChildStudy.results(study.trials())).isEqualTo(expected());
    }
  }

  @Test
  void keepsWhatItNeedsBesideStudyAndTrials() throws Exception {
    Study study;
    try (Storage storage = SqliteStorage.open(file())) {
      study = ChildStudy.study(storage).create();
      study.optimize(ChildStudy::objective, Budget.trials(9).inParallel(2));
    }
    assertThat(
            Sql.strings(
                file(), "SELECT value_json FROM study_system_attributes WHERE key='afina:window'"))
        .containsExactly("4");
    assertThat(
            Sql.strings(
                file(),
                "SELECT value_json FROM trial_system_attributes WHERE key='afina:joint'"
                    + " ORDER BY trial_id"))
        .hasSize(9)
        .allMatch(
            json -> json.matches("\\{\"results\": \\d, \"params\": \\{\"x\": .*, \"y\": .*}}"))
        .element(8, InstanceOfAssertFactories.STRING)
        .startsWith("{\"results\": 5,");
    try (Storage storage = SqliteStorage.open(file())) {
      assertThat(Study.named("study").storage(storage).load().window()).hasValue(4);
    }
  }
}
