package dev.afina.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.pruner.Assignment;
import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.sampler.GridSampler;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.study.StudyBuilder;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Resume;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialPausedException;
import dev.afina.core.trial.TrialPrunedException;
import dev.afina.core.trial.TrialState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link Scheduler} must do, as tests.
 *
 * <p>A test class of an implementation implements this interface; JUnit runs the tests it inherits.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public interface SchedulerContract {

  /** The trials of the studies; fewer where the scheduler is done before. */
  int TRIALS = 40;

  /** A new scheduler whose trials are trained for at most {@code maxSteps}. */
  Scheduler scheduler(int maxSteps);

  /** An objective whose state is the sum of its steps. */
  final class Training {

    private final Queue<String> steps = new ConcurrentLinkedQueue<>();
    private final int maxSteps;
    private final double failing;

    private Training(int maxSteps, double failing) {
      this.maxSteps = maxSteps;
      this.failing = failing;
    }

    private double evaluate(Trial trial) throws IOException {
      double x = trial.suggestDouble("x", 0, 1);
      Optional<Resume> resume = trial.resume();
      int step = 0;
      double sum = 0;
      if (resume.isPresent()) {
        step = resume.get().step();
        sum = Double.parseDouble(Files.readString(resume.get().directory().resolve("sum")));
      }
      while (step < maxSteps) {
        steps.add(trial.number() + ":" + ++step);
        if (x < failing) {
          throw new IllegalStateException("this configuration cannot be trained");
        }
        sum += x * step;
        trial.report(x + 1.0 / step, step);
        if (trial.shouldPause()) {
          Files.writeString(trial.checkpointDirectory().resolve("sum"), Double.toString(sum));
          throw new TrialPausedException();
        }
        if (trial.shouldPrune()) {
          throw new TrialPrunedException();
        }
      }
      trial.setUserAttribute("sum", sum);
      return x + 1.0 / step;
    }

    /** The number of steps done, after looking that none was done twice. */
    private int steps() {
      assertThat(List.copyOf(steps)).doesNotHaveDuplicates();
      return steps.size();
    }
  }

  private static StudyBuilder study(Scheduler scheduler, Path folder) {
    return Study.named("study")
        .pruner(scheduler)
        .sampler(new RandomSampler())
        .seed(8)
        .checkpoints(folder);
  }

  private static void assertEnded(List<FrozenTrial> trials) {
    assertThat(trials).allMatch(trial -> trial.state().isFinished());
    for (FrozenTrial trial : trials) {
      double x = trial.params().getDouble("x");
      double sum = 0;
      for (int step = 1; trial.intermediateValues().containsKey(step); step++) {
        sum += x * step;
      }
      if (trial.state() == TrialState.COMPLETE) {
        assertThat(trial.userAttributes()).containsEntry("sum", sum);
      }
    }
  }

  @Test
  default void doesNoStepTwiceAndEndsEveryTrial(@TempDir Path folder) {
    for (int workers : new int[] {1, 4}) {
      Training training = new Training(9, 0);
      Study study = study(scheduler(9), folder.resolve("w" + workers)).create();
      study.optimize(training::evaluate, Budget.trials(TRIALS).inParallel(workers));
      assertEnded(study.trials());
      assertThat(training.steps())
          .isEqualTo(
              study.trials().stream().mapToInt(trial -> trial.intermediateValues().size()).sum());
      FrozenTrial best = study.bestTrial().orElseThrow();
      assertThat(best.intermediateValues()).hasSize(9);
    }
  }

  @Test
  default void trainsAGoodTrialToTheEnd(@TempDir Path folder) {
    Study study = study(scheduler(9), folder).create();
    study.optimize(new Training(9, 0)::evaluate, Budget.trials(TRIALS));
    double[] all =
        study.trials().stream().mapToDouble(t -> t.params().getDouble("x")).sorted().toArray();
    assertThat(study.bestTrial().orElseThrow().params().getDouble("x"))
        .isLessThanOrEqualTo(all[all.length / 4]);
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
            return scheduler(9).decide(history, row);
          }

          @Override
          public Assignment next(TrialHistory history, boolean mayStart) {
            return scheduler(9).next(history, mayStart);
          }

          @Override
          public List<Integer> surplus(TrialHistory history) {
            return scheduler(9).surplus(history);
          }
        };
    Study first = study(scheduler(9), folder.resolve("a")).create();
    Study second = study(forgetful, folder.resolve("b")).create();
    first.optimize(new Training(9, 0)::evaluate, Budget.trials(TRIALS));
    second.optimize(new Training(9, 0)::evaluate, Budget.trials(TRIALS));
    assertThat(second.trials())
        .extracting(FrozenTrial::intermediateValues)
        .isEqualTo(first.trials().stream().map(FrozenTrial::intermediateValues).toList());
  }

  @Test
  default void goesOnWhereTrialsFail(@TempDir Path folder) {
    Training training = new Training(9, 0.3);
    Study study = study(scheduler(9), folder).create();
    study.optimize(training::evaluate, Budget.trials(TRIALS).inParallel(2));
    assertEnded(study.trials());
    training.steps();
    assertThat(study.bestTrial().orElseThrow().params().getDouble("x")).isGreaterThan(0.3);
  }

  @Test
  default void endsTrialsThatCannotBeSetAside(@TempDir Path folder) {
    Study study = study(scheduler(9), folder).maximize("score").create();
    study.optimize(
        trial -> {
          double quality = trial.suggestDouble("x", 0, 1);
          for (int step = 1; step <= 9; step++) {
            trial.report(quality * step, step);
            if (trial.shouldPrune()) {
              throw new TrialPrunedException();
            }
          }
          return quality * 9;
        },
        Budget.trials(TRIALS).inParallel(2));
    assertThat(study.trials())
        .extracting(FrozenTrial::state)
        .isSubsetOf(TrialState.COMPLETE, TrialState.PRUNED)
        .contains(TrialState.COMPLETE, TrialState.PRUNED);
  }

  @Test
  default void endsWhereTheSpaceIsSmall(@TempDir Path folder) {
    SearchSpace grid = SearchSpace.builder().doubleRange("x", 0.25, 0.75, 0.25).build();
    Training training = new Training(9, 0);
    Study study = study(scheduler(9), folder).sampler(GridSampler.over(grid)).create();
    study.optimize(
        trial -> {
          double unused = trial.suggestDouble("x", 0.25, 0.75, 0.25);
          return training.evaluate(trial);
        },
        Budget.unlimited());
    assertThat(study.trials()).hasSize(3);
    assertEnded(study.trials());
    training.steps();
    assertThat(study.bestTrial().orElseThrow().params().getDouble("x")).isEqualTo(0.25);
  }

  @Test
  default void treatsReportsOfNaNAsTheWorst(@TempDir Path folder) {
    Study study = study(scheduler(9), folder).create();
    study.optimize(
        trial -> {
          double x = trial.suggestDouble("x", 0, 1);
          int from = trial.resume().map(Resume::step).orElse(0);
          for (int step = from + 1; step <= 9; step++) {
            trial.report(x < 0.5 ? Double.NaN : x, step);
            if (trial.shouldPause()) {
              throw new TrialPausedException();
            }
          }
          return x < 0.5 ? Double.NaN : x;
        },
        Budget.trials(TRIALS));
    assertThat(study.trials()).allMatch(trial -> trial.state().isFinished());
    assertThat(study.bestTrial().orElseThrow().params().getDouble("x")).isGreaterThanOrEqualTo(0.5);
  }
}
