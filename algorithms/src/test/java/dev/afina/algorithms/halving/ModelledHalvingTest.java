package dev.afina.algorithms.halving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.pruner.Pruners;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.Samplers;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.Resume;
import dev.afina.core.trial.TrialPausedException;
import dev.afina.core.trial.TrialPrunedException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelledHalvingTest {

  @TempDir Path folder;

  private double best(Scheduler scheduler, Sampler sampler, long seed) {
    Study study =
        Study.named(seed + scheduler.name() + sampler.name())
            .pruner(scheduler)
            .sampler(sampler)
            .seed(seed)
            .checkpoints(folder)
            .create();
    study.optimize(
        trial -> {
          double x = trial.suggestDouble("x", -1, 1);
          double y = trial.suggestDouble("y", -1, 1);
          double loss = Math.abs(x - 0.3) + Math.abs(y + 0.6);
          for (int step = trial.resume().map(Resume::step).orElse(0) + 1; step <= 27; step++) {
            trial.report(loss + 0.2 * Math.sin(9 * x * step) / step, step);
            if (trial.shouldPause()) {
              throw new TrialPausedException();
            }
          }
          return loss;
        },
        Budget.unlimited());
    return study.bestTrial().orElseThrow().value().orElseThrow();
  }

  private double medianRatio(Scheduler scheduler, Sampler sampler) {
    double[] ratios = new double[15];
    for (int seed = 0; seed < ratios.length; seed++) {
      ratios[seed] = best(scheduler, sampler, seed) / best(scheduler, new RandomSampler(), seed);
    }
    Arrays.sort(ratios);
    return ratios[ratios.length / 2];
  }

  @Test
  void bohbFindsBetterTrialsThanRandomSearch() {
    assertThat(medianRatio(Hyperband.maxSteps(27), BohbSampler.create())).isLessThan(0.9);
  }

  @Test
  void dehbFindsBetterTrialsThanRandomSearch() {
    assertThat(medianRatio(Dehb.maxSteps(27).iterations(2), DehbSampler.create())).isLessThan(0.9);
  }

  @Test
  void dehbTrainsNewTrialsUpToTheirRung() {
    Dehb dehb = Dehb.maxSteps(9);
    Study study =
        Study.named("dehb")
            .pruner(dehb)
            .sampler(DehbSampler.create())
            .checkpoints(folder)
            .seed(1)
            .create();
    study.optimize(
        trial -> {
          double x = trial.suggestDouble("x", 0, 1);
          for (int step = trial.resume().map(Resume::step).orElse(0) + 1; step <= 9; step++) {
            trial.report(x, step);
            if (trial.shouldPause()) {
              throw new TrialPausedException();
            }
            if (trial.shouldPrune()) {
              throw new TrialPrunedException();
            }
          }
          return x;
        },
        Budget.unlimited().inParallel(2));
    assertThat(study.trials()).hasSize(9 + 5 + 1 + 3);
    assertThat(study.trials().stream().skip(9))
        .allMatch(
            trial -> trial.intermediateValues().lastKey() == trial.leg().orElseThrow().maxStep());
  }

  @Test
  void isFoundByName() {
    assertThat(Samplers.named("bohb")).isInstanceOf(BohbSampler.class);
    assertThat(Samplers.named("dehb")).isInstanceOf(DehbSampler.class);
    assertThat(Pruners.named("dehb", Map.of("max", "9"))).isInstanceOf(Dehb.class);
  }
}
