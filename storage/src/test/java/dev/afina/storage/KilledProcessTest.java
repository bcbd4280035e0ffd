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
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that work at one database, and die. */
class KilledProcessTest {

  private static final int KILLS = 6;

  @Test
  void leavesNoHalfWrittenTrialWhenProcessesAreKilled(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("studies.db");
    SplittableRandom random = new SplittableRandom(20);
    try (Storage storage = SqliteStorage.open(file)) {
      long study = storage.createStudy("study", List.of(Direction.MINIMIZE), Map.of()).id();
      for (int kill = 0; kill < KILLS; kill++) {
        int goal = storage.trials(study, -1, List.of()).size() + random.nextInt(1, 60);
        Process child = ChildWorker.start(file, "study", Integer.MAX_VALUE);
        while (child.isAlive() && storage.trials(study, -1, List.of()).size() < goal) {
          Thread.onSpinWait();
        }
        assertThat(child.isAlive()).isTrue();
        child.destroyForcibly().waitFor();
        assertThat(Sql.strings(file, "PRAGMA integrity_check")).containsExactly("ok");
      }
      int total = storage.trials(study, -1, List.of()).size() + 10;
      assertEnds(ChildWorker.start(file, "study", total));

      List<FrozenTrial> trials = storage.trials(study, -1, List.of());
      assertThat(trials)
          .extracting(FrozenTrial::number)
          .isEqualTo(IntStream.range(0, trials.size()).boxed().toList());
      List<FrozenTrial> lost = trials.stream().filter(FrozenTrial::isLost).toList();
      assertThat(lost).hasSizeLessThanOrEqualTo(KILLS);
      assertThat(lost).allMatch(trial -> trial.state() == TrialState.FAIL);
      Set<Integer> indices = new HashSet<>();
      for (FrozenTrial trial : trials) {
        if (!trial.isLost()) {
          assertWhole(trial);
          assertThat(indices.add(trial.index())).isTrue();
        }
      }
      assertThat(indices).hasSize(total).allMatch(index -> index < total);
    }
  }

  private static void assertWhole(FrozenTrial trial) {
    double x = trial.number() / (1.0 + trial.number());
    assertThat(trial.state()).isEqualTo(TrialState.COMPLETE);
    assertThat(trial.values()).containsExactly(x);
    assertThat(trial.params().space()).isEqualTo(ChildWorker.SPACE);
    assertThat(trial.params().getDouble("x")).isEqualTo(x);
    assertThat(trial.intermediateValues()).isEqualTo(new TreeMap<>(Map.of(0, x, 1, x / 2)));
    assertThat(trial.userAttributes()).containsOnlyKeys("a", "b");
    assertThat(trial.constraints()).isEqualTo(Map.of("memory", -x));
    assertThat(trial.complete()).isNotNull();
  }

  @Test
  void handsEachWaitingTrialToOneOfSeveralProcesses(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("studies.db");
    try (Storage storage = SqliteStorage.open(file)) {
      long study = storage.createStudy("study", List.of(Direction.MINIMIZE), Map.of()).id();
      for (int i = 0; i < 200; i++) {
        storage.addTrial(study, Trials.waiting(Map.of("x", i / 200.0)));
      }
      List<Process> children = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        children.add(ChildWorker.start(file, "study", 200));
      }
      for (Process child : children) {
        assertEnds(child);
      }
      List<FrozenTrial> trials = storage.trials(study, -1, List.of());
      assertThat(trials).hasSize(200);
      trials.forEach(KilledProcessTest::assertWhole);
    }
  }

  @Test
  void makesOneDatabaseWhenProcessesStartTogether(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("studies.db");
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 8; i++) {
      Thread thread = new Thread(() -> SqliteStorage.open(file).close());
      thread.setUncaughtExceptionHandler((t, e) -> failures.add(e));
      threads.add(thread);
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
    assertThat(Sql.strings(file, "SELECT COUNT(*) FROM alembic_version")).containsExactly("1");
    assertThat(Sql.strings(file, "SELECT COUNT(*) FROM afina_schema")).containsExactly("1");
  }

  private static void assertEnds(Process child) throws Exception {
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).describedAs(output).isZero();
  }
}
