package dev.afina.algorithms.halving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.pruner.Assignment;
import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Resume;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialPausedException;
import dev.afina.core.trial.TrialState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every scheduler of a population must do. */
interface PopulationContract {

  int MEMBERS = 8;
  int INTERVAL = 3;
  int STEPS = 14;

  /** A new scheduler. */
  Scheduler scheduler(int members, int interval, int maxSteps);

  private Scheduler scheduler() {
    return scheduler(MEMBERS, INTERVAL, STEPS);
  }

  /** Reports fall with x; those of some x are not numbers, and some x fail amid their training. */
  private static double train(Trial trial, double nan, double failing) {
    double x = trial.suggestDouble("x", 0, 1);
    int width = trial.suggestInt("width", 1, 64);
    int step = trial.resume().map(Resume::step).orElse(0);
    while (step < STEPS) {
      step++;
      if (x < failing && step > INTERVAL) {
        throw new IllegalStateException("this configuration cannot be trained");
      }
      trial.report(x < nan ? Double.NaN : Math.pow(1 - x / 10, step) + width / 1e3, step);
      if (trial.shouldPause()) {
        throw new TrialPausedException();
      }
    }
    return Math.pow(1 - x / 10, STEPS) + width / 1e3;
  }

  private static Study run(
      Scheduler scheduler, Path folder, int workers, double nan, double failing) {
    Study study =
        Study.named("population")
            .pruner(scheduler)
            .sampler(new RandomSampler())
            .checkpoints(folder)
            .seed(9)
            .create();
    study.optimize(trial -> train(trial, nan, failing), Budget.unlimited().inParallel(workers));
    return study;
  }

  @Test
  default void trainsEveryMemberToTheEndAndNoStepTwice(@TempDir Path folder) {
    for (int workers : new int[] {1, 3}) {
      List<FrozenTrial> trials =
          run(scheduler(), folder.resolve("w" + workers), workers, 0, 0).trials();
      assertThat(trials).allMatch(trial -> trial.state().isFinished());
      assertThat(trials).filteredOn(t -> t.state() == TrialState.COMPLETE).hasSize(MEMBERS);
      assertThat(trials.stream().mapToInt(trial -> trial.intermediateValues().size()).sum())
          .isEqualTo(MEMBERS * STEPS);
    }
  }

  @Test
  default void decidesByTheHistoryAlone(@TempDir Path folder) {
    Scheduler forgetful =
        new Scheduler() {
          @Override
          public String name() {
            return "forgetful";
          }

          @Override
          public PruneDecision decide(TrialHistory history, int row) {
            return scheduler().decide(history, row);
          }

          @Override
          public Assignment next(TrialHistory history, boolean mayStart) {
            return scheduler().next(history, mayStart);
          }

          @Override
          public List<Integer> surplus(TrialHistory history) {
            return scheduler().surplus(history);
          }
        };
    assertThat(run(forgetful, folder.resolve("a"), 1, 0, 0).trials())
        .extracting(FrozenTrial::params)
        .isEqualTo(
            run(scheduler(), folder.resolve("b"), 1, 0, 0).trials().stream()
                .map(FrozenTrial::params)
                .toList());
  }

  @Test
  default void goesOnWhereMembersFail(@TempDir Path folder) {
    List<FrozenTrial> trials = run(scheduler(), folder, 2, 0, 0.3).trials();
    assertThat(trials).allMatch(trial -> trial.state().isFinished());
    assertThat(trials).anyMatch(trial -> trial.state() == TrialState.COMPLETE);
  }

  @Test
  default void copiesNoneWhoseReportsAreNotNumbers(@TempDir Path folder) {
    Study study = run(scheduler(), folder, 1, 0.4, 0);
    List<FrozenTrial> trials = study.trials();
    assertThat(trials).allMatch(trial -> trial.state().isFinished());
    assertThat(trials)
        .filteredOn(trial -> trial.systemAttributes().containsKey(FrozenTrial.COPY_OF))
        .isNotEmpty()
        .allSatisfy(
            copy -> {
              String parent = String.valueOf(copy.systemAttributes().get(FrozenTrial.COPY_OF));
              assertThat(trials.get(Integer.parseInt(parent)).params().getDouble("x"))
                  .isGreaterThanOrEqualTo(0.4);
            });
  }
}
