package dev.afina.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.SamplingContext;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Scale;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.storage.InMemoryStorage;
import dev.afina.core.storage.Storage;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The next trial's parameters are drawn while others train. */
@Timeout(60)
class AheadTest {

  private static final String THREAD = "afina-ahead";
  private static final int POINTS = 40;

  @AfterEach
  void leavesNoThreadBehind() {
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain(THREAD);
  }

  /** Takes longer than a trial, and counts where it is asked. */
  private abstract static class SlowSampler implements Sampler {

    final AtomicInteger ahead = new AtomicInteger();
    final AtomicInteger draws = new AtomicInteger();

    @Override
    public String name() {
      return "slow";
    }

    void slowly() {
      draws.incrementAndGet();
      if (Thread.currentThread().getName().equals(THREAD)) {
        ahead.incrementAndGet();
      }
      try {
        Thread.sleep(2);
      } catch (InterruptedException e) {
        throw new IllegalStateException("the sampler was interrupted", e);
      }
    }
  }

  /** The same as another one, after a while. */
  private static final class Slowed extends SlowSampler implements Pruner {

    final WatchingSampler watching = new WatchingSampler();

    @Override
    public SearchSpace jointSpace(TrialHistory history) {
      return watching.jointSpace(history);
    }

    @Override
    public double[] sampleJoint(SamplingContext context, SearchSpace space) {
      slowly();
      return watching.sampleJoint(context, space);
    }

    @Override
    public double sample(SamplingContext context, String name, Distribution distribution) {
      return watching.sample(context, name, distribution);
    }

    @Override
    public PruneDecision decide(TrialHistory history, int row) {
      return watching.decide(history, row);
    }
  }

  /** Gives every number once, the least first. */
  private static class EachOnce extends SlowSampler {

    static final IntDistribution NUMBERS = new IntDistribution(0, POINTS - 1, 1, Scale.LINEAR);

    private static boolean isTaken(TrialHistory history, int number) {
      double[] column = history.column("n");
      return column != null
          && IntStream.range(0, history.size()).anyMatch(row -> column[row] == number);
    }

    private static int free(TrialHistory history) {
      int number = 0;
      while (number < POINTS && isTaken(history, number)) {
        number++;
      }
      return number;
    }

    @Override
    public SearchSpace jointSpace(TrialHistory history) {
      return SearchSpace.builder().add("n", NUMBERS).build();
    }

    @Override
    public double[] sampleJoint(SamplingContext context, SearchSpace space) {
      slowly();
      return new double[] {free(context.history())};
    }

    @Override
    public double sample(SamplingContext context, String name, Distribution distribution) {
      throw new IllegalStateException(name + " was drawn alone");
    }

    @Override
    public boolean isExhausted(TrialHistory history) {
      return free(history) == POINTS;
    }
  }

  private static int number(Trial trial) {
    return trial.suggestInt("n", 0, POINTS - 1);
  }

  @ParameterizedTest
  @CsvSource({"3,2", "8,2", "8,3", "8,8"})
  void drawsInADeterministicStudyWhatOneWorkerDraws(int window, int workers) {
    Slowed alone = new Slowed();
    Study first =
        Study.named("study").seed(7).deterministic(window).sampler(alone).pruner(alone).create();
    first.optimize(DeterministicStudyTest::objective, Budget.trials(48));
    Slowed several = new Slowed();
    Study other =
        Study.named("study")
            .seed(7)
            .deterministic(window)
            .sampler(several)
            .pruner(several)
            .create();
    other.optimize(DeterministicStudyTest::objective, Budget.trials(48).inParallel(workers));

    assertThat(DeterministicStudyTest.results(other))
        .isEqualTo(DeterministicStudyTest.results(first));
    assertThat(several.watching.seen).isEqualTo(alone.watching.seen);
    assertThat(alone.ahead).hasValue(0);
    if (workers < window) {
      assertThat(several.ahead).hasPositiveValue();
    }
  }

  @Test
  void drawsForOneWorkerOnlyWhenItIsFree() {
    Slowed slowed = new Slowed();
    Study study = Study.create().seed(7).sampler(slowed).create();
    study.optimize(DeterministicStudyTest::objective, Budget.trials(20));
    assertThat(slowed.draws).hasPositiveValue();
    assertThat(slowed.ahead).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void givesNoPointOfAFiniteSpaceTwice(int workers) {
    EachOnce sampler = new EachOnce();
    Study study = Study.create().seed(7).sampler(sampler).create();
    study.optimize(AheadTest::number, Budget.unlimited().inParallel(workers));
    assertThat(study.trials())
        .extracting(trial -> trial.params().toMap().get("n"))
        .containsExactlyInAnyOrderElementsOf(LongStream.range(0, POINTS).boxed().toList());
    assertThat(sampler.ahead).hasPositiveValue();
  }

  @Test
  void startsWhatUsersEnqueueAndDrawsNoPointTwiceForIt() {
    EachOnce sampler = new EachOnce();
    Study study = Study.create().seed(7).sampler(sampler).create();
    study.optimize(
        trial -> {
          if (trial.index() % 5 == 2 && trial.index() < POINTS / 3) {
            FrozenTrial unused = study.enqueue(Map.of("n", POINTS - 1 - trial.index()));
          }
          return number(trial);
        },
        Budget.trials(30).inParallel(3));
    assertThat(study.trials()).extracting(FrozenTrial::state).containsOnly(TrialState.COMPLETE);
    assertThat(study.trials())
        .extracting(trial -> trial.params().toMap().get("n"))
        .doesNotHaveDuplicates()
        .contains(POINTS - 1L - 2, POINTS - 1L - 7);
  }

  /** Every trial waits until the next one's parameters are there: with all workers busy. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void drawsWhileAllWorkersAreBusy(int workers) {
    Map<Integer, CountDownLatch> drawn = new ConcurrentHashMap<>();
    SlowSampler sampler =
        new EachOnce() {
          @Override
          public double[] sampleJoint(SamplingContext context, SearchSpace space) {
            double[] values = super.sampleJoint(context, space);
            drawn.computeIfAbsent(context.index(), index -> new CountDownLatch(1)).countDown();
            return values;
          }
        };
    int trials = 24;
    Study study = Study.create().seed(7).sampler(sampler).create();
    AtomicInteger last = new AtomicInteger();
    study.optimize(
        trial -> {
          int next = 1 + last.accumulateAndGet(trial.index(), Math::max);
          if (trial.index() >= workers + 2 && next < trials) {
            CountDownLatch latch = drawn.computeIfAbsent(next, index -> new CountDownLatch(1));
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
          }
          return number(trial);
        },
        Budget.trials(trials).inParallel(workers));
    assertThat(study.trials()).extracting(FrozenTrial::state).containsOnly(TrialState.COMPLETE);
  }

  /** A trial reports, ends and is followed by another one while the sampler is at work. */
  @Test
  void letsTrialsReportAndEndWhileItDraws() {
    CountDownLatch drawing = new CountDownLatch(1);
    CountDownLatch others = new CountDownLatch(1);
    SlowSampler sampler =
        new EachOnce() {
          @Override
          public double[] sampleJoint(SamplingContext context, SearchSpace space) {
            if (Thread.currentThread().getName().equals(THREAD) && context.index() >= 6) {
              drawing.countDown();
              awaitFor(others);
            }
            return super.sampleJoint(context, space);
          }
        };
    Study study = Study.create().seed(7).sampler(sampler).create();
    study.optimize(
        trial -> {
          int number = number(trial);
          if (drawing.getCount() == 0 || trial.index() >= 5) {
            awaitFor(drawing);
            trial.report(1, 1);
            FrozenTrial unused = study.trials().get(0);
            others.countDown();
          }
          return number;
        },
        Budget.trials(12).inParallel(2));
    assertThat(study.trials()).hasSize(12);
    assertThat(study.trials()).extracting(FrozenTrial::state).containsOnly(TrialState.COMPLETE);
  }

  private static void awaitFor(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void endsTheRunByWhatTheSamplerThrowsAhead() {
    IllegalStateException broken = new IllegalStateException("no more ideas");
    SlowSampler sampler =
        new EachOnce() {
          @Override
          public double[] sampleJoint(SamplingContext context, SearchSpace space) {
            double[] values = super.sampleJoint(context, space);
            if (context.index() >= 8) {
              throw broken;
            }
            return values;
          }
        };
    Study study = Study.create().seed(7).sampler(sampler).create();
    assertThatThrownBy(() -> study.optimize(AheadTest::number, Budget.trials(30).inParallel(2)))
        .isSameAs(broken);
    List<FrozenTrial> complete =
        study.trials().stream().filter(trial -> trial.state() == TrialState.COMPLETE).toList();
    assertThat(complete).hasSizeBetween(7, 8);
    assertThat(study.trials())
        .filteredOn(trial -> trial.state() != TrialState.COMPLETE)
        .isNotEmpty()
        .allMatch(FrozenTrial::isLost);
  }

  @Test
  void forgetsWhatWasDrawnForAStudyThatWasStopped() {
    Storage storage = new InMemoryStorage();
    EachOnce sampler = new EachOnce();
    for (int run = 1; run <= 4; run++) {
      Study study = Study.named("study").storage(storage).sampler(sampler).createOrLoad();
      int most = 10 * run;
      study.optimize(
          trial -> {
            if (trial.index() == most - 5) {
              study.stop();
            }
            return number(trial);
          },
          Budget.trials(most).inParallel(3));
    }
    List<FrozenTrial> trials = Study.named("study").storage(storage).load().trials();
    assertThat(trials).extracting(trial -> trial.params().toMap().get("n")).doesNotHaveDuplicates();
    assertThat(trials).hasSizeBetween(33, 40);
  }
}
