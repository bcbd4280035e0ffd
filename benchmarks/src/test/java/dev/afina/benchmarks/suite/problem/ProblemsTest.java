package dev.afina.benchmarks.suite.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.testkit.Requirement;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class ProblemsTest {

  private static final Problems BARE = Problems.of(Path.of("no", "such", "checkout"));

  @Test
  void takesItsOptimumWhereItIsKnownToBe() {
    assertOptimum("branin", Map.of("x0", Math.PI + 1.5, "x1", 2.275 - 1.5));
    assertOptimum("ackley20", everywhere(20, 6.5536));
    assertOptimum("noisy-branin", Map.of("x0", Math.PI + 1.5, "x1", 2.275 - 1.5));
    double x = 0.08984201368301331;
    double y = -0.7126564032704135;
    assertOptimum("func2c", Map.of("h1", "camel", "h2", "camel", "x0", x / 2, "x1", y / 2));
    assertOptimum(
        "func3c", Map.of("h1", "camel", "h2", "camel", "h3", "camel", "x0", x / 2, "x1", y / 2));
    assertOptimum(
        "ackley-mixed",
        Map.of("n0", 7, "n1", 2, "n2", 8, "c0", "b", "c1", "d", "x", 1.7, "rate", 2e-4));
    assertOptimum("jenatton", Map.of("x1", "0", "x2", "0", "x4", 0.3, "r8", 0));
    assertOptimum("layers", layers());
    assertOptimum(
        "algorithms",
        Map.of(
            "algorithm",
            "boosting",
            "boosting_rate",
            Math.pow(10, -1.4),
            "boosting_rounds",
            251,
            "boosting_depth",
            5,
            "boosting_subsample",
            0.75));
    assertOptimum("gardner1", Map.of("x", 1.5 * Math.PI, "y", 0));
    assertOptimum("gardner2", Map.of("x", 1.5 * Math.PI, "y", Math.asin(0.95) + 1e-9));
    assertOptimum("failing-axis", Map.of("x0", 0.65, "x1", 0.3, "x2", 0.4, "x3", 0.55));
    double sum = 2 - Math.sqrt(0.6) - 0.05;
    assertOptimum(
        "failing-oblique",
        Map.of("x0", (sum + 0.2) / 2, "x1", (sum - 0.2) / 2, "x2", 0.4, "x3", 0.55));
    assertOptimum("failing-category", Map.of("kind", "a", "x0", 0.83, "x1", 0.3, "x2", 0.4));
  }

  private static Map<String, Object> layers() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("layers", 3);
    int[] units = {181, 91, 45};
    double[] dropouts = {0.15, 0.3, 0.4};
    for (int i = 0; i < 3; i++) {
      values.put("units_" + (i + 1), units[i]);
      values.put("activation_" + (i + 1), i == 0 ? "gelu" : "relu");
      values.put("dropout_" + (i + 1), dropouts[i]);
    }
    values.put("optimizer", "sgd");
    values.put("momentum", 0.85);
    values.put("rate", 0.3 * (1 - 0.85));
    return values;
  }

  private static Map<String, Object> everywhere(int dimension, double shift) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < dimension; i++) {
      values.put("x" + i, i % 2 == 0 ? shift : -shift);
    }
    return values;
  }

  private static void assertOptimum(String name, Map<String, ?> values) {
    Problem problem = BARE.named(name);
    Outcome outcome = problem.evaluate(problem.space().point(values), 0, 0);
    assertThat(outcome.isFailed()).as(name).isFalse();
    assertThat(outcome.isFeasible()).as(name).isTrue();
    assertThat(outcome.noiseFree())
        .as(name)
        .isCloseTo(problem.optimum().orElseThrow(), within(1e-5));
  }

  @Test
  void isNeverBetterThanItsOptimum() {
    for (Problem problem : BARE.available()) {
      sample(
          problem,
          500,
          (trial, outcome) -> {
            if (!outcome.isFailed() && outcome.isFeasible()) {
              assertThat(outcome.noiseFree())
                  .as(problem.name())
                  .isGreaterThanOrEqualTo(problem.optimum().orElseThrow() - 1e-9);
            }
          });
    }
  }

  @Test
  void failsInThreeTenthsOfTheVolume() {
    for (String name : List.of("failing-axis", "failing-oblique", "failing-category")) {
      int[] failures = new int[1];
      sample(BARE.named(name), 4000, (trial, outcome) -> failures[0] += outcome.isFailed() ? 1 : 0);
      assertThat(failures[0] / 4000.0).as(name).isCloseTo(0.3, within(0.03));
    }
  }

  @Test
  void drawsTheSameNoiseForTheSameSeedAndTrialOnly() {
    Problem problem = BARE.named("noisy-hartmann6");
    Map<String, Object> middle = everywhere(6, 0.5);
    middle.replaceAll((name, value) -> 0.5);
    Point point = problem.space().point(middle);
    Outcome first = problem.evaluate(point, 3, 7);
    assertThat(problem.evaluate(point, 3, 7)).isEqualTo(first);
    assertThat(problem.evaluate(point, 3, 8).value()).isNotEqualTo(first.value());
    assertThat(problem.evaluate(point, 4, 7).value()).isNotEqualTo(first.value());
    assertThat(problem.evaluate(point, 4, 7).noiseFree()).isEqualTo(first.noiseFree());
  }

  @Test
  void asksOnlyForParametersThatExist() {
    Problem problem = BARE.named("layers");
    sample(
        problem,
        50,
        (trial, outcome) -> {
          int layers = trial.params().getInt("layers");
          for (int i = 1; i <= 4; i++) {
            assertThat(trial.params().contains("units_" + i)).isEqualTo(i <= layers);
          }
          assertThat(trial.params().contains("momentum"))
              .isEqualTo(trial.params().getString("optimizer").equals("sgd"));
        });
  }

  @Test
  void isAnObjectiveWithConstraints() {
    Problem problem = BARE.named("gardner1");
    Study study = Study.create().minimize("loss").seed(1).create();
    study.optimize(problem.objective(1), Budget.trials(30));
    for (FrozenTrial trial : study.trials()) {
      Outcome outcome = problem.evaluate(problem.space().point(trial.params().toMap()), 1, 0);
      assertThat(trial.value()).contains(outcome.value());
      assertThat(trial.isFeasible()).isEqualTo(outcome.isFeasible());
    }
  }

  @Test
  void tellsWhatIsWrongWithAPoint() {
    Space space = BARE.named("jenatton").space();
    Map<String, ?> valid = Map.of("x1", "0", "x2", "1", "x5", 1 + 1e-12, "r8", 0, "r9", 7);
    assertThatThrownBy(() -> space.point(Map.of("x1", "0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("parameter \"x2\" is missing, expected one of [0, 1]");
    assertThatThrownBy(() -> space.point(Map.of("x1", "0", "x2", "1", "x5", 2, "r8", 0)))
        .hasMessageContaining("parameter \"x5\": 2.0 is not in -1..1");
    assertThat(space.point(valid).values()).containsEntry("x5", 1.0).doesNotContainKey("r9");
    assertThatThrownBy(() -> BARE.named("branin").evaluate(space.point(valid), 0, 0, 1))
        .hasMessage("problem branin has no epochs, but epoch 1 was asked for");
  }

  @Test
  void refusesAConditionOnWhatComesLater() {
    assertThatThrownBy(
            () ->
                Space.of(
                    Parameter.real("x", 0, 1).when("kind", "a"), Parameter.choice("kind", "a")))
        .hasMessage("\"x\" depends on \"kind\", which does not stand before it");
  }

  @Test
  void listsWhatLacksItsDataAsSkipped() {
    assertThat(BARE.skipped()).hasSize(29).containsKeys("lcbench-3945", "network-digits");
    assertThat(BARE.find("lcbench-3945")).isEmpty();
    assertThatThrownBy(() -> BARE.named("lcbench-3945"))
        .hasMessageStartingWith("problem \"lcbench-3945\" is skipped: there is no ../shared");
  }

  @Test
  void readsTheSurrogateOfLcBench() {
    Problems here = Problems.of(Requirement.root());
    Requirement.of(here.find("lcbench-3945").isPresent(), "there is no ../shared/bench/lcbench")
        .orSkip(ProblemsTest.class);
    Map<String, Object> good =
        Map.of(
            "batch_size", 64,
            "learning_rate", 0.01,
            "momentum", 0.9,
            "weight_decay", 0.001,
            "num_layers", 3,
            "max_units", 512,
            "max_dropout", 0.1);
    Problem flat = here.named("lcbench-126025");
    Point point = flat.space().point(good);
    double regret = flat.evaluate(point, 0, 0).value();
    assertThat(regret).isBetween(0.0, 0.3);
    Problem epochs = here.named("epochs-126025");
    assertThat(epochs.evaluate(point, 0, 0, 52).value()).isEqualTo(regret);
    assertThat(epochs.evaluate(point, 0, 0, 1).value()).isGreaterThan(regret + 0.2);
    assertThat(here.named("lcbench-3945").evaluate(point, 0, 0).value()).isNotEqualTo(regret);
  }

  @Test
  void trainsTheSameNetworkForTheSameSeedAndTrial() {
    Problems here = Problems.of(Requirement.root());
    Requirement.of(here.find("network-digits").isPresent(), "there is no ../shared/data/digits.csv")
        .orSkip(ProblemsTest.class);
    Problem problem = here.named("network-digits");
    Point point =
        problem
            .space()
            .point(
                Map.of(
                    "layers",
                    1,
                    "units_1",
                    32,
                    "dropout_1",
                    0.1,
                    "activation",
                    "relu",
                    "optimizer",
                    "adam",
                    "learning_rate",
                    0.01,
                    "batch_size",
                    32));
    double loss = problem.evaluate(point, 5, 0).value();
    assertThat(loss).isBetween(0.05, 0.8);
    assertThat(problem.evaluate(point, 5, 0).value()).isEqualTo(loss);
    assertThat(problem.evaluate(point, 5, 1).value()).isNotEqualTo(loss);
  }

  private static void sample(Problem problem, int trials, BiConsumer<Trial, Outcome> check) {
    Study study =
        Study.create()
            .minimize("loss")
            .sampler(new RandomSampler())
            .pruner(Pruner.none())
            .seed(11)
            .create();
    for (int i = 0; i < trials; i++) {
      Trial trial = study.ask();
      Outcome outcome = problem.evaluate(problem.space().suggest(trial), 11, i);
      check.accept(trial, outcome);
      study.tell(trial, outcome.isFailed() ? 0 : outcome.value());
    }
  }
}
