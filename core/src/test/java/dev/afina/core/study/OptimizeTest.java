package dev.afina.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.storage.InMemoryStorage;
import dev.afina.core.storage.Storage;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialPrunedException;
import dev.afina.core.trial.TrialState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OptimizeTest {

  private final Study study = Study.create().seed(3).pruner(Pruner.none()).create();

  private static double square(Trial trial) {
    double x = trial.suggestDouble("x", -1, 1);
    return x * x;
  }

  private static long counted(Study study) {
    return study.trials().stream().filter(t -> t.state().isFinished() && !t.isLost()).count();
  }

  @Test
  void countsTheTrialsOfTheWholeStudy() {
    study.optimize(OptimizeTest::square, Budget.trials(5));
    assertThat(study.trials()).hasSize(5);
    study.optimize(OptimizeTest::square, Budget.trials(12).inParallel(3));
    assertThat(study.trials()).hasSize(12);
    study.optimize(OptimizeTest::square, Budget.trials(12));
    study.optimize(OptimizeTest::square, Budget.trials(1));
    assertThat(study.trials()).hasSize(12);
  }

  @Test
  void countsPrunedAndFailedTrialsToo() {
    study.optimize(
        trial -> {
          switch (trial.number() % 3) {
            case 0 -> throw new TrialPrunedException("too slow");
            case 1 -> throw new IllegalStateException("no luck");
            default -> {
              return 1;
            }
          }
        },
        Budget.trials(9));
    assertThat(study.trials())
        .extracting(FrozenTrial::state)
        .startsWith(TrialState.PRUNED, TrialState.FAIL, TrialState.COMPLETE)
        .hasSize(9);
    assertThat(study.trials().get(0).reason()).contains("too slow");
  }

  @Test
  void runsAsManyTrialsAtOnceAsToldAndNoMore() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier four = new CyclicBarrier(4);
    study.optimize(
        trial -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          four.await(30, TimeUnit.SECONDS);
          running.decrementAndGet();
          return square(trial);
        },
        Budget.trials(20).inParallel(4));
    assertThat(most).hasValue(4);
    assertThat(study.trials()).hasSize(20);
    assertThat(study.trials())
        .extracting(FrozenTrial::number)
        .containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
  }

  @Test
  void leavesNoThreadBehind() throws InterruptedException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Set<Thread> during = new HashSet<>();
    study.optimize(
        trial -> {
          during.addAll(Thread.getAllStackTraces().keySet());
          return square(trial);
        },
        Budget.trials(2));
    during.removeAll(before);
    during.removeIf(thread -> !thread.getName().startsWith("afina-"));
    assertThat(during).isNotEmpty();
    for (Thread thread : during) {
      thread.join(TimeUnit.SECONDS.toMillis(10));
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
  }

  @Test
  void stopsAtTheTargetValue() {
    study.optimize(trial -> 10 - trial.number(), Budget.trials(100).untilValue(7));
    assertThat(study.trials()).hasSize(4);
    study.optimize(trial -> 0, Budget.trials(100).untilValue(7));
    assertThat(study.trials()).hasSize(4);
    Study maximized = Study.create().maximize("score").create();
    maximized.optimize(trial -> trial.number(), Budget.unlimited().untilValue(2.5));
    assertThat(maximized.trials()).hasSize(4);
  }

  @Test
  void doesNotTakeAnInfeasibleTrialForTheTarget() {
    study.optimize(
        trial -> {
          trial.constrain("memory", 2 - trial.number());
          return 0;
        },
        Budget.trials(100).untilValue(1));
    assertThat(study.trials()).hasSize(3);
  }

  @Test
  void endsRunningTrialsAsPrunedWhenTimeIsUp() {
    study.optimize(
        trial -> {
          for (int step = 0; ; step++) {
            trial.report(100.0 - step, step);
            if (trial.shouldPrune()) {
              throw new TrialPrunedException();
            }
          }
        },
        Budget.time(Duration.ofMillis(50)).inParallel(2));
    assertThat(study.trials()).isNotEmpty().hasSizeLessThanOrEqualTo(2);
    for (FrozenTrial trial : study.trials()) {
      assertThat(trial.state()).isEqualTo(TrialState.PRUNED);
      assertThat(trial.reason()).contains("the time limit of the run was reached");
      assertThat(trial.values())
          .containsExactly(trial.intermediateValues().get(trial.intermediateValues().lastKey()));
    }
    Trial later = study.ask();
    later.report(1, 0);
    assertThat(later.shouldPrune()).isFalse();
  }

  @Test
  void takesATimeLimitLongerThanAnyClock() {
    study.optimize(
        trial -> trial.shouldPrune() ? Double.NaN : 1,
        Budget.trials(2).within(Duration.ofSeconds(Long.MAX_VALUE)));
    assertThat(study.trials()).extracting(FrozenTrial::state).containsOnly(TrialState.COMPLETE);
  }

  @Test
  void letsRunningTrialsEndWhenStopped() {
    study.optimize(
        trial -> {
          if (trial.number() == 2) {
            study.stop();
          }
          return square(trial);
        },
        Budget.trials(10));
    assertThat(study.trials()).hasSize(3);
    assertThat(study.trials()).extracting(FrozenTrial::state).containsOnly(TrialState.COMPLETE);
  }

  @Test
  void retriesInterruptedTrialsWithTheirIndexAndTheirParameters() {
    study.optimize(
        trial -> {
          double value = square(trial);
          if (trial.number() == 3) {
            study.interrupt();
            trial.report(value, 0);
          }
          return value;
        },
        Budget.trials(6));
    FrozenTrial lost = study.trials().get(3);
    assertThat(study.trials()).hasSize(4);
    assertThat(lost.state()).isEqualTo(TrialState.FAIL);
    assertThat(lost.isLost()).isTrue();
    assertThat(lost.reason()).contains("the run was interrupted");
    assertThat(study.bestTrial()).isPresent();

    study.optimize(OptimizeTest::square, Budget.trials(6));
    FrozenTrial retry = study.trials().get(4);
    assertThat(counted(study)).isEqualTo(6);
    assertThat(study.trials()).extracting(FrozenTrial::index).containsExactly(0, 1, 2, 3, 3, 4, 5);
    assertThat(retry.params()).isEqualTo(lost.params());

    Study undisturbed = Study.create().seed(3).create();
    undisturbed.optimize(OptimizeTest::square, Budget.trials(6));
    assertThat(study.trials().stream().filter(t -> !t.isLost()).map(FrozenTrial::params).toList())
        .isEqualTo(undisturbed.trials().stream().map(FrozenTrial::params).toList());
  }

  @Test
  void countsATrialAsLostWhoseThreadWasInterrupted() {
    study.optimize(
        trial -> {
          throw new InterruptedException();
        },
        Budget.trials(6));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(study.trials()).hasSize(1).allMatch(FrozenTrial::isLost);
  }

  @Test
  void recordsAbandonedTrialsAsLostAndOverlooksTheirLateResults() throws Exception {
    CountDownLatch running = new CountDownLatch(2);
    CountDownLatch abandoned = new CountDownLatch(1);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<?> run =
          thread.submit(
              () ->
                  study.optimize(
                      trial -> {
                        double value = square(trial);
                        running.countDown();
                        abandoned.await();
                        return value;
                      },
                      Budget.trials(10).inParallel(2)));
      running.await();
      study.abandonRunning();
      assertThat(study.trials()).hasSize(2).allMatch(FrozenTrial::isLost);
      assertThat(study.trials()).allMatch(trial -> trial.params().contains("x"));
      abandoned.countDown();
      run.get();
    } finally {
      thread.shutdownNow();
    }
    assertThat(study.trials()).hasSize(2).allMatch(FrozenTrial::isLost);
    study.abandonRunning();
    study.optimize(OptimizeTest::square, Budget.trials(4).inParallel(2));
    assertThat(counted(study)).isEqualTo(4);
    assertThat(study.trials()).hasSize(6);
  }

  @Test
  void refusesASecondRunWhileOneGoesOn() {
    study.optimize(
        trial -> {
          assertThatThrownBy(() -> study.optimize(t -> 0, Budget.trials(1)))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("is being run already");
          return 1;
        },
        Budget.trials(1));
    assertThat(study.bestTrial()).isPresent();
    study.optimize(OptimizeTest::square, Budget.trials(2));
    assertThat(study.trials()).hasSize(2);
  }

  @Test
  void refusesBudgetsThatNeverBegin() {
    assertThatThrownBy(() -> Budget.trials(0)).hasMessage("trials (0) must be at least 1");
    assertThatThrownBy(() -> Budget.trials(1).inParallel(0)).hasMessageContaining("(0)");
    assertThatThrownBy(() -> Budget.time(Duration.ZERO)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> Budget.unlimited().untilValue(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Budget.unlimited().givingUpAfter(0)).hasMessageContaining("(0)");
    Study two = Study.create().minimize("a").minimize("b").create();
    assertThatThrownBy(
            () -> two.optimizeMultiple(t -> new double[] {1, 2}, Budget.trials(1).untilValue(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs a study with one objective");
    two.optimizeMultiple(t -> new double[] {1, 2}, Budget.trials(1));
    assertThat(two.bestTrials()).hasSize(1);
  }

  @Test
  void sharesAStorageWithAnotherStudyObjectWithoutMeetingIt() throws Exception {
    Storage storage = new InMemoryStorage();
    Study.named("shared").storage(storage).seed(1).create();
    Set<Integer> seen = new HashSet<>();
    List<Integer> twice = new ArrayList<>();
    Objective objective =
        trial -> {
          synchronized (seen) {
            if (!seen.add(trial.number())) {
              twice.add(trial.number());
            }
          }
          trial.report(trial.number(), 0);
          return square(trial);
        };
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> runs = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        Study mine = Study.named("shared").storage(storage).pruner(Pruner.none()).load();
        runs.add(threads.submit(() -> mine.optimize(objective, Budget.trials(300).inParallel(3))));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    } finally {
      threads.shutdownNow();
    }
    Study after = Study.named("shared").storage(storage).load();
    assertThat(twice).isEmpty();
    assertThat(after.trials())
        .extracting(FrozenTrial::number)
        .containsExactlyElementsOf(IntStream.range(0, 300).boxed().toList());
    assertThat(after.trials()).extracting(FrozenTrial::index).doesNotHaveDuplicates();
    Study alone = Study.create().seed(1).pruner(Pruner.none()).create();
    alone.optimize(objective, Budget.trials(300));
    assertThat(after.trials())
        .extracting(FrozenTrial::params)
        .isEqualTo(alone.trials().stream().map(FrozenTrial::params).toList());
  }
}
