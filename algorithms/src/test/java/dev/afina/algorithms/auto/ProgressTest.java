package dev.afina.algorithms.auto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.SamplingContext;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.TrialHistory;
import org.junit.jupiter.api.Test;

class ProgressTest {

  /** How many results came since the best, as it stands before one more trial. */
  private static int after(double... losses) {
    int[] seen = new int[1];
    Sampler watching =
        new Sampler() {
          @Override
          public String name() {
            return "watching";
          }

          @Override
          public double sample(SamplingContext context, String name, Distribution distribution) {
            return new RandomSampler().sample(context, name, distribution);
          }

          @Override
          public SearchSpace jointSpace(TrialHistory history) {
            seen[0] = Progress.resultsSinceBest(history);
            return SearchSpace.empty();
          }
        };
    Study study = Study.create().minimize("loss").sampler(watching).seed(1).create();
    study.optimize(
        trial -> trial.index() < losses.length ? losses[trial.index()] : 0,
        Budget.trials(losses.length + 1));
    return seen[0];
  }

  @Test
  void countsResultsAfterTheLastImprovement() {
    assertThat(after()).isZero();
    assertThat(after(3)).isZero();
    assertThat(after(3, 4, 5)).isEqualTo(2);
    assertThat(after(3, 4, 2)).isZero();
    assertThat(after(3, 3)).isEqualTo(1);
  }

  @Test
  void aFailedTrialIsNoImprovement() {
    assertThat(after(3, Double.NaN, Double.NaN)).isEqualTo(2);
    assertThat(after(Double.NaN, Double.NaN)).isEqualTo(2);
  }
}
