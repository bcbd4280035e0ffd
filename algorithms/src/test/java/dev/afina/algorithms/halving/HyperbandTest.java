package dev.afina.algorithms.halving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.pruner.Scheduler;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Resume;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialPausedException;
import dev.afina.core.trial.TrialState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HyperbandTest {

  @TempDir Path folder;

  private final AtomicInteger steps = new AtomicInteger();

  private Study study(Scheduler scheduler) {
    return Study.named("study")
        .pruner(scheduler)
        .sampler(new RandomSampler())
        .seed(4)
        .checkpoints(folder)
        .create();
  }

  private double train(Trial trial, int last, double failing) {
    double x = trial.suggestDouble("x", 0, 1);
    for (int step = trial.resume().map(Resume::step).orElse(0) + 1; step <= last; step++) {
      steps.incrementAndGet();
      if (x < failing) {
        throw new IllegalStateException("not this one");
      }
      trial.report(x, step);
      if (trial.shouldPause()) {
        throw new TrialPausedException();
      }
    }
    return x;
  }

  /** Number of trials by the number of steps that they were trained for. */
  private static Map<Integer, Long> depths(List<FrozenTrial> trials) {
    return trials.stream()
        .collect(
            Collectors.groupingBy(
                trial -> trial.intermediateValues().size(), TreeMap::new, Collectors.counting()));
  }

  @ParameterizedTest
  @CsvSource({"10, 3", "9, 3", "27, 3", "8, 2"})
  void trainsExactlyThePlannedSteps(int max, int factor) {
    for (boolean asKerasTuner : new boolean[] {false, true}) {
      for (int workers : new int[] {1, 3}) {
        steps.set(0);
        Hyperband paper = Hyperband.maxSteps(max).factor(factor);
        Hyperband hyperband = asKerasTuner ? paper.asKerasTuner() : paper;
        Study study = study(hyperband);
        study.optimize(t -> train(t, max, 0), Budget.unlimited().inParallel(workers));
        assertThat(steps).hasValue((int) hyperband.halvingPlan().steps());
        assertThat(study.trials()).hasSize(hyperband.halvingPlan().trials());
        for (int b = 0; b < hyperband.halvingPlan().brackets().size(); b++) {
          assertDepths(study, hyperband.halvingPlan().brackets().get(b), b);
        }
      }
    }
  }

  private static void assertDepths(Study study, Bracket bracket, int number) {
    List<FrozenTrial> trials =
        study.trials().stream()
            .filter(trial -> trial.leg().orElseThrow().bracket() == number)
            .toList();
    Map<Integer, Long> expected = new TreeMap<>();
    for (int i = 0; i < bracket.rungs().size(); i++) {
      int stay =
          bracket.rungs().get(i).size()
              - (i + 1 < bracket.rungs().size() ? bracket.rungs().get(i + 1).size() : 0);
      if (stay > 0) {
        expected.put(bracket.rungs().get(i).maxStep(), (long) stay);
      }
    }
    assertThat(depths(trials)).isEqualTo(expected);
  }

  @Test
  void promotesAsManyWhereTrialsFail() {
    Study study = study(Hyperband.maxSteps(9));
    study.optimize(t -> train(t, 9, 0.2), Budget.unlimited());
    List<FrozenTrial> first =
        study.trials().stream().filter(t -> t.leg().orElseThrow().bracket() == 0).toList();
    long failed = first.stream().filter(t -> t.state() == TrialState.FAIL).count();
    assertThat(failed).isBetween(1L, 6L);
    assertThat(depths(first))
        .containsEntry(9, 1L)
        .containsEntry(3, 2L)
        .containsEntry(1, 6 - failed);
  }

  @Test
  void shrinksWithTheBudgetOfTrials() {
    Study study = study(Hyperband.maxSteps(9));
    study.optimize(t -> train(t, 9, 0), Budget.trials(6));
    assertThat(depths(study.trials())).isEqualTo(Map.of(1, 4L, 3, 1L, 9, 1L));
    assertThat(steps).hasValue(6 + 2 * 2 + 6);
  }

  @Test
  void goesOnAsAPlanWhereTheFirstRunWasStopped() {
    Hyperband hyperband = Hyperband.maxSteps(9);
    Study study = study(hyperband);
    AtomicInteger trials = new AtomicInteger();
    for (int run = 0; run < 40; run++) {
      study.optimize(
          t -> {
            if (trials.incrementAndGet() % 3 == 0) {
              study.stop();
            }
            return train(t, 9, 0);
          },
          Budget.unlimited().inParallel(2));
    }
    assertThat(steps).hasValue((int) hyperband.halvingPlan().steps());
    assertThat(study.trials()).allMatch(trial -> trial.state().isFinished());
  }

  @Test
  void completesATrialThatWasLostBetweenItsLastStepAndItsEnd() {
    Study study = study(Hyperband.maxSteps(9));
    AtomicInteger losses = new AtomicInteger();
    for (int run = 0; run < 4; run++) {
      study.optimize(
          trial -> {
            double value = train(trial, 9, 0);
            if (losses.getAndIncrement() < 3) {
              study.interrupt();
              trial.checkInterrupted();
            }
            return value;
          },
          Budget.unlimited());
    }
    assertThat(losses).hasValueGreaterThan(3);
    Map<TrialState, Long> states =
        study.trials().stream()
            .filter(trial -> !trial.isLost())
            .collect(Collectors.groupingBy(FrozenTrial::state, Collectors.counting()));
    assertThat(states)
        .isEqualTo(Map.of(TrialState.COMPLETE, 1L + 1 + 3, TrialState.PRUNED, 8L + 4));
  }

  @Test
  void runsSeveralTimesOver() {
    Study study = study(Hyperband.maxSteps(3).iterations(2));
    study.optimize(t -> train(t, 3, 0), Budget.unlimited());
    assertThat(study.trials()).hasSize(2 * Hyperband.maxSteps(3).halvingPlan().trials());
  }

  @Test
  void ashaKeepsItsBudgetOfSteps() {
    for (long budget : new long[] {9, 50, 200}) {
      steps.set(0);
      Study study = study(Asha.maxSteps(9).budget(budget));
      study.optimize(t -> train(t, 9, 0), Budget.unlimited().inParallel(2));
      assertThat((long) steps.get()).isBetween(budget / 2, budget);
    }
  }

  @Test
  void pashaStopsAtTheThirdRungWhereTheOrderNeverChanges() {
    Study study = study(Pasha.maxSteps(81));
    study.optimize(t -> train(t, 81, 0), Budget.trials(60));
    assertThat(depths(study.trials())).containsOnlyKeys(1, 3, 81).containsEntry(81, 1L);
  }

  @Test
  void pashaGoesFurtherWhereTheOrderChanges() {
    Study study = study(Pasha.maxSteps(81));
    study.optimize(
        trial -> {
          double x = trial.suggestDouble("x", 0, 1);
          for (int step = trial.resume().map(Resume::step).orElse(0) + 1; step <= 81; step++) {
            trial.report(step == 1 ? x : 1 - x, step);
            if (trial.shouldPause()) {
              throw new TrialPausedException();
            }
          }
          return 1 - x;
        },
        Budget.trials(60));
    assertThat(depths(study.trials())).containsKeys(1, 3, 9, 81);
  }
}
