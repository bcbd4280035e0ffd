package dev.afina.algorithms.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Params;
import dev.afina.core.space.Scale;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportancesTest {

  private static final DoubleDistribution UNIT = new DoubleDistribution(0, 1, Scale.LINEAR, null);

  static List<GoldenHistories.History> histories() {
    return GoldenHistories.all();
  }

  static List<GoldenHistories.History> historiesWithFanova() {
    return histories().stream().filter(history -> !history.fanova().isEmpty()).toList();
  }

  @ParameterizedTest
  @MethodSource("histories")
  void pedAnovaGivesOptunasNumbers(GoldenHistories.History history) {
    Importances importances = Importances.of(history.study(), history.trials(), 0, new PedAnova());

    assertClose(importances, history.pedAnova(), 1e-6);
    assertDescendingPartsOfOne(importances);
  }

  @ParameterizedTest
  @MethodSource("historiesWithFanova")
  void fanovaIsCloseToOptunas(GoldenHistories.History history) {
    Importances importances = Importances.of(history.study(), history.trials(), 0, new Fanova());

    assertClose(importances, history.fanova(), 0.05);
    assertThat(importances.shares().get(3).parameter()).isEqualTo("n");
    assertDescendingPartsOfOne(importances);
  }

  private static void assertClose(
      Importances importances, List<Importance> expected, double tolerance) {
    List<Importance> actual = byName(importances.shares());
    List<Importance> wanted = byName(expected);
    assertThat(actual).extracting(Importance::parameter).isEqualTo(names(wanted));
    for (int i = 0; i < wanted.size(); i++) {
      assertThat(actual.get(i).share())
          .as("%s of %s", wanted.get(i).parameter(), wanted)
          .isEqualTo(wanted.get(i).share(), within(tolerance));
    }
  }

  private static List<String> names(List<Importance> shares) {
    return shares.stream().map(Importance::parameter).toList();
  }

  private static List<Importance> byName(List<Importance> shares) {
    return shares.stream().sorted(Comparator.comparing(Importance::parameter)).toList();
  }

  private static void assertDescendingPartsOfOne(Importances importances) {
    List<Double> shares = importances.shares().stream().map(Importance::share).toList();
    assertThat(shares).isSortedAccordingTo(Collections.reverseOrder());
    assertThat(shares.stream().mapToDouble(Double::doubleValue).sum()).isEqualTo(1, within(1e-9));
  }

  /** An additive function's shares are its terms' variances: 4/3, 4/3, 0.275/3 and 2/3. */
  @Test
  void fanovaFindsTheVariancesOfAnAdditiveFunction() {
    List<Distribution> ranges =
        List.of(
            UNIT,
            new DoubleDistribution(-2, 2, Scale.LINEAR, null),
            new IntDistribution(0, 20, 1, Scale.LINEAR),
            CategoricalDistribution.of("p", "q", "r"));
    RandomGenerator random = new SplittableRandom(4);
    List<FrozenTrial> trials = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      double a = random.nextDouble();
      double b = 4 * random.nextDouble() - 2;
      int n = random.nextInt(21);
      int kind = random.nextInt(3);
      double value = 4 * a + b + 0.05 * n + kind;
      trials.add(trial(List.of("a", "b", "n", "kind"), ranges, value, a, b, n, kind));
    }

    Importances importances = Importances.of(study(), trials, 0, new Fanova());

    double total = 4 / 3.0 + 4 / 3.0 + 0.275 / 3 + 2 / 3.0;
    assertClose(
        importances,
        List.of(
            new Importance("a", 4 / 3.0 / total),
            new Importance("b", 4 / 3.0 / total),
            new Importance("n", 0.275 / 3 / total),
            new Importance("kind", 2 / 3.0 / total)),
        0.04);
  }

  @Test
  void fanovaMeasuresAConditionalParameterWhereItIs() {
    RandomGenerator random = new SplittableRandom(3);
    CategoricalDistribution kinds = CategoricalDistribution.of("deep", "flat");
    List<FrozenTrial> trials = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      boolean deep = random.nextBoolean();
      double x = random.nextDouble();
      double y = random.nextDouble();
      trials.add(
          deep
              ? trial(List.of("kind", "x", "y"), List.of(kinds, UNIT, UNIT), 4 * x, 0, x, y)
              : trial(List.of("kind", "y"), List.of(kinds, UNIT), 2, 1, y));
    }

    Importances importances = Importances.of(study(), trials, 0, new Fanova());

    assertThat(importances.shares().get(0).parameter()).isEqualTo("x");
    assertThat(importances.shares().get(0).share()).isGreaterThan(0.8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ped-anova", "fanova"})
  void bothFindTheOneParameterThatMatters(String name) {
    Importances importances =
        Importances.of(study(), random(120, 1), 0, ImportanceEvaluators.named(name));

    assertThat(importances.evaluator()).isEqualTo(name);
    assertThat(importances.trials()).isEqualTo(120);
    assertThat(importances.note()).isEmpty();
    assertThat(importances.shares().get(0).parameter()).isEqualTo("lr");
    assertThat(importances.shares().get(0).share()).isGreaterThan(0.7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ped-anova", "fanova"})
  void theSameTrialsGiveTheSameShares(String name) {
    ImportanceEvaluator evaluator = ImportanceEvaluators.named(name);

    assertThat(Importances.of(study(), random(80, 5), 0, evaluator))
        .isEqualTo(Importances.of(study(), random(80, 5), 0, evaluator));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ped-anova", "fanova"})
  void withoutTrialsItSaysSo(String name) {
    FrozenTrial failed = FrozenTrial.builder(TrialState.FAIL).params(params(0.5)).build();
    FrozenTrial infinite = trial(List.of("x"), List.of(UNIT), Double.POSITIVE_INFINITY, 0.5);

    Importances importances =
        Importances.of(study(), List.of(failed, infinite), 0, ImportanceEvaluators.named(name));

    assertThat(importances.shares()).isEmpty();
    assertThat(importances.note())
        .contains("no trial is complete yet, so no importance can be told");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ped-anova", "fanova"})
  void whereNothingCanBeToldTheSharesAreEqual(String name) {
    ImportanceEvaluator evaluator = ImportanceEvaluators.named(name);
    List<FrozenTrial> one = random(1, 1);
    List<FrozenTrial> equal =
        random(30, 1).stream().map(t -> t.toBuilder().values(List.of(7.0)).build()).toList();

    for (List<FrozenTrial> trials : List.of(one, equal)) {
      Importances importances = Importances.of(study(), trials, 0, evaluator);
      assertThat(importances.note()).hasValueSatisfying(n -> assertThat(n).contains("equal"));
      assertThat(importances.shares())
          .hasSize(3)
          .allSatisfy(share -> assertThat(share.share()).isEqualTo(1 / 3.0));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ped-anova", "fanova"})
  void aLoneParameterMattersAlone(String name) {
    List<FrozenTrial> trials = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      trials.add(trial(List.of("x"), List.of(UNIT), i, i / 20.0));
    }
    Importances importances = Importances.of(study(), trials, 0, ImportanceEvaluators.named(name));

    assertThat(importances.shares()).containsExactly(new Importance("x", 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ped-anova", "fanova"})
  void extremeValuesRangesAndForeignPointsBreakNothing(String name) {
    DoubleDistribution huge = new DoubleDistribution(-1e308, 1e308, Scale.LINEAR, null);
    IntDistribution tiny = new IntDistribution(4, 5, 1, Scale.LOG);
    RandomGenerator random = new SplittableRandom(9);
    List<FrozenTrial> trials = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      trials.add(
          trial(
              List.of("huge", "tiny", "beyond"),
              List.of(huge, tiny, UNIT),
              (i % 3 - 1) * 1.7e308,
              (2 * random.nextDouble() - 1) * 1e308,
              4 + i % 2,
              i - 20));
    }
    Importances importances = Importances.of(study(), trials, 0, ImportanceEvaluators.named(name));

    assertThat(importances.shares()).hasSize(3);
    assertDescendingPartsOfOne(importances);
  }

  @Test
  void oneOfSeveralObjectivesIsChosen() {
    StudyRecord two =
        new StudyRecord(
            1, "two", List.of(Direction.MINIMIZE, Direction.MAXIMIZE), Map.of(), Map.of());
    RandomGenerator random = new SplittableRandom(2);
    List<FrozenTrial> trials = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      double x = random.nextDouble();
      double y = random.nextDouble();
      trials.add(
          trial(List.of("x", "y"), List.of(UNIT, UNIT), 0, x, y).toBuilder()
              .values(List.of(x, y))
              .build());
    }

    assertThat(Importances.of(two, trials, 0, new PedAnova()).shares().get(0).parameter())
        .isEqualTo("x");
    assertThat(Importances.of(two, trials, 1, new PedAnova()).shares().get(0).parameter())
        .isEqualTo("y");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Importances.of(two, trials, 2, new PedAnova()))
        .withMessage("objective 2 does not exist; study \"two\" has objectives 0 to 1");
  }

  @Test
  void unknownEvaluatorsAreAnsweredWithTheKnownOnes() {
    assertThat(ImportanceEvaluators.names()).containsExactly("fanova", "ped-anova");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImportanceEvaluators.named("shap"))
        .withMessage("unknown importance evaluator \"shap\", expected one of fanova, ped-anova");
  }

  private static StudyRecord study() {
    return new StudyRecord(1, "study", List.of(Direction.MINIMIZE), Map.of(), Map.of());
  }

  private static Params params(double x) {
    return Params.of(SearchSpace.of(List.of("x"), List.of(UNIT)), new double[] {x});
  }

  private static FrozenTrial trial(
      List<String> names, List<Distribution> ranges, double value, double... internals) {
    return FrozenTrial.builder(TrialState.COMPLETE)
        .params(Params.of(SearchSpace.of(names, ranges), internals))
        .values(List.of(value))
        .build();
  }

  /** Trials whose value depends on {@code lr} alone. */
  private static List<FrozenTrial> random(int count, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    List<Distribution> ranges =
        List.of(
            UNIT,
            new DoubleDistribution(1e-5, 0.1, Scale.LOG, null),
            CategoricalDistribution.of("p", "q"));
    List<FrozenTrial> trials = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double exponent = -5 + 4 * random.nextDouble();
      trials.add(
          trial(
              List.of("x", "lr", "kind"),
              ranges,
              Math.abs(exponent + 3),
              random.nextDouble(),
              Math.pow(10, exponent),
              random.nextInt(2)));
    }
    return trials;
  }
}
