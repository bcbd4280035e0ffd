package dev.afina.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.TrialPrunedException;
import dev.afina.core.trial.TrialState;
import dev.afina.core.trial.TrialTable;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link Pruner} must do, as tests.
 *
 * <p>A test class of an implementation implements this interface; JUnit runs the tests it inherits.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public interface PrunerContract {

  /** A new pruner, without any memory. */
  Pruner pruner();

  /** Curves of random length, a fifth of their values NaN or infinite; every fourth trial runs. */
  private static TrialTable wild(int trials) {
    TrialTable table = new TrialTable(new double[] {1});
    SplittableRandom random = new SplittableRandom(trials);
    TrialState[] states = {
      TrialState.COMPLETE, TrialState.COMPLETE, TrialState.PRUNED, TrialState.RUNNING
    };
    double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (int i = 0; i < trials; i++) {
      double[] reports = new double[1 + random.nextInt(12)];
      for (int step = 0; step < reports.length; step++) {
        reports[step] =
            random.nextInt(5) == 0 ? odd[random.nextInt(odd.length)] : random.nextDouble();
      }
      Histories.curve(table, states[i % states.length], reports);
    }
    return table;
  }

  @Test
  default void hasAName() {
    assertThat(pruner().name()).matches("[a-z][a-z0-9-]*");
  }

  @Test
  default void decidesTheSameForTheSameHistoryWhateverItWasAskedBefore() {
    TrialTable history = wild(60);
    Pruner used = pruner();
    for (int row = 0; row < history.size(); row++) {
      if (history.state(row) == TrialState.RUNNING) {
        PruneDecision expected = pruner().decide(history, row);
        used.decide(wild(8), 3);
        assertThat(used.decide(history, row)).isEqualTo(expected);
        assertThat(used.decide(history, row)).isEqualTo(expected);
      }
    }
  }

  @Test
  default void saysWhyItEndsATrialAndNothingElse() {
    TrialTable history = wild(200);
    for (int row = 3; row < history.size(); row += 4) {
      PruneDecision decision = pruner().decide(history, row);
      assertThat(decision.reason().isEmpty()).isEqualTo(!decision.prune() && !decision.pause());
    }
  }

  @Test
  default void decidesOnATrialThatIsAlone() {
    for (double value : new double[] {0, Double.NaN, Double.POSITIVE_INFINITY}) {
      TrialTable history = new TrialTable(new double[] {1});
      int row = Histories.curve(history, TrialState.RUNNING, value);
      assertThat(pruner().decide(history, row)).isNotNull();
    }
  }

  @Test
  default void leavesTheHistoryAsItIs() {
    TrialTable history = wild(60);
    long version = history.version();
    pruner().decide(history, 3);
    assertThat(history.version()).isEqualTo(version);
  }

  @Test
  default void decidesAfterAHundredThousandTrials() {
    TrialTable history = wild(100_000);
    assertThat(pruner().decide(history, 99_999)).isNotNull();
  }

  @Test
  default void endsTheSameTrialsOfADeterministicStudyForAnyNumberOfWorkers() {
    List<List<Object>> expected = null;
    for (int workers : new int[] {1, 4}) {
      Study study = Study.create().pruner(pruner()).seed(7).deterministic(4).create();
      study.optimize(
          trial -> {
            double loss = trial.suggestDouble("loss", 0, 1);
            for (int step = 0; step < 9; step++) {
              Thread.sleep(0, ThreadLocalRandom.current().nextInt(200_000));
              trial.report(loss * (10 - step), step);
              if (trial.shouldPrune()) {
                throw new TrialPrunedException();
              }
            }
            return loss;
          },
          Budget.trials(40).inParallel(workers));
      List<List<Object>> found =
          study.trials().stream()
              .map(trial -> List.<Object>of(trial.state(), trial.intermediateValues()))
              .toList();
      if (expected == null) {
        expected = found;
      }
      assertThat(found).hasSize(40).isEqualTo(expected);
    }
  }

  @Test
  default void takesPartInAStudyThatMaximizes() {
    Study study = Study.create().maximize("score").pruner(pruner()).seed(7).create();
    study.optimize(
        trial -> {
          double quality = trial.suggestDouble("quality", 0, 1);
          for (int step = 0; step < 9; step++) {
            trial.report(quality * step, step);
            if (trial.shouldPrune()) {
              throw new TrialPrunedException();
            }
          }
          return quality * 9;
        },
        Budget.trials(40).inParallel(2));
    assertThat(study.trials()).hasSize(40);
    assertThat(study.trials())
        .extracting(trial -> trial.state())
        .isSubsetOf(TrialState.COMPLETE, TrialState.PRUNED)
        .contains(TrialState.COMPLETE);
  }
}
