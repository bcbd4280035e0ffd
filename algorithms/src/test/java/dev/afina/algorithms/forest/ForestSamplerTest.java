package dev.afina.algorithms.forest;

import static dev.afina.core.space.Scale.LOG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.Samplers;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Objective;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialPrunedException;
import dev.afina.core.trial.TrialState;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForestSamplerTest {

  private static final int SEEDS = 10;

  private static Study run(Sampler sampler, long seed, int trials, Objective objective) {
    Study study = Study.create().sampler(sampler).pruner(Pruner.none()).seed(seed).create();
    study.optimize(objective, Budget.trials(trials));
    return study;
  }

  private static double best(Study study) {
    return study.bestTrial().orElseThrow().values().get(0);
  }

  private static double medianOfBest(Supplier<Sampler> sampler, int trials, Objective objective) {
    double[] best =
        IntStream.range(0, SEEDS)
            .mapToDouble(seed -> best(run(sampler.get(), seed, trials, objective)))
            .sorted()
            .toArray();
    return 0.5 * (best[SEEDS / 2 - 1] + best[SEEDS / 2]);
  }

  /** Units and an activation of each layer, and an optimizer with a learning rate of its own. */
  private static double network(Trial trial) {
    String optimizer = trial.suggestCategorical("optimizer", List.of("sgd", "adam", "rmsprop"));
    double rate = Math.log10(trial.suggestDouble("rate", 1e-5, 1, LOG));
    double loss = optimizer.equals("adam") ? 0.1 * Math.pow(rate + 3, 2) : 0.1 + Math.abs(rate + 1);
    int layers = trial.suggestInt("layers", 1, 4);
    loss += 0.1 * Math.abs(layers - 3);
    for (int i = 0; i < layers; i++) {
      loss += Math.abs(Math.log(trial.suggestInt("units_" + i, 8, 512, LOG) / 100.0)) / 20;
      String activation = trial.suggestCategorical("act_" + i, List.of("relu", "tanh", "gelu"));
      loss += activation.equals("gelu") ? 0 : 0.05;
    }
    return loss;
  }

  /** Ten choices of four, each with a cost of its own and one with its neighbour. */
  private static double choices(Trial trial) {
    int before = 0;
    double sum = 0;
    for (int i = 0; i < 10; i++) {
      int choice = Integer.parseInt(trial.suggestCategorical("c" + i, List.of("0", "1", "2", "3")));
      sum += (choice * (i + 3)) % 4 + ((choice + before) % 3 == 0 ? 0 : 1);
      before = choice;
    }
    return sum;
  }

  @Test
  void beatsRandomSearchByFarWhereParametersDependOnOthers() {
    double random = medianOfBest(RandomSampler::new, 60, ForestSamplerTest::network);
    assertThat(medianOfBest(ForestSampler::create, 60, ForestSamplerTest::network))
        .isLessThan(0.8 * random);
  }

  @Test
  void beatsRandomSearchByFarAmongManyChoices() {
    double random = medianOfBest(RandomSampler::new, 80, ForestSamplerTest::choices);
    assertThat(medianOfBest(ForestSampler::create, 80, ForestSamplerTest::choices))
        .isLessThan(0.7 * random);
  }

  @Test
  void neverRepeatsItselfInAFiniteSpace() {
    Objective finite =
        trial ->
            trial.suggestInt("a", 0, 9)
                + trial.suggestDouble("b", 0, 1, 0.1)
                + (trial.suggestBoolean("c") ? 1 : 0);
    Study study = run(ForestSampler.create(), 1, 220, finite);
    assertThat(study.trials()).hasSize(220).extracting(FrozenTrial::params).doesNotHaveDuplicates();
    assertThat(study.trials().subList(0, 40))
        .extracting(trial -> trial.values().get(0))
        .contains(0.0);
  }

  /** Values of what a trial does not ask for must not make it look new. */
  @Test
  void wastesNoTrialOnParametersThatAreNotAskedFor() {
    Objective branches =
        trial -> {
          if (trial.suggestCategorical("kind", List.of("one", "many")).equals("one")) {
            return 2.0 - (trial.suggestBoolean("flag") ? 1 : 0);
          }
          return 3.0 + trial.suggestInt("a", 0, 5) + trial.suggestInt("b", 0, 5);
        };
    Set<Object> before = new HashSet<>();
    int repeated = 0;
    for (FrozenTrial trial : run(ForestSampler.create(), 2, 36, branches).trials()) {
      repeated += before.add(trial.params()) ? 0 : 1;
    }
    // of 38 configurations; only until both branches are known may one be met again
    assertThat(repeated).isLessThanOrEqualTo(1);
  }

  @Test
  void keepsAwayFromWhereTrialsFail() {
    int failures = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Study study =
          run(
              ForestSampler.create(),
              seed,
              60,
              trial -> {
                double x = trial.suggestDouble("x", 0, 1);
                double y = trial.suggestDouble("y", 0, 1);
                String kind = trial.suggestCategorical("kind", List.of("a", "b", "c", "d", "e"));
                // throws in 44 % of the space, next to the optimum
                return x > 0.7 || kind.equals("c")
                    ? Double.NaN
                    : Math.pow(x - 0.65, 2) + Math.pow(y - 0.4, 2) + (kind.equals("b") ? 0 : 0.1);
              });
      failures +=
          (int)
              study.trials().subList(30, 60).stream()
                  .filter(trial -> trial.state() == TrialState.FAIL)
                  .count();
      assertThat(best(study)).isLessThan(0.12);
    }
    assertThat(failures).isLessThanOrEqualTo(4 * SEEDS);
  }

  @Test
  void triesOtherPlacesWhenAllFailed() {
    Study study =
        run(
            ForestSampler.create(),
            4,
            20,
            trial -> {
              trial.suggestCategorical("kind", List.of("a", "b", "c"));
              trial.suggestInt("n", 0, 9);
              return Double.NaN;
            });
    assertThat(study.trials())
        .hasSize(20)
        .allMatch(trial -> trial.state() == TrialState.FAIL)
        .extracting(FrozenTrial::params)
        .doesNotHaveDuplicates();
  }

  @Test
  void findsTheBestThatIsFeasible() {
    // Gardner et al. 2014: cos x cos y − sin x sin y ≤ −0.5 leaves bands
    Objective constrained =
        trial -> {
          double x = trial.suggestDouble("x", 0, 6);
          double y = trial.suggestDouble("y", 0, 6);
          trial.constrain("c", Math.cos(x) * Math.cos(y) - Math.sin(x) * Math.sin(y) + 0.5);
          return Math.cos(2 * x) * Math.cos(y) + Math.sin(x);
        };
    double random = medianOfBest(RandomSampler::new, 60, constrained);
    assertThat(medianOfBest(ForestSampler::create, 60, constrained)).isLessThan(random);
  }

  @Test
  void learnsFromPrunedTrials() {
    Objective pruned =
        trial -> {
          double x = trial.suggestDouble("x", 0, 1);
          double y = trial.suggestDouble("y", 0, 1);
          double loss = Math.pow(x - 0.8, 2) + Math.pow(y - 0.1, 2);
          trial.report(loss + 0.2, 0);
          if (loss > 0.1) {
            throw new TrialPrunedException();
          }
          return loss;
        };
    assertThat(medianOfBest(ForestSampler::create, 40, pruned)).isLessThan(0.003);
  }

  @Test
  void spreadsOverAParetoFront() {
    Study study =
        Study.create()
            .minimize("f")
            .minimize("g")
            .sampler(ForestSampler.create())
            .pruner(Pruner.none())
            .seed(3)
            .create();
    study.optimizeMultiple(
        trial -> {
          double x = trial.suggestDouble("x", 0, 1);
          double y = trial.suggestDouble("y", 0, 1);
          return new double[] {x * x + y, (x - 1) * (x - 1) + y};
        },
        Budget.trials(60));
    List<FrozenTrial> front = study.bestTrials();
    assertThat(front).hasSizeGreaterThan(5);
    assertThat(front).anyMatch(trial -> trial.values().get(0) < 0.1);
    assertThat(front).anyMatch(trial -> trial.values().get(1) < 0.1);
  }

  @Test
  void suggestsElsewhereWhileTrialsRun() {
    Study study =
        run(
            ForestSampler.create(),
            5,
            15,
            trial -> trial.suggestInt("a", 0, 9) + trial.suggestInt("b", 0, 9));
    Set<List<Long>> asked = new HashSet<>();
    for (int i = 0; i < 12; i++) {
      Trial trial = study.ask();
      long a = trial.suggestInt("a", 0, 9);
      long b = trial.suggestInt("b", 0, 9);
      assertThat(asked.add(List.of(a, b))).isTrue();
      assertThat(study.trials().subList(0, 15))
          .noneMatch(t -> t.params().internal(0) == a && t.params().internal(1) == b);
    }
  }

  @Test
  void exploresNeverOrAlwaysIfToldSo() {
    Objective slope = trial -> trial.suggestDouble("x", 0, 1) + trial.suggestDouble("y", 0, 1);
    double greedy = medianOfBest(() -> ForestSampler.create().withExploredShare(0), 30, slope);
    double blind = medianOfBest(() -> ForestSampler.create().withExploredShare(1), 30, slope);
    assertThat(greedy).isLessThan(blind);
  }

  @Test
  void isFoundByName() {
    assertThat(Samplers.named("forest")).isInstanceOf(ForestSampler.class);
    assertThat(Samplers.named("forest", Map.of("startup", "5", "explored", "0.2"))).isNotNull();
  }

  @Test
  void rejectsOptionsThatMeanNothing() {
    assertThatThrownBy(() -> Samplers.named("forest", Map.of("startup", "few")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("option startup (\"few\") must be a whole number of trials");
    assertThatThrownBy(() -> Samplers.named("forest", Map.of("startup", "0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("number of startup trials (0) must be at least 1");
    assertThatThrownBy(() -> Samplers.named("forest", Map.of("explored", "NaN")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("share of trials that explore (NaN) must be from 0 to 1");
    assertThatThrownBy(() -> Samplers.named("forest", Map.of("explored", "1/5")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("option explored (\"1/5\") must be a number from 0 to 1");
  }
}
