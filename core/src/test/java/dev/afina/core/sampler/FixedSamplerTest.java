package dev.afina.core.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.Scale;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.study.StudyBuilder;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialHistory;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FixedSamplerTest {

  private static final SearchSpace GRID =
      SearchSpace.builder()
          .intRange("a", 0, 3)
          .categorical("b", "x", "y", "z")
          .doubleRange("c", 0, 1, 0.25)
          .build();

  private static double objective(Trial trial) {
    return trial.suggestInt("a", 0, 3)
        + trial.suggestDouble("c", 0, 1, 0.25)
        + trial.suggestCategorical("b", "x", "y", "z").length();
  }

  private static StudyBuilder study(Map<String, ?> values, Sampler base) {
    return Study.create().pruner(Pruner.none()).seed(5).sampler(FixedSampler.fixing(values, base));
  }

  static Stream<Sampler> finite() {
    return Stream.of(new RandomSampler(), new BruteForceSampler(), GridSampler.over(GRID));
  }

  @ParameterizedTest
  @MethodSource("finite")
  void triesEverythingThatIsLeftOnce(Sampler base) {
    Study study = study(Map.of("b", "y", "never-asked", 7), base).create();
    study.optimize(FixedSamplerTest::objective, Budget.unlimited());
    assertThat(study.trials())
        .hasSize(4 * 5)
        .allMatch(trial -> trial.params().getString("b").equals("y"))
        .extracting(FrozenTrial::params)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("finite")
  void leavesOutOnlyWhatWasTriedWithTheFixedValue(Sampler base) {
    Study study = study(Map.of("b", "y", "a", 2), base).create();
    study.enqueue(Map.of("a", 1, "b", "y", "c", 0.5));
    study.enqueue(Map.of("a", 2, "b", "y", "c", 0.5));
    study.optimize(FixedSamplerTest::objective, Budget.unlimited());
    assertThat(study.trials()).hasSize(1 + 5);
  }

  @ParameterizedTest
  @MethodSource("finite")
  void doesTheSameForAnyNumberOfWorkersOfADeterministicStudy(Sampler base) {
    List<FrozenTrial> expected = null;
    for (int workers : new int[] {1, 3}) {
      Study study = study(Map.of("a", 1), base).deterministic(3).create();
      study.optimize(FixedSamplerTest::objective, Budget.trials(12).inParallel(workers));
      List<FrozenTrial> trials = study.trials();
      expected = expected == null ? trials : expected;
      assertThat(trials).hasSize(12);
      assertThat(trials).extracting(trial -> trial.params().getInt("a")).containsOnly(1);
      assertThat(trials)
          .extracting(FrozenTrial::params)
          .isEqualTo(expected.stream().map(FrozenTrial::params).toList());
    }
  }

  @Test
  void fixesWhatOnlySomeTrialsAskFor() {
    Study study = study(Map.of("units_1", 24, "rate", 0.01), new BruteForceSampler()).create();
    study.optimize(
        trial -> {
          double sum = trial.suggestDouble("rate", 1e-4, 1, Scale.LOG);
          int layers = trial.suggestInt("layers", 1, 2);
          for (int i = 0; i < layers; i++) {
            sum += trial.suggestInt("units_" + i, 8, 32, 8);
          }
          return sum;
        },
        Budget.unlimited());
    assertThat(study.trials())
        .hasSize(4 + 4)
        .allMatch(trial -> trial.params().getDouble("rate") == 0.01)
        .filteredOn(trial -> trial.params().getInt("layers") == 2)
        .hasSize(4)
        .allMatch(trial -> trial.params().getInt("units_1") == 24);
  }

  /** Draws everything together, and knows nothing of fixed values. */
  private static final class Together implements Sampler {
    @Override
    public String name() {
      return "together";
    }

    @Override
    public SearchSpace jointSpace(TrialHistory history) {
      return GRID;
    }

    @Override
    public double[] sampleJoint(SamplingContext context, SearchSpace space) {
      assertThat(space).isEqualTo(GRID);
      return new double[] {context.index() % 4, 2, 0.75};
    }

    @Override
    public double sample(SamplingContext context, String name, Distribution distribution) {
      throw new AssertionError("asked for " + name + " alone");
    }
  }

  @Test
  void keepsWhatAnotherSamplerDrawsTogetherExceptForTheFixedValues() {
    Study study = study(Map.of("b", "x"), new Together()).create();
    study.optimize(FixedSamplerTest::objective, Budget.trials(3));
    assertThat(study.trials())
        .extracting(trial -> trial.params().toMap())
        .containsExactly(given(0, "x", 0.75), given(1, "x", 0.75), given(2, "x", 0.75));
    assertThat(study.sampler().name()).isEqualTo("together");
    assertThat(study.sampler()).hasToString("together with {b=x}");
  }

  private static Map<String, Object> given(long a, String b, double c) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("a", a);
    map.put("c", c);
    map.put("b", b);
    return map;
  }

  @Test
  void prefersWhatIsEnqueued() {
    Study study = study(Map.of("a", 1), new RandomSampler()).create();
    study.enqueue(Map.of("a", 3));
    study.optimize(FixedSamplerTest::objective, Budget.trials(2));
    assertThat(study.trials()).extracting(t -> t.params().getInt("a")).containsExactly(3, 1);
  }

  @Test
  void takesNoValueForAChoice() {
    Sampler sampler =
        FixedSampler.fixing(Collections.singletonMap("decay", null), new RandomSampler());
    Study study = Study.create().sampler(sampler).seed(1).create();
    study.optimize(
        trial -> trial.suggestCategorical("decay", Arrays.asList(1, null, 2)) == null ? 0 : 1,
        Budget.unlimited());
    assertThat(study.trials()).hasSize(1);
    assertThat(study.bestTrial().orElseThrow().value()).hasValue(0.0);
  }

  @Test
  void fixesInTurn() {
    Sampler inner = FixedSampler.fixing(Map.of("a", 1), GridSampler.over(GRID));
    Study study = study(Map.of("b", "z", "a", 3), inner).create();
    study.optimize(FixedSamplerTest::objective, Budget.unlimited());
    assertThat(study.trials())
        .hasSize(5)
        .allMatch(trial -> trial.params().getString("b").equals("z"))
        .allMatch(trial -> trial.params().getInt("a") == 3);
  }

  @Test
  void saysWhichValueIsOutsideOfWhichRange() {
    Study study = study(Map.of("a", 9), new RandomSampler()).create();
    String message =
        "parameter \"a\" is fixed to 9, expected a value of 0..3; fix it to one, or leave it out";
    assertThatThrownBy(() -> study.optimize(FixedSamplerTest::objective, Budget.trials(5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThat(study.trials()).hasSize(1).allMatch(FrozenTrial::isLost);
    assertThatThrownBy(() -> study(Map.of("a", 9), GridSampler.over(GRID))).hasMessage(message);
    Study text = study(Map.of("b", 1), new RandomSampler()).create();
    assertThatThrownBy(() -> text.optimize(FixedSamplerTest::objective, Budget.trials(5)))
        .hasMessage(
            "parameter \"b\" is fixed to 1, expected a value of [x, y, z]; fix it to one, or leave"
                + " it out");
  }
}
