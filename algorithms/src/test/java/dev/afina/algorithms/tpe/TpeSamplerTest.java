package dev.afina.algorithms.tpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.Samplers;
import dev.afina.core.space.Scale;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.storage.Direction;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialState;
import dev.afina.core.trial.TrialTable;
import dev.afina.testkit.TestFunction;
import dev.afina.testkit.TestFunctions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TpeSamplerTest {

  static List<TestFunction> functions() {
    return TestFunctions.all();
  }

  private static Study study(Sampler sampler, long seed) {
    return Study.create().sampler(sampler).pruner(Pruner.none()).seed(seed).create();
  }

  private static double medianBest(TestFunction function, boolean tpe) {
    double[] best = new double[20];
    for (int seed = 0; seed < best.length; seed++) {
      Study study = study(tpe ? TpeSampler.create() : new RandomSampler(), seed);
      study.optimize(function.objective(), Budget.trials(60));
      best[seed] = study.bestTrial().orElseThrow().values().get(0);
    }
    Arrays.sort(best);
    return 0.5 * best[9] + 0.5 * best[10];
  }

  @ParameterizedTest
  @MethodSource("functions")
  void beatsRandomSearchInTheMedianOf20Seeds(TestFunction function) {
    assertThat(medianBest(function, true)).isLessThan(medianBest(function, false));
  }

  @Test
  void samplesWhatAllTrialsHaveJointlyOnceTheStartIsOver() {
    Study study = study(TpeSampler.create(), 1);
    study.optimize(TpeSamplerTest::conditional, Budget.trials(10));
    assertThat(TpeSampler.create().jointSpace(table(study)).names())
        .containsExactly("layers", "lr");
    assertThat(TpeSampler.create().withStartupTrials(11).jointSpace(table(study)).size()).isZero();
    assertThat(TpeSampler.create().univariate().jointSpace(table(study)).size()).isZero();
  }

  @Test
  void dividesAConditionalSpaceIntoBlocksWhenGrouped() {
    Study study = study(TpeSampler.create(), 1);
    study.optimize(TpeSamplerTest::conditional, Budget.trials(30));
    assertThat(TpeSampler.create().grouped().jointSpace(table(study)).names())
        .containsExactlyInAnyOrder("layers", "lr", "units_0", "units_1", "units_2");
    assertThat(
            new JointSpaces(true)
                .of(table(study)).stream().map(SearchSpace::names).map(List::size).toList())
        .containsExactlyInAnyOrder(2, 1, 1, 1);
  }

  private static double conditional(Trial trial) {
    int layers = trial.suggestInt("layers", 0, 3);
    double sum = Math.abs(Math.log10(trial.suggestDouble("lr", 1e-5, 1e-1, Scale.LOG)) + 3);
    for (int i = 0; i < layers; i++) {
      sum += Math.abs(trial.suggestInt("units_" + i, 1, 128) - 40) / 40.0;
    }
    return sum;
  }

  private static TrialTable table(Study study) {
    double[] signs = study.directions().stream().mapToDouble(Direction::sign).toArray();
    TrialTable table = new TrialTable(signs);
    study.trials().forEach(table::put);
    return table;
  }

  private static long failures(Sampler sampler) {
    long failures = 0;
    for (int seed = 0; seed < 5; seed++) {
      Study study = study(sampler, seed);
      for (int i = 0; i < 100; i++) {
        Trial trial = study.ask();
        double x = trial.suggestDouble("x", 0, 1);
        double y = trial.suggestDouble("y", 0, 1);
        if (x < 0.3) {
          study.fail(trial, "diverged");
        } else {
          study.tell(trial, x + y);
        }
      }
      failures +=
          study.trials().stream()
              .filter(t -> t.number() >= 30 && t.state() == TrialState.FAIL)
              .count();
    }
    return failures;
  }

  @Test
  void keepsOffWhatFails() {
    assertThat(failures(TpeSampler.create()))
        .isLessThan(failures(TpeSampler.create().ignoringFailures()) / 2);
  }

  @Test
  void keepsOffWhatIsInfeasible() {
    Study study = study(TpeSampler.create(), 3);
    study.optimize(
        trial -> {
          double x = trial.suggestDouble("x", -5, 5);
          trial.constrain("right of 1", 1 - x);
          return x * x;
        },
        Budget.trials(80));
    double best = study.bestTrial().orElseThrow().values().get(0);
    assertThat(best).isBetween(1.0, 1.2);
  }

  @Test
  void findsAFrontOfTwoObjectives() {
    Study tpe = twoObjectives(TpeSampler.create());
    Study random = twoObjectives(new RandomSampler());
    assertThat(volume(tpe)).isGreaterThan(volume(random));
  }

  private static Study twoObjectives(Sampler sampler) {
    Study study =
        Study.create()
            .minimize("f")
            .maximize("g")
            .sampler(sampler)
            .pruner(Pruner.none())
            .seed(5)
            .create();
    study.optimizeMultiple(
        trial -> {
          double sum = 0;
          double x = trial.suggestDouble("x0", 0, 1);
          for (int i = 1; i < 6; i++) {
            sum += trial.suggestDouble("x" + i, 0, 1);
          }
          double g = 1 + 9 * sum / 5;
          return new double[] {x, -g * (1 - Math.sqrt(x / g))}; // ZDT1
        },
        Budget.trials(150));
    return study;
  }

  private static double volume(Study study) {
    double[][] points =
        study.bestTrials().stream()
            .map(t -> new double[] {t.values().get(0), -t.values().get(1)})
            .filter(p -> p[1] < 11)
            .toArray(double[][]::new);
    return Hypervolume.of(points, new double[] {1.1, 11});
  }

  @Test
  void isFoundByNameAndTakesOptions() {
    assertThat(Samplers.named("tpe")).isInstanceOf(TpeSampler.class);
    assertThat(
            Samplers.named(
                    "tpe",
                    Map.of(
                        "startup", "3",
                        "candidates", "12",
                        "mode", "univariate",
                        "failures", "ignore"))
                .name())
        .isEqualTo("tpe");
    assertThatThrownBy(() -> Samplers.named("tpe", Map.of("mode", "both")))
        .hasMessage(
            "option mode of sampler tpe is \"both\", expected multivariate, univariate or grouped");
    assertThatThrownBy(() -> Samplers.named("tpe", Map.of("startup", "few")))
        .hasMessage("option startup of sampler tpe is \"few\", expected an integer");
    assertThatThrownBy(() -> TpeSampler.create().withCandidates(0))
        .hasMessageContaining("candidates (0) at least 1");
  }

  @Test
  void learnsFromPrunedTrialsAlone() {
    Study study = study(TpeSampler.create(), 2);
    study.optimize(
        trial -> {
          double x = trial.suggestDouble("x", -1, 1);
          trial.report(x * x, 0);
          throw new dev.afina.core.trial.TrialPrunedException();
        },
        Budget.trials(80));
    double[] late =
        study.trials().stream()
            .filter(t -> t.number() >= 40)
            .map(FrozenTrial::params)
            .mapToDouble(p -> Math.abs(p.getDouble("x")))
            .sorted()
            .toArray();
    assertThat(late[late.length / 2]).isLessThan(0.3);
  }
}
