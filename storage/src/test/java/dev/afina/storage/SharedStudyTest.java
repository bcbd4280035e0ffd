package dev.afina.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes, some of them killed, work at one study in journals and on servers. */
class SharedStudyTest {

  private static final int WAITING = 60;
  private static final int TOTAL = 100;

  @Test
  void journalsGiveEachTrialToOneProcess(@TempDir Path folder) throws Exception {
    workTogether("journal:///" + folder.resolve("studies.log"));
  }

  @Test
  void postgresGivesEachTrialToOneProcess() throws Exception {
    workTogether(PostgresServer.newDatabase(SharedStudyTest.class));
  }

  @Test
  void mariaDbGivesEachTrialToOneProcess() throws Exception {
    workTogether(MariaServer.newDatabase(SharedStudyTest.class));
  }

  private static void workTogether(String url) throws Exception {
    try (Storage storage = Storages.open(url)) {
      long study = storage.createStudy("study", List.of(Direction.MINIMIZE), Map.of()).id();
      for (int i = 0; i < WAITING; i++) {
        storage.addTrial(study, Trials.waiting(Map.of("x", i / 200.0)));
      }
      List<Process> children = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        children.add(ChildWorker.start(url, "study", TOTAL));
      }
      awaitSome(storage, study);
      children.remove(0).destroyForcibly().waitFor();
      for (Process child : children) {
        assertEnds(child);
      }
      assertEnds(ChildWorker.start(url, "study", TOTAL));

      List<FrozenTrial> trials = storage.trials(study, -1, List.of());
      assertThat(trials)
          .extracting(FrozenTrial::number)
          .isEqualTo(IntStream.range(0, trials.size()).boxed().toList());
      assertThat(trials.stream().filter(FrozenTrial::isLost)).hasSizeLessThanOrEqualTo(1);
      Set<Integer> indices = new HashSet<>();
      for (FrozenTrial trial : trials) {
        if (!trial.isLost()) {
          assertThat(trial.state()).isEqualTo(TrialState.COMPLETE);
          assertThat(trial.values()).containsExactly(trial.number() / (1.0 + trial.number()));
          assertThat(trial.intermediateValues()).hasSize(2);
          assertThat(indices.add(trial.index())).isTrue();
        }
      }
      assertThat(indices).hasSize(TOTAL).allMatch(index -> index < TOTAL);
    }
  }

  /** Until something has ended, so that whoever is killed then is at work. */
  private static void awaitSome(Storage storage, long study) throws InterruptedException {
    for (int i = 0; i < 600; i++) {
      if (storage.trials(study, -1, List.of()).stream().anyMatch(t -> t.state().isFinished())) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(25);
    }
  }

  private static void assertEnds(Process child) throws Exception {
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).describedAs(output).isZero();
    assertThat(output).doesNotContain("Exception");
  }
}
