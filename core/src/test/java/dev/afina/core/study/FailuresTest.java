package dev.afina.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.HopelessStudyException;
import dev.afina.core.RunAbortedException;
import dev.afina.core.StudyNotFoundException;
import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.SamplingContext;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.storage.InMemoryStorage;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FailuresTest {

  /** Breaks where it is told to. */
  private record Broken(String where, double value) implements Sampler {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public double sample(SamplingContext context, String name, Distribution distribution) {
      breakAt("sample");
      return value;
    }

    @Override
    public SearchSpace jointSpace(TrialHistory history) {
      breakAt("jointSpace");
      return where.startsWith("sample")
          ? SearchSpace.empty()
          : SearchSpace.builder().doubleRange("x", 0, 1).build();
    }

    @Override
    public double[] sampleJoint(SamplingContext context, SearchSpace space) {
      breakAt("joint");
      return new double[] {value};
    }

    private void breakAt(String place) {
      if (where.equals(place)) {
        throw new ArithmeticException("broken at " + place);
      }
    }
  }

  private final Study study = Study.create().seed(3).create();

  private static double x(Trial trial) {
    return trial.suggestDouble("x", 0, 1);
  }

  private FrozenTrial afterThrowing(Throwable thrown) {
    study.optimize(
        trial -> {
          if (trial.number() > 0) {
            return x(trial);
          }
          x(trial);
          if (thrown instanceof Error error) {
            throw error;
          }
          throw (Exception) thrown;
        },
        Budget.trials(2));
    assertThat(study.trials().get(1).state()).isEqualTo(TrialState.COMPLETE);
    FrozenTrial failed = study.trials().get(0);
    assertThat(failed.state()).isEqualTo(TrialState.FAIL);
    assertThat(failed.isLost()).isFalse();
    assertThat(failed.params().contains("x")).isTrue();
    return failed;
  }

  @Test
  void recordsExceptionsWithTheirMessageAndGoesOn() {
    assertThat(afterThrowing(new IOException("no such file")).reason())
        .contains("IOException: no such file");
  }

  @Test
  void recordsExceptionsWithoutAMessage() {
    assertThat(afterThrowing(new IllegalStateException()).reason())
        .contains("IllegalStateException");
  }

  @Test
  void goesOnWithoutMemory() {
    assertThat(afterThrowing(new OutOfMemoryError("native")).reason())
        .contains("OutOfMemoryError: native");
  }

  @Test
  void goesOnAfterAStackOverflow() {
    assertThat(afterThrowing(new StackOverflowError()).reason()).contains("StackOverflowError");
  }

  @Test
  void goesOnAfterAFailedAssertion() {
    assertThat(afterThrowing(new AssertionError("odd")).reason()).contains("AssertionError: odd");
  }

  @Test
  void recordsNan() {
    study.optimize(trial -> trial.number() == 0 ? Double.NaN : 1, Budget.trials(2));
    assertThat(study.trials().get(0).state()).isEqualTo(TrialState.FAIL);
    assertThat(study.trials().get(0).reason()).contains("the objective returned [NaN]");
    assertThat(study.bestTrial().orElseThrow().number()).isEqualTo(1);
  }

  @Test
  void keepsInfiniteValues() {
    study.optimize(trial -> Double.POSITIVE_INFINITY, Budget.trials(1));
    assertThat(study.bestTrial().orElseThrow().values()).containsExactly(Double.POSITIVE_INFINITY);
  }

  @Test
  void recordsAWrongNumberOfValues() {
    study.optimizeMultiple(trial -> new double[] {1, 2}, Budget.trials(2));
    assertThat(study.trials())
        .extracting(FrozenTrial::state)
        .containsExactly(TrialState.FAIL, TrialState.FAIL);
    assertThat(study.trials().get(0).reason().orElseThrow())
        .contains("the objective returned 2 values")
        .contains("has 1 objectives");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void throwsOtherErrorsAgainOnceTheyAreRecorded(int parallel) {
    assertThatThrownBy(
            () ->
                study.optimize(
                    trial -> {
                      throw new NoClassDefFoundError("gone");
                    },
                    Budget.trials(50).inParallel(parallel)))
        .isInstanceOf(NoClassDefFoundError.class);
    assertThat(study.trials()).hasSizeBetween(1, parallel);
    assertThat(study.trials()).extracting(FrozenTrial::state).containsOnly(TrialState.FAIL);
    assertThat(study.trials().get(0).reason()).contains("NoClassDefFoundError: gone");
  }

  @Test
  void givesAStudyUpAfterTooManyFailuresInARow() {
    assertThatThrownBy(
            () ->
                study.optimize(
                    trial -> {
                      if (trial.number() % 4 == 1 && trial.number() < 8) {
                        return 1;
                      }
                      throw new IllegalStateException("bad data");
                    },
                    Budget.trials(100).givingUpAfter(4)))
        .isInstanceOf(HopelessStudyException.class)
        .hasMessageContaining("4 trials in a row failed, the last (trial 9) with:")
        .hasMessageContaining("IllegalStateException: bad data")
        .hasRootCauseMessage("bad data");
    assertThat(study.trials()).hasSize(10);
  }

  @Test
  void givesUpInParallelToo() {
    assertThatThrownBy(() -> study.optimize(trial -> Double.NaN, Budget.trials(1000).inParallel(4)))
        .isInstanceOf(HopelessStudyException.class);
    assertThat(study.trials()).hasSizeBetween(25, 28);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sample", "jointSpace", "joint"})
  void endsTheRunWhenTheSamplerBreaks(String where) {
    Study broken = Study.create().sampler(new Broken(where, 0.5)).create();
    assertThatThrownBy(() -> broken.optimize(FailuresTest::x, Budget.trials(5)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("broken at " + where);
    assertThat(broken.trials()).hasSize(1).allMatch(FrozenTrial::isLost);
    assertThat(broken.trials().get(0).reason()).contains("ArithmeticException: broken at " + where);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sampleAlone", "together"})
  void endsTheRunWhenTheSamplerChoosesWhatTheDistributionLacks(String where) {
    Study broken = Study.create().sampler(new Broken(where, 1.5)).create();
    assertThatThrownBy(() -> broken.optimize(FailuresTest::x, Budget.trials(5)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("sampler broken gave 1.5 for \"x\", which is not in 0..1");
    assertThat(broken.trials()).hasSize(1).allMatch(FrozenTrial::isLost);
  }

  @Test
  void endsTheRunWhenTheObjectiveSaysThatNoOtherTrialCouldFareBetter() {
    assertThatThrownBy(
            () ->
                study.optimize(
                    trial -> {
                      throw new RunAbortedException("the disk is full", null);
                    },
                    Budget.trials(5)))
        .isInstanceOf(RunAbortedException.class);
    assertThat(study.trials()).hasSize(1).allMatch(FrozenTrial::isLost);
  }

  @Test
  void countsABrokenPrunerAgainstTheRun() {
    Pruner pruner =
        new Pruner() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public PruneDecision decide(TrialHistory history, int row) {
            throw new ArithmeticException("broken pruner");
          }
        };
    Study broken = Study.create().pruner(pruner).create();
    assertThatThrownBy(
            () ->
                broken.optimize(
                    trial -> {
                      trial.report(1, 0);
                      return trial.shouldPrune() ? 1 : 2;
                    },
                    Budget.trials(5)))
        .isInstanceOf(ArithmeticException.class);
    assertThat(broken.trials()).hasSize(1).allMatch(FrozenTrial::isLost);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void endsTheRunWhenTheStudyIsDeletedUnderIt(int parallel) {
    InMemoryStorage storage = new InMemoryStorage();
    Study doomed = Study.named("doomed").storage(storage).create();
    CountDownLatch all = new CountDownLatch(parallel);
    assertThatThrownBy(
            () ->
                doomed.optimize(
                    trial -> {
                      all.countDown();
                      all.await();
                      storage.findStudy("doomed").ifPresent(s -> storage.deleteStudy(s.id()));
                      return x(trial);
                    },
                    Budget.trials(5).inParallel(parallel)))
        .isInstanceOf(StudyNotFoundException.class);
    assertThat(storage.studies()).isEmpty();
  }
}
