package dev.afina.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.AfinaException;
import dev.afina.core.HopelessStudyException;
import dev.afina.core.RunAbortedException;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.BruteForceSampler;
import dev.afina.core.sampler.GridSampler;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.storage.InMemoryStorage;
import dev.afina.core.storage.Storage;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialInterruptedException;
import dev.afina.core.trial.TrialPrunedException;
import dev.afina.core.trial.TrialState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DeterministicStudyTest {

  private static final int TRIALS = 48;

  private static StudyBuilder study(int window) {
    return Study.named("study").seed(7).deterministic(window);
  }

  /** Conditional, reporting, sometimes failing and sometimes infeasible, after a random time. */
  static double objective(Trial trial) throws InterruptedException {
    double x = trial.suggestDouble("x", 0, 1);
    int n = trial.suggestInt("n", 1, 4);
    linger();
    double y = n > 2 ? trial.suggestDouble("y", 0, 1) : 0.5;
    if (x > 0.8 && n == 1) {
      throw new IllegalStateException("no luck");
    }
    for (int step = 0; step < n; step++) {
      linger();
      trial.report(x * y + step, step);
      if (trial.shouldPrune()) {
        throw new TrialPrunedException();
      }
    }
    boolean flag = trial.suggestBoolean("flag");
    trial.constrain("room", flag ? x - 0.5 : -1);
    return x * y;
  }

  private static void linger() throws InterruptedException {
    int micros = ThreadLocalRandom.current().nextInt(1500);
    Thread.sleep(micros / 1000, micros % 1000 * 1000);
  }

  /** All that must be the same, by index. */
  static Map<Integer, List<Object>> results(Study study) {
    Map<Integer, List<Object>> results = new TreeMap<>();
    for (FrozenTrial trial : study.trials()) {
      if (!trial.isLost()) {
        List<Object> result =
            List.of(
                trial.state(),
                trial.values(),
                trial.params(),
                trial.intermediateValues(),
                trial.constraints(),
                trial.reason());
        assertThat(results.put(trial.index(), result)).isNull();
      }
    }
    return results;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void givesTheSameTrialsForAnyNumberOfWorkers(int window) {
    WatchingSampler first = new WatchingSampler();
    Study alone = study(window).sampler(first).pruner(first).create();
    alone.optimize(DeterministicStudyTest::objective, Budget.trials(TRIALS));
    assertThat(alone.trials()).hasSize(TRIALS);
    assertThat(alone.trials())
        .extracting(FrozenTrial::state)
        .contains(TrialState.COMPLETE, TrialState.PRUNED, TrialState.FAIL);
    for (int workers = 1; workers <= window; workers += 2) {
      WatchingSampler other = new WatchingSampler();
      Study again = study(window).sampler(other).pruner(other).create();
      again.optimize(DeterministicStudyTest::objective, Budget.trials(TRIALS).inParallel(workers));
      assertThat(results(again)).isEqualTo(results(alone));
      assertThat(other.seen).isEqualTo(first.seen);
    }
  }

  @Test
  void goesOnWithOtherNumbersOfWorkersAsIfItHadNotStopped() {
    WatchingSampler watching = new WatchingSampler();
    Study calm = study(5).sampler(watching).pruner(watching).create();
    calm.enqueue(Map.of("x", 0.25, "n", 3));
    calm.optimize(DeterministicStudyTest::objective, Budget.trials(TRIALS).inParallel(2));

    Storage storage = new InMemoryStorage();
    WatchingSampler other = new WatchingSampler();
    study(5).storage(storage).create().enqueue(Map.of("x", 0.25, "n", 3));
    for (int run = 0; counted(storage) < TRIALS; run++) {
      Study part =
          Study.named("study").sampler(other).pruner(other).storage(storage).createOrLoad();
      AtomicInteger before = new AtomicInteger(4 + run);
      try {
        part.optimize(
            trial -> {
              double value = objective(trial);
              if (before.getAndDecrement() == 0) {
                throw new RunAbortedException("the machine is gone", null);
              }
              return value;
            },
            Budget.trials(TRIALS).inParallel(1 + run % 5));
      } catch (RunAbortedException e) {
        assertThat(part.trials()).anyMatch(FrozenTrial::isLost);
      }
    }
    Study resumed = Study.named("study").storage(storage).load();
    assertThat(resumed.trials()).anyMatch(FrozenTrial::isLost);
    assertThat(results(resumed)).isEqualTo(results(calm));
    assertThat(other.seen).isEqualTo(watching.seen);
  }

  private static long counted(Storage storage) {
    return storage.trials(0, -1, List.of()).stream()
        .filter(t -> t.state().isFinished() && !t.isLost())
        .count();
  }

  @Test
  void sharesTheTrialsAmongSeveralStudyObjects() throws InterruptedException {
    WatchingSampler watching = new WatchingSampler();
    Study alone = study(4).sampler(watching).pruner(watching).create();
    alone.optimize(DeterministicStudyTest::objective, Budget.trials(TRIALS));

    Storage storage = new InMemoryStorage();
    List<WatchingSampler> samplers = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      WatchingSampler sampler = new WatchingSampler();
      samplers.add(sampler);
      Study part = study(4).sampler(sampler).pruner(sampler).storage(storage).createOrLoad();
      threads.add(
          new Thread(
              () ->
                  part.optimize(
                      DeterministicStudyTest::objective, Budget.trials(TRIALS).inParallel(2))));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(results(Study.named("study").storage(storage).load())).isEqualTo(results(alone));
    for (WatchingSampler sampler : samplers) {
      assertThat(watching.seen).containsAllEntriesOf(sampler.seen);
    }
  }

  @Test
  void showsEachTrialTheResultsBelowItsWindowAndWhatTheOthersBeganWith() {
    WatchingSampler watching = new WatchingSampler();
    Study study = study(3).sampler(watching).pruner(Pruner.none()).create();
    study.optimize(
        trial -> trial.suggestDouble("x", 0, 1) + trial.suggestDouble("y", 0, 1), Budget.trials(6));
    List<FrozenTrial> trials = study.trials();
    String[] rows = String.valueOf(watching.seen.get("5 joint y")).split("\n", -1);
    assertThat(rows).hasSize(7);
    for (int row = 0; row <= 2; row++) {
      assertThat(rows[row + 1])
          .startsWith("%d COMPLETE %s ".formatted(row, trials.get(row).values().get(0)));
    }
    for (int row = 3; row <= 4; row++) {
      assertThat(rows[row + 1])
          .isEqualTo(
              "%d RUNNING NaN NaN NaN [] %s %s"
                  .formatted(
                      row,
                      trials.get(row).params().getDouble("x"),
                      trials.get(row).params().getDouble("y")));
    }
    assertThat(rows[6]).isEqualTo("5 RUNNING NaN NaN NaN [] NaN NaN");
    assertThat(rows[0]).contains("[x, y]").endsWith(" 3 3 0 0 0");
  }

  @Test
  void refusesMoreWorkersThanItsWindow() {
    Study study = study(4).create();
    assertThatThrownBy(
            () -> study.optimize(DeterministicStudyTest::objective, Budget.trials(9).inParallel(5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 trials")
        .hasMessageContaining("a window of 4; run at most 4");
    assertThat(study.trials()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -3, 1025})
  void refusesWindowsOutOfRange(int window) {
    assertThatThrownBy(() -> Study.create().deterministic(window))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 1024")
        .hasMessageContaining("not " + window);
  }

  @Test
  void keepsTheWindowThatItWasCreatedWith() {
    Storage storage = new InMemoryStorage();
    assertThat(study(8).storage(storage).create().window()).hasValue(8);
    assertThat(Study.named("study").storage(storage).load().window()).hasValue(8);
    assertThat(study(8).storage(storage).createOrLoad().window()).hasValue(8);
    assertThatThrownBy(() -> study(4).storage(storage).load())
        .isInstanceOf(AfinaException.class)
        .hasMessageContaining("a window of 8, not 4");
    Study free = Study.named("free").storage(storage).create();
    assertThat(free.window()).isEmpty();
    assertThatThrownBy(() -> Study.named("free").deterministic(2).storage(storage).load())
        .isInstanceOf(AfinaException.class)
        .hasMessageContaining("was not created deterministic")
        .hasMessageContaining("a window of 2");
  }

  @Test
  void asksForAResultBeforeItIsNeeded() {
    Study study = study(2).create();
    Trial first = study.ask();
    Trial second = study.ask();
    assertThatThrownBy(study::ask)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a window of 2")
        .hasMessageContaining("the trial of index 0; tell that one first");
    study.tell(second, 1);
    assertThatThrownBy(study::ask).isInstanceOf(IllegalStateException.class);
    study.fail(first, "no luck");
    assertThat(study.ask().index()).isEqualTo(2);
    assertThat(study.trials()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6})
  void triesEveryPointOfAGridOnce(int workers) {
    SearchSpace grid =
        SearchSpace.builder().intRange("a", 0, 4).categorical("b", "p", "q", "r").build();
    Study study = study(6).sampler(GridSampler.over(grid)).create();
    study.optimize(
        trial -> {
          linger();
          return trial.suggestInt("a", 0, 4)
              + trial.suggestCategorical("b", "p", "q", "r").length();
        },
        Budget.unlimited().inParallel(workers));
    assertThat(study.trials()).hasSize(15).extracting(FrozenTrial::params).doesNotHaveDuplicates();
  }

  @Test
  void triesEveryConfigurationOfATreeForAnyNumberOfWorkers() {
    for (Sampler sampler : List.of(new BruteForceSampler(), new RandomSampler())) {
      Map<Integer, List<Object>> expected = null;
      for (int workers : new int[] {1, 3, 4}) {
        Study study = study(4).sampler(sampler).create();
        study.optimize(
            trial -> {
              int depth = trial.suggestInt("depth", 1, 3);
              linger();
              int sum = 0;
              for (int i = 0; i < depth; i++) {
                sum += trial.suggestInt("width_" + i, 1, 2);
              }
              return sum;
            },
            Budget.unlimited().inParallel(workers));
        assertThat(study.trials().stream().map(FrozenTrial::params).distinct()).hasSize(14);
        if (expected == null) {
          expected = results(study);
        }
        assertThat(results(study)).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void stopsAtTheSameTrialWhenATargetIsReached(int workers) {
    Study study = study(5).pruner(Pruner.none()).create();
    study.optimize(
        trial -> {
          linger();
          return 20 - trial.index();
        },
        Budget.trials(100).untilValue(10).inParallel(workers));
    assertThat(study.trials()).hasSize(10 + 5);
    study.optimize(trial -> 0, Budget.trials(100).untilValue(10).inParallel(workers));
    assertThat(study.trials()).hasSize(10 + 5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void givesUpAtTheSameTrial(int workers) {
    Study study = study(5).create();
    Objective failing =
        trial -> {
          linger();
          if (trial.index() == 3) {
            return 1;
          }
          throw new IllegalStateException("broken pipe " + trial.index());
        };
    Budget budget = Budget.trials(100).givingUpAfter(6).inParallel(workers);
    assertThatThrownBy(() -> study.optimize(failing, budget))
        .isInstanceOf(HopelessStudyException.class)
        .hasMessageContaining("6 trials in a row failed, the last (trial 9) with")
        .hasMessageContaining("broken pipe 9")
        .hasRootCauseMessage("broken pipe 9");
    assertThat(study.trials()).hasSize(10 + 4);
    assertThatThrownBy(() -> study.optimize(failing, budget))
        .hasMessageContaining("the last (trial 14)");
    study.optimize(trial -> 1, Budget.trials(30).givingUpAfter(6).inParallel(workers));
    assertThat(study.trials()).hasSize(30);
  }

  @Test
  void runsTrialsAgainThatTheTimeLimitCut() {
    Study study = study(2).pruner(Pruner.none()).create();
    study.optimize(
        trial -> {
          for (int step = 0; trial.index() > 0; step++) {
            trial.report(1, step);
            if (trial.shouldPrune()) {
              throw new TrialPrunedException();
            }
          }
          return 1;
        },
        Budget.trials(9).within(Duration.ofMillis(150)).inParallel(2));
    List<FrozenTrial> cut = study.trials();
    assertThat(cut.get(0).state()).isEqualTo(TrialState.COMPLETE);
    assertThat(cut.subList(1, cut.size()))
        .isNotEmpty()
        .allMatch(FrozenTrial::isLost)
        .allMatch(
            t -> t.reason().equals(java.util.Optional.of("the time limit of the run was reached")));
    study.optimize(trial -> trial.index(), Budget.trials(4));
    assertThat(results(study)).hasSize(4);
    assertThat(study.trials()).filteredOn(t -> t.state() == TrialState.COMPLETE).hasSize(4);
  }

  @Test
  void endsWhileItWaits() throws InterruptedException {
    for (boolean interrupt : new boolean[] {true, false}) {
      Study study = study(2).pruner(Pruner.none()).create();
      Trial held = study.ask();
      Thread run =
          new Thread(
              () -> study.optimize(trial -> 1, Budget.trials(9).inParallel(interrupt ? 1 : 2)));
      run.start();
      while (study.trials().size() < 2) {
        Thread.sleep(1);
      }
      Thread.sleep(30);
      assertThat(study.trials()).hasSize(2);
      if (interrupt) {
        run.interrupt();
      } else {
        study.stop();
      }
      run.join();
      study.run().end();
      study.tell(held, 1);
      study.optimize(trial -> 1, Budget.trials(4));
      assertThat(results(study)).hasSize(4);
    }
  }

  @Test
  void waitsNoLongerThanItsTime() {
    Study study = study(1).create();
    Trial held = study.ask();
    study.optimize(trial -> 1, Budget.time(Duration.ofMillis(50)));
    assertThat(study.trials()).hasSize(1);
    assertThat(held.index()).isZero();
  }

  @Test
  void startsAnInterruptedTrialFirst() {
    Study study = study(2).pruner(Pruner.none()).create();
    List<Integer> order = new ArrayList<>();
    AtomicInteger calls = new AtomicInteger();
    study.optimize(
        trial -> {
          if (trial.index() == 3 && calls.getAndIncrement() == 0) {
            study.interrupt();
            throw new TrialInterruptedException();
          }
          return 1;
        },
        Budget.trials(8));
    study.optimize(
        trial -> {
          order.add(trial.index());
          return 1;
        },
        Budget.trials(8));
    assertThat(order).isEqualTo(IntStream.range(3, 8).boxed().toList());
  }

  @Test
  void seesTrialsThatWereAddedWhenTheirTurnComes() {
    WatchingSampler watching = new WatchingSampler();
    Study study = study(2).sampler(watching).pruner(Pruner.none()).create();
    for (int i = 0; i < 3; i++) {
      study.addTrial(FrozenTrial.builder(TrialState.COMPLETE).values(List.of(i + 0.5)).build());
    }
    study.optimize(trial -> trial.suggestDouble("x", 0, 1), Budget.trials(5));
    assertThat(study.trials()).hasSize(5);
    String[] rows = String.valueOf(watching.seen.get("3 x")).split("\n", -1);
    assertThat(rows[2]).startsWith("1 COMPLETE 1.5");
    assertThat(rows[3]).startsWith("2 RUNNING");
  }
}
