package dev.afina.algorithms.tpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.FixedSampler;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.Samplers;
import dev.afina.core.space.Params;
import dev.afina.core.space.Prior;
import dev.afina.core.space.Scale;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.study.StudyBuilder;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialState;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TpePriorsAndRepeatsTest {

  private static final Map<String, Prior> PRIORS =
      Map.of(
          "x", Prior.normal(0.2, 0.3),
          "lr", Prior.logNormal(Math.log(0.01), 1),
          "n", Prior.normal(3, 1),
          "c", Prior.weights(5, 1, 0));

  private static StudyBuilder study(Sampler sampler) {
    return Study.create().sampler(sampler).pruner(Pruner.none()).seed(3);
  }

  @Test
  void densitiesIntegrateToOneWithPriors() {
    SearchSpace space =
        SearchSpace.builder()
            .doubleRange("x", -1, 3)
            .intRange("n", 1, 7, 2)
            .categorical("c", "a", "b", "z")
            .build();
    for (int rows : new int[] {0, 1, 30}) {
      SplittableRandom random = new SplittableRandom(rows);
      double[][] columns = new double[3][rows];
      for (int i = 0; i < rows; i++) {
        columns[0][i] = random.nextDouble(-1, 3);
        columns[1][i] = 1 + 2 * random.nextInt(4);
        columns[2][i] = random.nextInt(3);
      }
      Mixture mixture = new Mixture(space, true, PRIORS);
      mixture.update(java.util.stream.IntStream.range(0, rows).toArray(), rows, columns);
      int slices = 2000;
      double sum = 0;
      for (int i = 0; i < slices; i++) {
        for (int n = 1; n <= 7; n += 2) {
          for (int c = 0; c < 3; c++) {
            double x = -1 + (i + 0.5) * 4 / slices;
            sum += Math.exp(mixture.logDensity(new double[][] {{x, n, c}})[0]) * 4 / slices;
          }
        }
      }
      assertThat(sum).as("%d rows", rows).isEqualTo(1, within(1e-4));
    }
  }

  @Test
  void withoutTrialsTheMixtureIsThePrior() {
    SearchSpace space = SearchSpace.builder().logUniform("lr", 1e-5, 1).build();
    Mixture mixture = new Mixture(space, true, PRIORS);
    double expected =
        Objects.requireNonNull(PRIORS.get("lr")).logDensity(space.distribution(0), 0.003)
            - Math.log(Math.log(1e5));
    assertThat(mixture.logDensity(new double[][] {{0.003}})[0]).isEqualTo(expected, within(1e-12));
    SplittableRandom random = new SplittableRandom(1);
    double mean = 0;
    for (int i = 0; i < 2000; i++) {
      mean += Math.log(mixture.draw(random)[0]) / 2000;
    }
    assertThat(mean).isEqualTo(Math.log(0.01), within(0.1));
  }

  private static double flat(Trial trial) {
    double x = trial.suggestDouble("x", -1, 3);
    double lr = trial.suggestDouble("lr", 1e-5, 1, Scale.LOG);
    trial.suggestInt("n", 1, 7, 2);
    return Math.abs(x - 0.3)
        + Math.abs(Math.log(lr / 0.02))
        + (trial.suggestCategorical("c", "a", "b", "z").equals("a") ? 0 : 1);
  }

  @Test
  void findsWhatAGoodPriorPointsToSooner() {
    double with = 0;
    double without = 0;
    for (int seed = 0; seed < 10; seed++) {
      for (boolean told : new boolean[] {true, false}) {
        StudyBuilder builder = study(TpeSampler.create()).seed(seed);
        if (told) {
          PRIORS.forEach(builder::prior);
        }
        Study study = builder.create();
        study.optimize(TpePriorsAndRepeatsTest::flat, Budget.trials(25));
        double best = study.bestTrial().orElseThrow().value().orElseThrow();
        with += told ? best : 0;
        without += told ? 0 : best;
        if (told) {
          assertThat(study.trials()).noneMatch(t -> t.params().getString("c").equals("z"));
        }
      }
    }
    assertThat(with).isLessThan(0.7 * without);
  }

  static Stream<TpeSampler> modes() {
    return Stream.of(
        TpeSampler.create(),
        TpeSampler.create().univariate(),
        TpeSampler.create().grouped().withStartupTrials(0));
  }

  private static double small(Trial trial) {
    return trial.suggestInt("a", 0, 4) * 3 + trial.suggestCategorical("b", 2, 0, 1, 5);
  }

  @ParameterizedTest
  @MethodSource("modes")
  void triesEveryConfigurationOnceAndEnds(TpeSampler sampler) {
    Study study = study(sampler).create();
    study.optimize(TpePriorsAndRepeatsTest::small, Budget.trials(60));
    assertThat(study.trials()).hasSize(20);
    assertThat(study.trials()).extracting(FrozenTrial::params).doesNotHaveDuplicates();
  }

  @Test
  void repeatsWhatIsGoodWhereTheObjectiveIsNoisy() {
    Study study = study(TpeSampler.create().withRepeats()).create();
    study.optimize(TpePriorsAndRepeatsTest::small, Budget.trials(60));
    assertThat(study.trials()).hasSize(60);
    assertThat(Samplers.named("tpe", Map.of("repeats", "allow")).name()).isEqualTo("tpe");
  }

  @Test
  void repeatsNothingInASpaceTooLargeToList() {
    Study study = study(TpeSampler.create()).create();
    study.optimize(
        trial -> {
          double sum = 0;
          for (int i = 0; i < 5; i++) {
            int n = trial.suggestInt("n" + i, 0, 7);
            sum += (n - 2) * (n - 2);
          }
          return sum;
        },
        Budget.trials(150));
    assertThat(study.trials()).extracting(FrozenTrial::params).doesNotHaveDuplicates();
  }

  @Test
  void triesEveryConfigurationOfAConditionalSpaceBeforeItEnds() {
    Study study = study(TpeSampler.create()).create();
    study.optimize(
        trial -> {
          int layers = trial.suggestInt("layers", 1, 2);
          double sum = trial.suggestBoolean("bias") ? 1 : 0;
          for (int i = 0; i < layers; i++) {
            sum += trial.suggestInt("units_" + i, 1, 3);
          }
          return sum;
        },
        Budget.trials(400));
    assertThat(study.trials().stream().map(FrozenTrial::params).distinct()).hasSize(24);
  }

  @ParameterizedTest
  @MethodSource("modes")
  void keepsFixedParametersOutOfTheJointSpace(TpeSampler sampler) {
    Sampler fixing = FixedSampler.fixing(Map.of("b", 5), sampler);
    Study study = study(fixing).create();
    study.optimize(TpePriorsAndRepeatsTest::small, Budget.trials(60));
    assertThat(study.trials())
        .extracting(trial -> List.<Object>copyOf(trial.params().toMap().values()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(0L, 1L, 2L, 3L, 4L).map(a -> List.<Object>of(a, 5L)).toList());
  }

  @Test
  void fixesContinuousParametersToo() {
    Sampler fixing = FixedSampler.fixing(Map.of("lr", 0.02), TpeSampler.create());
    Study study = study(fixing).create();
    study.optimize(TpePriorsAndRepeatsTest::flat, Budget.trials(40));
    assertThat(study.trials()).allMatch(trial -> trial.params().getDouble("lr") == 0.02);
    assertThat(study.bestTrial().orElseThrow().value().orElseThrow()).isLessThan(0.2);
  }

  @ParameterizedTest
  @MethodSource("modes")
  void suggestsSomethingNewAfterTrialsOfOnePoint(TpeSampler sampler) {
    SearchSpace space =
        SearchSpace.builder()
            .doubleRange("x", -1, 3)
            .logUniform("lr", 1e-5, 1)
            .intRange("n", 1, 7, 2)
            .categorical("c", "a", "b", "z")
            .build();
    for (boolean told : new boolean[] {true, false}) {
      StudyBuilder builder = study(sampler);
      if (told) {
        PRIORS.forEach(builder::prior);
      }
      Study study = builder.create();
      Params point = Params.of(space, new double[] {-1, 1, 7, 2});
      for (int i = 0; i < 30; i++) {
        boolean failed = i % 3 == 0;
        study.addTrial(
            FrozenTrial.builder(failed ? TrialState.FAIL : TrialState.COMPLETE)
                .params(point)
                .values(failed ? List.of() : List.of(4.0))
                .build());
      }
      study.optimize(TpePriorsAndRepeatsTest::flat, Budget.trials(50));
      assertThat(study.trials().subList(30, 50))
          .extracting(FrozenTrial::params)
          .doesNotContain(point)
          .doesNotHaveDuplicates();
    }
  }
}
