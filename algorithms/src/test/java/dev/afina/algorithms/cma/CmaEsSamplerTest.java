package dev.afina.algorithms.cma;

import static dev.afina.core.space.Scale.LOG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.Samplers;
import dev.afina.core.sampler.SamplingContext;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Objective;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialPrunedException;
import dev.afina.core.trial.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CmaEsSamplerTest {

  private static final java.util.logging.Logger LOG_OF_TRIALS =
      java.util.logging.Logger.getLogger("dev.afina");

  /** Thousands of trials are not worth a line each. */
  @BeforeAll
  static void hush() {
    LOG_OF_TRIALS.setLevel(java.util.logging.Level.WARNING);
  }

  @AfterAll
  static void speak() {
    LOG_OF_TRIALS.setLevel(null);
  }

  private static Study study(Sampler sampler, long seed) {
    return Study.create().sampler(sampler).pruner(Pruner.none()).seed(seed).create();
  }

  private static Objective function(
      int dimension, double low, double high, ToDoubleFunction<double[]> formula) {
    return trial -> {
      double[] x = new double[dimension];
      for (int j = 0; j < dimension; j++) {
        x[j] = trial.suggestDouble("x" + j, low, high);
      }
      return formula.applyAsDouble(x);
    };
  }

  private static double sphere(double[] x) {
    return Arrays.stream(x).map(v -> (v - 1) * (v - 1)).sum();
  }

  private static double rosenbrock(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      sum += 100 * Math.pow(x[i + 1] - x[i] * x[i], 2) + Math.pow(1 - x[i], 2);
    }
    return sum;
  }

  private static double rastrigin(double[] x) {
    return Arrays.stream(x)
        .map(v -> v - 0.7)
        .map(v -> 10 + v * v - 10 * Math.cos(2 * Math.PI * v))
        .sum();
  }

  private static double best(Study study) {
    return study.bestTrial().orElseThrow().values().get(0);
  }

  private static double best(Sampler sampler, long seed, int trials, Objective objective) {
    Study study = study(sampler, seed);
    study.optimize(objective, Budget.trials(trials));
    return best(study);
  }

  /** Python's cmaes 0.13.1 takes 616 to 812. */
  @Test
  void findsTheBottomOfASphereInEightHundredTrials() {
    assertThat(best(CmaEsSampler.create(), 1, 800, function(5, -5, 5, CmaEsSamplerTest::sphere)))
        .isLessThan(1e-8);
  }

  /** Python's cmaes 0.13.1 takes 1569 to 2418. */
  @Test
  void followsTheValleyOfRosenbrock() {
    assertThat(
            best(CmaEsSampler.create(), 1, 2600, function(5, -2, 3, CmaEsSamplerTest::rosenbrock)))
        .isLessThan(1e-8);
  }

  @Test
  void restartsSolveWhatASingleRunDoesNot() {
    Objective rugged = function(2, -5.12, 5.12, CmaEsSamplerTest::rastrigin);
    long once =
        LongStream.range(0, 6)
            .filter(s -> best(CmaEsSampler.create().withoutRestarts(), s, 1200, rugged) < 1e-6)
            .count();
    long again =
        LongStream.range(0, 6)
            .filter(s -> best(CmaEsSampler.create(), s, 1200, rugged) < 1e-6)
            .count();
    assertThat(again).isGreaterThan(once);
  }

  @Test
  void wastesNoResultOfWorkersThatFinishInAnyOrder() {
    Study study = study(CmaEsSampler.create(), 3);
    Objective sphere = function(5, -5, 5, CmaEsSamplerTest::sphere);
    SplittableRandom random = new SplittableRandom(3);
    List<Trial> running = new ArrayList<>();
    for (int ended = 0; ended < 1000; ended++) {
      while (running.size() < 8) {
        running.add(study.ask());
      }
      Trial trial = running.remove(random.nextInt(8));
      try {
        study.tell(trial, sphere.evaluate(trial));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    assertThat(best(study)).isLessThan(1e-8);
  }

  @Test
  void findsTheBestOfEveryKindOfParameter() {
    Objective mixed =
        trial -> {
          String kind = trial.suggestCategorical("kind", List.of("a", "b", "c", "d"));
          int n = trial.suggestInt("n", 1, 40);
          int units = trial.suggestInt("units", 1, 1024, LOG);
          double rate = Math.log10(trial.suggestDouble("rate", 1e-5, 1, LOG));
          double drop = trial.suggestDouble("drop", 0, 0.9, 0.1);
          return Math.pow(n - 23, 2) / 100.0
              + Math.pow(rate + 3, 2)
              + Math.pow(Math.log(units / 64.0), 2)
              + Math.pow(drop - 0.2, 2)
              + 0.5 * Math.abs("abcd".indexOf(kind) - 2);
        };
    double[] losses =
        IntStream.range(0, 5)
            .mapToDouble(seed -> best(CmaEsSampler.create(), seed, 300, mixed))
            .sorted()
            .toArray();
    assertThat(losses[2]).isLessThan(0.01);
  }

  @Test
  void searchesAmongWhatNeitherFailsNorIsInfeasible() {
    Objective bordered =
        trial -> {
          double x = trial.suggestDouble("x", -5, 5);
          double y = trial.suggestDouble("y", -5, 5);
          trial.constrain("right of the diagonal", y - x);
          if (x * x + y * y > 20) {
            return Double.NaN;
          }
          if (x < -1) {
            trial.report(10, 0);
            throw new TrialPrunedException();
          }
          return (x + 2) * (x + 2) + (y - 2) * (y - 2);
        };
    Study study = study(CmaEsSampler.create(), 2);
    study.optimize(bordered, Budget.trials(400));
    FrozenTrial best = study.bestTrial().orElseThrow();
    assertThat(best.isFeasible()).isTrue();
    // nearest to (−2, 2) where x ≥ y and x ≥ −1 is (0, 0)
    assertThat(best.values().get(0)).isBetween(8.0, 8.001);
    assertThat(study.trials().subList(200, 400))
        .filteredOn(trial -> trial.state() == TrialState.FAIL)
        .isEmpty();
  }

  @Test
  void goesOnAsItWasAfterAResume() {
    Objective objective =
        trial ->
            sphere(new double[] {trial.suggestDouble("x", -5, 5), trial.suggestInt("n", -9, 9)})
                + (trial.suggestBoolean("b") ? 0.1 : 0);
    Study whole = study(CmaEsSampler.create(), 9);
    whole.optimize(objective, Budget.trials(90));
    Study part = study(CmaEsSampler.create(), 9);
    for (FrozenTrial trial : whole.trials().subList(0, 61)) {
      part.addTrial(trial);
    }
    part.optimize(objective, Budget.trials(90));
    assertThat(part.trials())
        .extracting(FrozenTrial::params)
        .isEqualTo(whole.trials().stream().map(FrozenTrial::params).toList());
  }

  /** Begins as random search, then hands over. */
  private static final class HandingOver implements Sampler {

    private final int after;
    private final RandomSampler before = new RandomSampler();
    private final Sampler next;

    HandingOver(int after, Sampler next) {
      this.after = after;
      this.next = next;
    }

    @Override
    public String name() {
      return "handing-over";
    }

    @Override
    public SearchSpace jointSpace(TrialHistory history) {
      return history.size() <= after ? SearchSpace.empty() : next.jointSpace(history);
    }

    @Override
    public double[] sampleJoint(SamplingContext context, SearchSpace space) {
      return next.sampleJoint(context, space);
    }

    @Override
    public double sample(SamplingContext context, String name, Distribution distribution) {
      return (context.index() < after ? before : next).sample(context, name, distribution);
    }
  }

  @Test
  void startsWhereAnotherSamplersBestTrialsLie() {
    Objective corner = function(4, 0, 1, x -> sphere(Arrays.stream(x).map(v -> v + 0.1).toArray()));
    double[] cold = new double[7];
    double[] warm = new double[7];
    for (int seed = 0; seed < 7; seed++) {
      Sampler alone = CmaEsSampler.create();
      Sampler informed = CmaEsSampler.create().withWarmStart(100);
      cold[seed] = best(alone, seed, 40, corner);
      warm[seed] = best(new HandingOver(100, informed), seed, 140, corner);
    }
    Arrays.sort(cold);
    Arrays.sort(warm);
    assertThat(warm[3]).isLessThan(cold[3] / 2);
  }

  @Test
  void refusesSeveralObjectivesByNamingAnotherSampler() {
    Study study =
        Study.create().minimize("f").minimize("g").sampler(CmaEsSampler.create()).create();
    assertThatThrownBy(
            () ->
                study.optimizeMultiple(
                    trial -> new double[] {trial.suggestDouble("x", 0, 1), 0}, Budget.trials(3)))
        .hasStackTraceContaining(
            "sampler cma-es searches for one objective, but the study has 2; take tpe or gp");
  }

  @Test
  void isFoundByNameWithItsOptions() {
    assertThat(Samplers.named("cma-es")).isInstanceOf(CmaEsSampler.class);
    assertThat(
            Samplers.named(
                "cma-es",
                Map.of(
                    "population",
                    "20",
                    "sigma",
                    "0.3",
                    "restarts",
                    "false",
                    "learning-rates",
                    "adapted",
                    "warm-start",
                    "10")))
        .isInstanceOf(CmaEsSampler.class);
  }

  private static void assertRefused(String option, String value, String message) {
    assertThatThrownBy(() -> Samplers.named("cma-es", Map.of(option, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void rejectsOptionsThatCannotBe() {
    assertRefused("population", "3", "population (3) must be at least 4");
    assertRefused("population", "0", "population (0) must be at least 4");
    assertRefused("sigma", "0", "sigma (0.0) must be in (0, 1], as a part of the range");
    assertRefused("sigma", "NaN", "sigma (NaN) must be in (0, 1], as a part of the range");
    assertRefused("sigma", "wide", "option sigma of sampler cma-es is \"wide\", expected a number");
    assertRefused("warm-start", "-1", "number of trials to start from (-1) must be at least 0");
    assertRefused(
        "restarts",
        "ipop",
        "option restarts of sampler cma-es is \"ipop\", expected true or false");
    assertRefused(
        "learning-rates",
        "low",
        "option learning-rates of sampler cma-es is \"low\", expected full or adapted");
    assertRefused(
        "population",
        "2.5",
        "option population of sampler cma-es is \"2.5\", expected a whole number");
  }
}
