package dev.afina.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.FixedSampler;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.Prior;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Objective;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialState;
import dev.afina.core.trial.TrialTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link Sampler} must do, as tests.
 *
 * <p>A test class of an implementation implements this interface; JUnit runs the tests it inherits.
 * A study checks each suggestion against its distribution, so a test that runs one also checks
 * bounds and steps.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public interface SamplerContract {

  /** Parameters of every kind, some continuous. */
  SearchSpace EVERY_KIND =
      SearchSpace.builder()
          .doubleRange("x", -1.5, 2.5)
          .logUniform("lr", 1e-5, 0.1)
          .doubleRange("rate", 0.001, 0.02, 0.0005)
          .intRange("layers", 1, 9, 2)
          .logInt("units", 1, 1024)
          .categorical("activation", null, true, 1L, 1.0, "relu")
          .bool("bias")
          .build();

  /** Parameters of every finite kind: 39 · 5 · 64 · 5 · 2 = 124,800 configurations. */
  SearchSpace FINITE =
      SearchSpace.builder()
          .doubleRange("rate", 0.001, 0.02, 0.0005)
          .intRange("layers", 1, 9, 2)
          .logInt("units", 1, 64)
          .categorical("activation", null, true, 1L, 1.0, "relu")
          .bool("bias")
          .build();

  /** Twelve configurations. */
  SearchSpace SMALL =
      SearchSpace.builder().intRange("a", 0, 2).categorical("b", "x", "y", "z", "w").build();

  /**
   * A new sampler, without any memory, for an objective that asks for parameters of this space.
   *
   * @param space parameters that may be asked for, all or some
   * @return empty if samplers of this kind cannot sample such a space, as a grid cannot sample a
   *     continuous one; tests of that space are skipped
   */
  Optional<Sampler> sampler(SearchSpace space);

  private Sampler samplerOrSkip(SearchSpace space) {
    Optional<Sampler> sampler = sampler(space);
    assumeTrue(sampler.isPresent(), () -> "this sampler does not sample " + space);
    return sampler.get();
  }

  private static Study study(Sampler sampler) {
    return Study.create().sampler(sampler).pruner(Pruner.none()).seed(7).create();
  }

  /** Asks for every parameter; the value depends on all of them. */
  private static Objective objective(SearchSpace space) {
    return trial -> {
      double sum = 0;
      for (int i = 0; i < space.size(); i++) {
        Distribution distribution = space.distribution(i);
        double value = distribution.toInternal(trial.suggest(space.name(i), distribution));
        sum += (value - 1) * (value - 1) / (1 + value * value);
      }
      return sum;
    };
  }

  private static void assertSound(List<FrozenTrial> trials, int count) {
    assertThat(trials).hasSize(count);
    for (FrozenTrial trial : trials) {
      assertThat(trial.state()).as("trial %d", trial.number()).isEqualTo(TrialState.COMPLETE);
      for (int i = 0; i < trial.params().size(); i++) {
        double value = trial.params().internal(i);
        assertThat(trial.params().space().distribution(i).contains(value))
            .as("%s of %s", value, trial.params().space().name(i))
            .isTrue();
      }
    }
  }

  private static void runs(Sampler sampler, Objective objective, int trials, int parallel) {
    Study study = study(sampler);
    study.optimize(objective, Budget.trials(trials).inParallel(parallel));
    assertSound(study.trials(), trials);
  }

  /** Suggests after the given history, to a trial that has just begun. */
  private void suggestsAfter(TrialTable history, SearchSpace space) {
    int index = Histories.begin(history);
    double[] values = Suggestion.of(samplerOrSkip(space), history, index, 7, space);
    for (int i = 0; i < values.length; i++) {
      assertThat(space.distribution(i).contains(values[i]))
          .as("%s of %s", values[i], space.name(i))
          .isTrue();
    }
  }

  private void suggestsAfterHistoriesOf(SearchSpace space) {
    List<TrialState> ends = List.of(TrialState.COMPLETE, TrialState.PRUNED, TrialState.FAIL);
    double[] extremes = {
      0,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.MAX_VALUE,
      -Double.MAX_VALUE,
      Double.MIN_VALUE
    };
    for (int trials : new int[] {1, 2, 11, 60}) {
      suggestsAfter(Histories.of(space, trials, i -> TrialState.FAIL, i -> Double.NaN), space);
      suggestsAfter(Histories.of(space, trials, i -> TrialState.PRUNED, i -> Double.NaN), space);
      suggestsAfter(Histories.of(space, trials, i -> TrialState.COMPLETE, i -> 3), space);
      for (double infinite : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
        suggestsAfter(Histories.of(space, trials, i -> TrialState.COMPLETE, i -> infinite), space);
      }
      suggestsAfter(
          Histories.of(space, trials, i -> ends.get(i % 3), i -> extremes[i % extremes.length]),
          space);
    }
  }

  @Test
  default void hasAName() {
    assertThat(samplerOrSkip(SMALL).name()).matches("[a-z][a-z0-9-]*");
  }

  @Test
  default void staysWithinTheBoundsOfEveryKindOfParameter() {
    runs(samplerOrSkip(EVERY_KIND), objective(EVERY_KIND), 60, 1);
  }

  @Test
  default void staysWithinTheBoundsOfFiniteParameters() {
    runs(samplerOrSkip(FINITE), objective(FINITE), 60, 1);
  }

  @Test
  default void samplesParametersThatOnlySomeTrialsAskFor() {
    SearchSpace space =
        SearchSpace.builder()
            .intRange("layers", 1, 3)
            .intRange("units_0", 8, 64, 8)
            .intRange("units_1", 8, 64, 8)
            .intRange("units_2", 8, 64, 8)
            .build();
    Objective conditional =
        trial -> {
          double sum = 0;
          int layers = trial.suggestInt("layers", 1, 3);
          for (int i = 0; i < layers; i++) {
            sum += trial.suggestInt("units_" + i, 8, 64, 8);
          }
          return sum;
        };
    runs(samplerOrSkip(space), conditional, 60, 1);
  }

  @Test
  default void samplesRangesOfOnePoint() {
    SearchSpace space =
        SearchSpace.builder()
            .intRange("free", 0, 99)
            .doubleRange("x", 0.5, 0.5)
            .logUniform("lr", 0.01, 0.01)
            .doubleRange("rate", 0.1, 0.2, 0.5)
            .intRange("n", 3, 3)
            .logInt("units", 8, 8)
            .categorical("c", "only")
            .build();
    runs(samplerOrSkip(space), objective(space), 30, 1);
  }

  @Test
  default void samplesAnObjectiveWithoutParameters() {
    runs(samplerOrSkip(SMALL), Trial::number, 3, 1);
  }

  @Test
  default void suggestsAfterAnyHistoryOfEveryKindOfParameter() {
    suggestsAfterHistoriesOf(EVERY_KIND);
  }

  @Test
  default void suggestsAfterAnyHistoryOfFiniteParameters() {
    suggestsAfterHistoriesOf(FINITE);
  }

  @Test
  default void suggestsAfterAHundredThousandTrials() {
    SearchSpace space =
        SearchSpace.builder().intRange("a", 0, 9_999).intRange("b", 0, 9_999).build();
    samplerOrSkip(space);
    suggestsAfter(Histories.complete(space, 100_000), space);
  }

  @Test
  default void survivesTrialsThatFail() {
    Study study = study(samplerOrSkip(FINITE));
    Objective objective = objective(FINITE);
    study.optimize(
        trial -> {
          double value = objective.evaluate(trial);
          return trial.number() % 3 == 0 ? Double.NaN : value;
        },
        Budget.trials(40));
    assertThat(study.trials()).hasSize(40);
    assertThat(study.bestTrial()).isPresent();
  }

  @Test
  default void servesSeveralTrialsAtOnce() {
    runs(samplerOrSkip(FINITE), objective(FINITE), 80, 4);
  }

  @Test
  default void leavesFixedParametersAlone() {
    Map<String, Object> fixed = Map.of("layers", 3, "bias", true);
    Study study = study(FixedSampler.fixing(fixed, samplerOrSkip(FINITE)));
    study.optimize(objective(FINITE), Budget.trials(40).inParallel(2));
    assertSound(study.trials(), 40);
    assertThat(study.trials())
        .allMatch(trial -> trial.params().getInt("layers") == 3)
        .allMatch(trial -> trial.params().getBoolean("bias"));
  }

  @Test
  default void samplesParametersWithPriors() {
    Study study =
        Study.create()
            .prior("rate", Prior.logNormal(Math.log(0.005), 0.5))
            .prior("layers", Prior.normal(5, 1.5))
            .prior("units", Prior.normal(-3, 2))
            .prior("activation", Prior.weights(1, 2, 0, 1, 5))
            .sampler(samplerOrSkip(FINITE))
            .pruner(Pruner.none())
            .seed(7)
            .create();
    study.optimize(objective(FINITE), Budget.trials(40));
    assertSound(study.trials(), 40);
  }

  @Test
  default void triesEverythingBeforeItCallsItselfExhausted() {
    Study study = study(samplerOrSkip(SMALL));
    study.optimize(objective(SMALL), Budget.trials(100));
    if (study.trials().size() < 100) {
      assertThat(study.trials())
          .extracting(FrozenTrial::params)
          .hasSize(12)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  default void suggestsTheSameForTheSameHistorySeedAndIndexWhateverItWasAskedBefore() {
    for (int trials : new int[] {0, 5, 40}) {
      TrialTable history = Histories.complete(FINITE, trials);
      int first = Histories.begin(history);
      int second = Histories.begin(history);
      Sampler fresh = samplerOrSkip(FINITE);
      double[] expected = Suggestion.of(fresh, history, first, 7, FINITE);
      Sampler used = samplerOrSkip(FINITE);
      Suggestion.of(used, Histories.complete(FINITE, 3), 1, 8, FINITE);
      double[] other = Suggestion.of(used, history, second, 7, FINITE);
      assertThat(Suggestion.of(used, history, first, 7, FINITE)).isEqualTo(expected);
      assertThat(Suggestion.of(used, history, first, 7, FINITE)).isEqualTo(expected);
      assertThat(Suggestion.of(fresh, history, second, 7, FINITE)).isEqualTo(other);
    }
  }

  @Test
  default void givesADeterministicStudyTheSameTrialsForAnyNumberOfWorkers() {
    List<List<Object>> expected = null;
    for (int workers : new int[] {1, 4}) {
      Study study =
          Study.create()
              .sampler(samplerOrSkip(FINITE))
              .pruner(Pruner.none())
              .seed(7)
              .deterministic(4)
              .create();
      Objective objective = objective(FINITE);
      study.optimize(
          trial -> {
            Thread.sleep(ThreadLocalRandom.current().nextInt(3));
            double value = objective.evaluate(trial);
            return trial.index() % 7 == 5 ? Double.NaN : value;
          },
          Budget.trials(30).inParallel(workers));
      List<List<Object>> found =
          study.trials().stream()
              .map(trial -> List.<Object>of(trial.index(), trial.params(), trial.values()))
              .toList();
      if (expected == null) {
        expected = found;
      }
      assertThat(found).hasSize(30).isEqualTo(expected);
    }
  }

  @Test
  default void repeatsAStudyOfTheSameSeed() {
    Study first = study(samplerOrSkip(FINITE));
    Study second = study(samplerOrSkip(FINITE));
    first.optimize(objective(FINITE), Budget.trials(40));
    second.optimize(objective(FINITE), Budget.trials(20));
    second.optimize(objective(FINITE), Budget.trials(40));
    assertThat(second.trials())
        .extracting(FrozenTrial::params)
        .isEqualTo(first.trials().stream().map(FrozenTrial::params).toList());
  }
}
