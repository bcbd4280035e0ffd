package dev.afina.core.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.space.Params;
import dev.afina.core.space.Scale;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Objective;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialTable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomSamplerTest {

  /** Three networks of one layer and nine of two, each with and without a bias: 24. */
  private static double conditional(Trial trial) {
    int layers = trial.suggestInt("layers", 1, 2);
    double sum = 0;
    for (int i = 0; i < layers; i++) {
      sum += trial.suggestInt("units_" + i, 1, 3);
    }
    return trial.suggestBoolean("bias") ? sum : -sum;
  }

  private static Study study(long seed) {
    return Study.create().seed(seed).pruner(Pruner.none()).create();
  }

  private static List<Params> run(Study study, Objective objective, int parallel) {
    study.optimize(objective, Budget.unlimited().inParallel(parallel));
    return study.trials().stream().map(FrozenTrial::params).toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void triesEveryConfigurationOfAConditionalSpaceOnce(long seed) {
    List<Params> tried = run(study(seed), RandomSamplerTest::conditional, 1);
    assertThat(tried).hasSize(24).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void triesEveryConfigurationOnceInParallelToo(int parallel) {
    for (int seed = 0; seed < 100; seed++) {
      List<Params> tried = run(study(seed), RandomSamplerTest::conditional, parallel);
      assertThat(tried).hasSize(24).doesNotHaveDuplicates();
    }
  }

  /** More at once than a branch holds may enter it before one of them shows how small it is. */
  @Test
  void missesNoConfigurationWhereBranchesAreSmallerThanTheNumberOfTrialsAtOnce() {
    for (int seed = 0; seed < 100; seed++) {
      List<Params> tried = run(study(seed), RandomSamplerTest::conditional, 8);
      assertThat(Set.copyOf(tried)).hasSize(24);
      assertThat(tried).hasSizeLessThanOrEqualTo(24 + 2);
    }
  }

  @Test
  void neverRepeatsWhatWasEnqueued() {
    Study study = study(3);
    study.enqueue(Map.of("layers", 1, "units_0", 2, "bias", true));
    assertThat(run(study, RandomSamplerTest::conditional, 1)).hasSize(24).doesNotHaveDuplicates();
  }

  @Test
  void isNotMisledByEnqueuedValuesOutsideOfTheSpace() {
    Study study = study(3);
    study.enqueue(Map.of("n", 77));
    List<Params> tried = run(study, trial -> trial.suggestInt("n", 1, 3), 1);
    assertThat(tried)
        .extracting(params -> params.getInt("n"))
        .containsExactlyInAnyOrder(77, 1, 2, 3);
  }

  @Test
  void runsAnObjectiveWithoutParametersForAsLongAsItIsTold() {
    Study study = study(1);
    study.optimize(trial -> trial.number(), Budget.trials(7));
    assertThat(study.trials()).hasSize(7);
  }

  @Test
  void keepsToTheScaleInFiniteSpacesToo() {
    int small = 0;
    for (int seed = 0; seed < 40; seed++) {
      Study study = study(seed);
      study.optimize(t -> t.suggestInt("units", 1, 1000, Scale.LOG), Budget.trials(10));
      small += (int) study.trials().stream().filter(t -> t.params().getInt("units") <= 32).count();
    }
    // about half of the logarithmic width lies below 32, but 3 percent of the integers
    assertThat(small).isBetween(120, 260);
  }

  @Test
  void samplesAContinuousSpaceByIndexAloneWhateverTheNumberOfWorkers() {
    Objective objective =
        trial ->
            trial.suggestDouble("lr", 1e-5, 1e-1, Scale.LOG)
                + trial.suggestInt("n", 1, 5)
                + trial.suggestCategorical("c", 0.5, 1.5);
    assertThat(byIndex(objective, 4)).isEqualTo(byIndex(objective, 1)).hasSize(40);
  }

  private static Map<Integer, Map<String, ?>> byIndex(Objective objective, int parallel) {
    Study study = study(99);
    study.optimize(objective, Budget.trials(40).inParallel(parallel));
    return study.trials().stream()
        .collect(
            java.util.stream.Collectors.toMap(FrozenTrial::index, trial -> trial.params().toMap()));
  }

  @Test
  void readsNoHistoryOnceItsSpaceIsLarge() {
    RandomSampler sampler = new RandomSampler();
    Study study = Study.create().seed(3).sampler(sampler).pruner(Pruner.none()).create();
    TrialTable table = new TrialTable(new double[] {1}, 0);
    assertThat(sampler.readsHistory(table)).isTrue();
    study.optimize(trial -> trial.suggestInt("n", 1, 9), Budget.trials(1));
    table.put(study.trials().get(0));
    assertThat(sampler.readsHistory(table)).isTrue();
    study.optimize(trial -> trial.suggestDouble("x", 0, 1), Budget.trials(2));
    table.put(study.trials().get(1));
    assertThat(sampler.readsHistory(table)).isFalse();
  }
}
