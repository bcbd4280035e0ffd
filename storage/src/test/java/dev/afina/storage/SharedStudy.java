package dev.afina.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Several processes work at one study, and what they leave is checked. */
final class SharedStudy {

  private SharedStudy() {}

  /**
   * How workers are disturbed. Kills and restarts are spread over the trials, not over the time, so
   * that a slow machine, where workers take long to begin, gets on as well.
   *
   * @param workers at once
   * @param trials in all
   * @param kills of a worker
   * @param pause that a trial takes
   * @param restarts of the server
   */
  record Chaos(int workers, int trials, int kills, Duration pause, int restarts) {

    boolean isDue(int happened, int planned, int ended) {
      return happened < planned && ended >= trials * (happened + 1) / (planned + 1);
    }
  }

  /**
   * What several processes made of a study.
   *
   * @param trials that count
   * @param lost by killed workers, and evaluated again
   * @param kills of a worker
   * @param restarts of the server
   * @param time from the first worker's start to the last one's end
   */
  record Outcome(int trials, int lost, int kills, int restarts, Duration time) {}

  /** Restarts the server. */
  interface Restart {
    void run() throws IOException;
  }

  /** Processes work off waiting trials: each is run once, by one of them. */
  static Outcome workOff(String url, int processes, int waiting) throws Exception {
    try (Storage storage = Storages.open(url)) {
      long study = storage.createStudy("study", List.of(Direction.MINIMIZE), Map.of()).id();
      for (int i = 0; i < waiting; i++) {
        storage.addTrial(study, Trials.waiting(Map.of("x", i / (1.0 + waiting))));
      }
      long begin = System.nanoTime();
      List<Process> children = new ArrayList<>();
      for (int i = 0; i < processes; i++) {
        children.add(ChildWorker.start(url, "study", waiting));
      }
      List<Integer> ran = new ArrayList<>();
      for (Process child : children) {
        output(child).lines().map(Integer::valueOf).forEach(ran::add);
      }
      Outcome outcome = new Outcome(waiting, 0, 0, 0, since(begin));
      List<Integer> all = IntStream.range(0, waiting).boxed().toList();
      assertThat(ran).containsExactlyInAnyOrderElementsOf(all);
      List<FrozenTrial> trials = storage.trials(study, -1, List.of());
      assertThat(trials).extracting(FrozenTrial::number).isEqualTo(all);
      assertThat(trials)
          .allMatch(trial -> trial.state() == TrialState.COMPLETE)
          .allMatch(trial -> trial.values().get(0) == trial.number() / (1.0 + trial.number()))
          .allMatch(trial -> trial.intermediateValues().size() == 2);
      return outcome;
    }
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** Another process sees what was chosen for a trial long before that ends. */
  static void seeParameters(String url, Path done) throws Exception {
    try (Storage storage = Storages.open(url)) {
      Study study =
          Study.named("study").storage(storage).sampler(new RandomSampler()).seed(1).create();
      Process worker = ChaosWorker.start(url, 1, 60_000, done);
      try {
        List<FrozenTrial> trials = study.trials();
        while (trials.isEmpty() || trials.get(0).params().size() == 0) {
          assertThat(worker.isAlive()).isTrue();
          TimeUnit.MILLISECONDS.sleep(5);
          trials = study.trials();
        }
        assertThat(trials.get(0).state()).isEqualTo(TrialState.RUNNING);
        assertThat(trials.get(0).params().names()).containsExactly("x");
      } finally {
        worker.destroyForcibly().waitFor();
      }
    }
  }

  /** Workers are killed, one after the other, and replaced, until the study is complete. */
  static Outcome survive(String url, Chaos chaos, Path folder, Restart restart) throws Exception {
    Path done = folder.resolve("done.txt");
    Files.writeString(done, "");
    SplittableRandom random = new SplittableRandom(1);
    List<Process> workers = new ArrayList<>();
    try (Storage storage = Storages.open(url)) {
      Study study =
          Study.named("study").storage(storage).sampler(new RandomSampler()).seed(1).create();
      long begin = System.nanoTime();
      int restarts = 0;
      int kills = 0;
      for (int ended = 0; ended < chaos.trials; ended = counted(study.trials()).size()) {
        replace(workers, url, chaos, done);
        if (chaos.isDue(restarts, chaos.restarts, ended)) {
          restart.run();
          restarts++;
        }
        if (chaos.isDue(kills, chaos.kills, ended)) {
          // The last one may only just have begun.
          Process victim = workers.remove(random.nextInt(workers.size() - 1));
          victim.destroyForcibly().waitFor();
          kills++;
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
      assertThat(restarts).isEqualTo(chaos.restarts);
      assertThat(kills).isPositive();
      for (Process worker : workers) {
        assertThat(output(worker)).isEmpty();
      }
      Duration time = since(begin);
      check(study, chaos.trials, Files.readAllLines(done));
      int lost = (int) study.trials().stream().filter(FrozenTrial::isLost).count();
      return new Outcome(chaos.trials, lost, kills, restarts, time);
    } finally {
      workers.forEach(Process::destroyForcibly);
    }
  }

  private static void replace(List<Process> workers, String url, Chaos chaos, Path done)
      throws IOException {
    workers.removeIf(worker -> !worker.isAlive());
    while (workers.size() < chaos.workers) {
      workers.add(ChaosWorker.start(url, chaos.trials, chaos.pause.toMillis(), done));
    }
  }

  private static List<FrozenTrial> counted(List<FrozenTrial> trials) {
    return trials.stream().filter(t -> t.state().isFinished() && !t.isLost()).toList();
  }

  private static void check(Study study, int expected, List<String> done) {
    List<FrozenTrial> trials = study.trials();
    assertThat(trials).allMatch(trial -> trial.state().isFinished());
    assertThat(trials)
        .extracting(FrozenTrial::number)
        .isEqualTo(IntStream.range(0, trials.size()).boxed().toList());
    List<FrozenTrial> counted = counted(trials);
    assertThat(counted).hasSize(expected).allMatch(t -> t.state() == TrialState.COMPLETE);
    Set<Integer> indices = new HashSet<>();
    assertThat(counted).allMatch(trial -> indices.add(trial.index()) && trial.index() < expected);
    assertThat(done).doesNotHaveDuplicates();
    Set<String> complete = new HashSet<>();
    counted.forEach(trial -> complete.add(Integer.toString(trial.number())));
    assertThat(complete).containsAll(done);
    double best =
        counted.stream()
            .mapToDouble(trial -> Math.pow(trial.params().internal("x"), 2))
            .min()
            .orElseThrow();
    assertThat(study.bestTrial().orElseThrow().values()).containsExactly(best);
  }

  /** What a process that ends well has printed. */
  private static String output(Process child) throws Exception {
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).describedAs(output).isIn(0, 137);
    assertThat(output).doesNotContain("Exception");
    return output
        .lines()
        .filter(line -> !line.startsWith("SLF4J"))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }
}
