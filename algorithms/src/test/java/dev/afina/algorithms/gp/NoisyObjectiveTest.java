package dev.afina.algorithms.gp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.algorithms.gp.SimulatedStudy.Outcome;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NoisyObjectiveTest {

  private static final int SEEDS = 8;
  private static final GaussianProcessSampler PLAIN = GaussianProcessSampler.create();

  /** Values from about −0.13 to 2.5. */
  private static double bowl(double[] x) {
    double squares = Math.pow(x[0] - 0.3, 2) + Math.pow(x[1] - 0.62, 2) + Math.pow(x[2] - 0.45, 2);
    return 3 * squares + 0.15 * Math.sin(12 * x[0]);
  }

  private static double medianUnderNoise(GaussianProcessSampler sampler) {
    return SimulatedStudy.median(
        SEEDS,
        seed -> {
          SplittableRandom noise = new SplittableRandom(100 + seed);
          return bowl(
              SimulatedStudy.run(
                      sampler, seed, 3, 60, x -> Outcome.of(bowl(x) + 0.25 * noise.nextGaussian()))
                  .recommended());
        });
  }

  @Test
  void recommendsBetterPointsOfANoisyObjectiveThanByTheBestSeen() {
    assertThat(medianUnderNoise(PLAIN.withNoise()))
        .isLessThan(medianUnderNoise(PLAIN.withAcquisition(AcquisitionFunction.LOG_EI)))
        .isLessThan(0);
  }

  @Test
  void triesTheBestValuesAgainWhereTheObjectiveIsNoisy() {
    Study study = Study.create().sampler(PLAIN.withNoise()).pruner(Pruner.none()).seed(4).create();
    SplittableRandom noise = new SplittableRandom(5);
    study.optimize(
        trial -> Math.abs(trial.suggestInt("n", 0, 7) - 5) + 0.3 * noise.nextGaussian(),
        Budget.trials(30));
    long[] counts = new long[8];
    study.trials().forEach(trial -> counts[(int) trial.params().internal("n")]++);
    assertThat(counts[5]).isGreaterThan(6).isEqualTo(Arrays.stream(counts).max().orElseThrow());
  }
}
