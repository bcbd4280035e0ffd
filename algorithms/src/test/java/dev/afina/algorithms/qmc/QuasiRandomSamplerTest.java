package dev.afina.algorithms.qmc;

import static dev.afina.core.space.Scale.LOG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.Samplers;
import dev.afina.core.space.Params;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Objective;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.math.Halton;
import dev.afina.math.Sobol;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuasiRandomSamplerTest {

  static List<Supplier<QuasiRandomSampler>> both() {
    return List.of(QuasiRandomSampler::sobol, QuasiRandomSampler::halton);
  }

  private static List<Params> run(
      Sampler sampler, long seed, int trials, int parallel, Objective objective) {
    Study study = Study.create().sampler(sampler).pruner(Pruner.none()).seed(seed).create();
    study.optimize(objective, Budget.trials(trials).inParallel(parallel));
    return study.trials().stream()
        .sorted(Comparator.comparingInt(FrozenTrial::index))
        .map(FrozenTrial::params)
        .toList();
  }

  private static double mixed(dev.afina.core.trial.Trial trial) {
    return trial.suggestDouble("x", -1, 3)
        + trial.suggestDouble("lr", 1e-4, 1, LOG)
        + trial.suggestInt("n", 0, 7)
        + trial.suggestDouble("rate", 0.1, 0.8, 0.1)
        + trial.suggestCategorical("kind", List.of("a", "b", "c", "d")).length();
  }

  private static SortedMap<Double, Integer> counts(List<Params> trials, String name) {
    SortedMap<Double, Integer> counts = new TreeMap<>();
    for (Params params : trials) {
      counts.merge(params.internal(params.space().position(name)), 1, Integer::sum);
    }
    return counts;
  }

  @Test
  void sobolGivesEveryValueItsShareExactly() {
    List<Params> trials = run(QuasiRandomSampler.sobol(), 3, 64, 1, QuasiRandomSamplerTest::mixed);
    assertThat(counts(trials, "n")).hasSize(8).containsValue(8);
    assertThat(counts(trials, "n").values()).containsOnly(8);
    assertThat(counts(trials, "rate").values()).hasSize(8).containsOnly(8);
    assertThat(counts(trials, "kind").values()).hasSize(4).containsOnly(16);
    boolean[] linear = new boolean[64];
    boolean[] logarithmic = new boolean[64];
    for (Params params : trials) {
      linear[(int) ((params.internal(0) + 1) / 4 * 64)] = true;
      logarithmic[(int) ((Math.log10(params.internal(1)) / 4 + 1) * 64)] = true;
    }
    assertThat(linear).doesNotContain(false);
    assertThat(logarithmic).doesNotContain(false);
  }

  @ParameterizedTest
  @MethodSource("both")
  void givesTheSameTrialsToAnyNumberOfWorkers(Supplier<QuasiRandomSampler> sampler) {
    List<Params> alone = run(sampler.get(), 5, 40, 1, QuasiRandomSamplerTest::mixed);
    assertThat(run(sampler.get(), 5, 40, 4, QuasiRandomSamplerTest::mixed)).isEqualTo(alone);
  }

  @ParameterizedTest
  @MethodSource("both")
  void seedsMakeDifferentTrialsUnlessUnscrambled(Supplier<QuasiRandomSampler> sampler) {
    assertThat(run(sampler.get(), 1, 3, 1, QuasiRandomSamplerTest::mixed))
        .isNotEqualTo(run(sampler.get(), 2, 3, 1, QuasiRandomSamplerTest::mixed));
    assertThat(run(sampler.get().unscrambled(), 1, 9, 1, QuasiRandomSamplerTest::mixed))
        .isEqualTo(run(sampler.get().unscrambled(), 2, 9, 1, QuasiRandomSamplerTest::mixed));
  }

  @Test
  void unscrambledPointsAreTheSequencesOwn() {
    Objective unit =
        trial -> {
          for (int j = 0; j < 12; j++) {
            trial.suggestDouble("x" + j, 0, 1);
          }
          return 0;
        };
    List<Params> sobol = run(QuasiRandomSampler.sobol().unscrambled(), 1, 20, 1, unit);
    List<Params> halton = run(QuasiRandomSampler.halton().unscrambled(), 1, 20, 1, unit);
    double[][] points = Sobol.points(20, 12);
    for (int i = 0; i < 20; i++) {
      for (int j = 0; j < 12; j++) {
        assertThat(sobol.get(i).internal(j)).isEqualTo(points[i][j]);
        assertThat(halton.get(i).internal(j)).isEqualTo(Halton.plain(j).at(i));
      }
    }
  }

  @Test
  void parametersOfBranchesHaveCoordinatesOfTheirOwn() {
    Objective branches =
        trial -> {
          boolean left = trial.suggestInt("side", 0, 1) == 0;
          trial.suggestInt("one point takes no coordinate", 3, 3);
          return left ? trial.suggestDouble("l", 0, 1) : trial.suggestDouble("r", 0, 1);
        };
    List<Params> trials = run(QuasiRandomSampler.sobol().unscrambled(), 1, 32, 1, branches);
    double[][] points = Sobol.points(32, 3);
    for (int i = 0; i < 32; i++) {
      boolean left = points[i][0] < 0.5; // the first trial takes the left branch
      assertThat(trials.get(i).internal(2)).isEqualTo(points[i][left ? 1 : 2]);
    }
  }

  @ParameterizedTest
  @MethodSource("both")
  void drawsParametersBeyondTheTableAtRandom(Supplier<QuasiRandomSampler> sampler) {
    Objective wide =
        trial -> {
          for (int j = 0; j < 1002; j++) {
            trial.suggestDouble("x" + j, 0, 1);
          }
          return 0;
        };
    List<Params> trials = run(sampler.get(), 1, 2, 1, wide);
    assertThat(trials.get(0).internal(1001)).isNotEqualTo(trials.get(0).internal(1000));
    assertThat(trials.get(0).internal(1001)).isNotEqualTo(trials.get(1).internal(1001));
  }

  @Test
  void latinHypercubesHaveEveryShareOnceInEveryBlock() {
    List<Params> trials =
        run(
            LatinHypercubeSampler.of(20),
            4,
            60,
            1,
            trial -> trial.suggestDouble("x", 0, 1) + trial.suggestDouble("y", 1, 10, LOG));
    int[][] shares = new int[2][60];
    for (int block = 0; block < 3; block++) {
      for (int j = 0; j < 2; j++) {
        boolean[] taken = new boolean[20];
        for (int i = 20 * block; i < 20 * (block + 1); i++) {
          double value = trials.get(i).internal(j);
          shares[j][i] = (int) ((j == 0 ? value : Math.log10(value)) * 20);
          taken[shares[j][i]] = true;
        }
        assertThat(taken).doesNotContain(false);
      }
    }
    assertThat(shares[0]).isNotEqualTo(shares[1]);
    assertThat(java.util.Arrays.copyOf(shares[0], 20))
        .isNotEqualTo(java.util.Arrays.copyOfRange(shares[0], 20, 40));
  }

  @Test
  void latinHypercubesAreTheSameForAnyNumberOfWorkers() {
    List<Params> alone = run(LatinHypercubeSampler.of(16), 5, 40, 1, QuasiRandomSamplerTest::mixed);
    assertThat(run(LatinHypercubeSampler.of(16), 5, 40, 4, QuasiRandomSamplerTest::mixed))
        .isEqualTo(alone);
  }

  @Test
  void areFoundByName() {
    for (String name : List.of("sobol", "halton", "lhs")) {
      assertThat(Samplers.named(name).name()).isEqualTo(name);
    }
    assertThat(Samplers.named("sobol", Map.of("scramble", "false"))).isNotNull();
    assertThat(Samplers.named("lhs", Map.of("block", " 7 "))).isNotNull();
  }

  @Test
  void rejectsOptionsThatCannotBe() {
    assertThatThrownBy(() -> Samplers.named("halton", Map.of("scramble", "yes")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("option scramble of sampler halton is \"yes\", expected true or false");
    assertThatThrownBy(() -> Samplers.named("lhs", Map.of("block", "many")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("option block of sampler lhs is \"many\", expected a number of trials");
    for (int trials : new int[] {0, -3, 1_000_001}) {
      assertThatThrownBy(() -> LatinHypercubeSampler.of(trials))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("number of trials of a Latin hypercube (%d) must be in [1, 1000000]", trials);
    }
  }
}
