package dev.afina.algorithms.gp;

import static dev.afina.core.space.Scale.LOG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.algorithms.halving.Asha;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.Samplers;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Objective;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Resume;
import dev.afina.core.trial.TrialPausedException;
import dev.afina.core.trial.TrialPrunedException;
import dev.afina.core.trial.TrialState;
import dev.afina.testkit.TestFunction;
import dev.afina.testkit.TestFunctions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianProcessSamplerTest {

  private static final int SEEDS = 10;

  private static Study run(Sampler sampler, long seed, int trials, Objective objective) {
    Study study = Study.create().sampler(sampler).pruner(Pruner.none()).seed(seed).create();
    study.optimize(objective, Budget.trials(trials));
    return study;
  }

  private static double medianOfBest(Supplier<Sampler> sampler, int trials, Objective objective) {
    double[] best =
        IntStream.range(0, SEEDS)
            .mapToDouble(
                seed ->
                    run(sampler.get(), seed, trials, objective)
                        .bestTrial()
                        .orElseThrow()
                        .values()
                        .get(0))
            .sorted()
            .toArray();
    return 0.5 * (best[SEEDS / 2 - 1] + best[SEEDS / 2]);
  }

  /** Of all pairs of points in the plane. */
  private static List<Double> distances(List<double[]> points) {
    return IntStream.range(0, points.size())
        .boxed()
        .flatMap(i -> points.subList(0, i).stream().map(b -> distance(points.get(i), b)))
        .toList();
  }

  private static double distance(double[] a, double[] b) {
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
  }

  static List<TestFunction> functions() {
    return List.of(TestFunctions.branin().shifted(0.1), TestFunctions.hartmann6().shifted(0.1));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void beatsRandomSearchByFar(TestFunction function) {
    double random = function.regret(medianOfBest(RandomSampler::new, 40, function.objective()));
    double ours =
        function.regret(medianOfBest(GaussianProcessSampler::create, 40, function.objective()));
    assertThat(ours).isLessThan(random / 4);
  }

  @Test
  void findsTheBestOfMixedParameters() {
    Objective mixed =
        trial -> {
          String kind = trial.suggestCategorical("kind", List.of("a", "b", "c", "d"));
          int n = trial.suggestInt("n", 1, 40);
          double rate = Math.log10(trial.suggestDouble("rate", 1e-5, 1, LOG));
          double offset = "abcd".indexOf(kind);
          return Math.pow(n - 23, 2) / 100.0 + Math.pow(rate + 3, 2) + 0.5 * Math.abs(offset - 2);
        };
    assertThat(medianOfBest(GaussianProcessSampler::create, 40, mixed)).isLessThan(0.02);
  }

  @Test
  void learnsWhichParametersABranchAsksFor() {
    Objective conditional =
        trial -> {
          if (trial.suggestCategorical("model", List.of("tree", "net")).equals("tree")) {
            return 0.5 + Math.pow(trial.suggestInt("depth", 1, 12) - 7, 2) / 20.0;
          }
          double sum = 0;
          int layers = trial.suggestInt("layers", 1, 3);
          for (int i = 0; i < layers; i++) {
            sum += Math.pow(trial.suggestDouble("width_" + i, 0, 1) - 0.3 * (i + 1), 2);
          }
          return sum + 0.2 * Math.abs(layers - 2);
        };
    double random = medianOfBest(RandomSampler::new, 50, conditional);
    assertThat(medianOfBest(GaussianProcessSampler::create, 50, conditional))
        .isLessThan(random / 10);
  }

  @Test
  void neverRepeatsItselfInAFiniteSpace() {
    Objective finite =
        trial ->
            trial.suggestInt("a", 0, 9)
                + trial.suggestDouble("b", 0, 1, 0.1)
                + (trial.suggestBoolean("c") ? 1 : 0);
    Study study = run(GaussianProcessSampler.create(), 1, 220, finite);
    assertThat(study.trials()).hasSize(220).extracting(FrozenTrial::params).doesNotHaveDuplicates();
    assertThat(study.trials().subList(0, 30))
        .extracting(trial -> trial.values().get(0))
        .contains(0.0);
  }

  @Test
  void keepsAwayFromWhereTrialsFail() {
    int[] failures = new int[SEEDS];
    for (int seed = 0; seed < SEEDS; seed++) {
      Study study =
          run(
              GaussianProcessSampler.create(),
              seed,
              60,
              trial -> {
                double x = trial.suggestDouble("x", 0, 1);
                double y = trial.suggestDouble("y", 0, 1);
                trial.suggestDouble("z", 0, 1);
                // throws in 30 % of the volume, next to the optimum
                return x > 0.7 ? Double.NaN : Math.pow(x - 0.65, 2) + Math.pow(y - 0.4, 2);
              });
      failures[seed] =
          (int)
              study.trials().subList(30, 60).stream()
                  .filter(trial -> trial.state() == TrialState.FAIL)
                  .count();
      assertThat(study.bestTrial().orElseThrow().values().get(0)).isLessThan(0.01);
    }
    assertThat(Arrays.stream(failures).sum()).isLessThanOrEqualTo(3 * SEEDS);
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
    double random = medianOfBest(RandomSampler::new, 50, constrained);
    double ours = medianOfBest(GaussianProcessSampler::create, 50, constrained);
    assertThat(ours).isLessThan(random).isLessThan(-1.8);
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
    assertThat(medianOfBest(GaussianProcessSampler::create, 30, pruned)).isLessThan(1e-3);
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3, 5})
  void seldomBeginsAgainWhereTrialsWereSetAside(long seed) {
    Study study =
        Study.create()
            .minimize("loss")
            .sampler(GaussianProcessSampler.create())
            .pruner(Asha.maxSteps(8).minSteps(2).factor(2).budget(240))
            .seed(seed)
            .create();
    study.optimize(
        trial -> {
          double x = trial.suggestDouble("x", 0, 1);
          double y = trial.suggestDouble("y", 0, 1);
          double end = Math.abs(x - 0.5) + 0.3 * Math.abs(y - 0.3);
          for (int step = trial.resume().map(Resume::step).orElse(0) + 1; step <= 8; step++) {
            trial.report(x > 0.4 ? end + 1.0 / step : end + 0.05 / step, step);
            if (trial.shouldPause()) {
              throw new TrialPausedException();
            }
          }
          return end;
        },
        Budget.trials(80));
    List<double[]> aside =
        study.trials().stream()
            .filter(trial -> trial.state() != TrialState.COMPLETE)
            .map(
                trial ->
                    new double[] {trial.params().getDouble("x"), trial.params().getDouble("y")})
            .toList();
    assertThat(aside).hasSizeGreaterThan(10);
    assertThat(distances(aside))
        .filteredOn(distance -> distance < 0.005)
        .hasSizeLessThan(aside.size() / 5);
  }

  @Test
  void spreadsOverAParetoFront() {
    Study study =
        Study.create()
            .minimize("f")
            .minimize("g")
            .sampler(GaussianProcessSampler.create())
            .pruner(Pruner.none())
            .seed(3)
            .create();
    study.optimizeMultiple(
        trial -> {
          double x = trial.suggestDouble("x", 0, 1);
          double y = trial.suggestDouble("y", 0, 1);
          return new double[] {x * x + y, (x - 1) * (x - 1) + y};
        },
        Budget.trials(50));
    List<FrozenTrial> front = study.bestTrials();
    assertThat(front).hasSizeGreaterThan(8);
    assertThat(front).anyMatch(trial -> trial.values().get(0) < 0.05);
    assertThat(front).anyMatch(trial -> trial.values().get(1) < 0.05);
  }

  @Test
  void suggestsElsewhereWhileTrialsRun() {
    TestFunction ackley = TestFunctions.ackley(2).shifted(0.1);
    Study study = run(GaussianProcessSampler.create(), 5, 12, ackley.objective());
    List<double[]> asked =
        IntStream.range(0, 6)
            .mapToObj(i -> study.ask())
            .map(
                trial ->
                    new double[] {
                      trial.suggestDouble("x0", -32.768, 32.768),
                      trial.suggestDouble("x1", -32.768, 32.768)
                    })
            .toList();
    assertThat(distances(asked)).hasSize(15).allMatch(distance -> distance > 0.5);
  }

  @Test
  void isFoundByName() {
    assertThat(Samplers.named("gp")).isInstanceOf(GaussianProcessSampler.class);
    assertThat(Samplers.named("gp", Map.of("startup", "5"))).isNotNull();
    assertThat(
            Samplers.named(
                "gp",
                Map.of(
                    "acquisition",
                    "upper-confidence-bound",
                    "noisy",
                    "true",
                    "warping",
                    "true",
                    "cost",
                    "0.5")))
        .isNotNull();
    assertThat(Samplers.named("gp", Map.of("cost", "0"))).isNotNull();
    assertThatThrownBy(() -> Samplers.named("gp", Map.of("startup", "few")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("option startup (\"few\") must be a whole number");
    assertThatThrownBy(() -> Samplers.named("gp", Map.of("startup", "0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("number of startup trials (0) must be at least 1");
    assertThatThrownBy(() -> Samplers.named("gp", Map.of("noisy", "yes")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("option noisy (\"yes\") must be true or false");
    assertThatThrownBy(() -> Samplers.named("gp", Map.of("cost", "2")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("exponent of the cost (2.0) must be above 0 and at most 1");
    assertThatThrownBy(() -> Samplers.named("gp", Map.of("acquisition", "best")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected one of [log-ei, log-noisy-ei, upper-confidence-bound,");
  }
}
