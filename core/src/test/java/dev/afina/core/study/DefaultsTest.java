package dev.afina.core.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.sampler.BruteForceSampler;
import dev.afina.core.space.Prior;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Trials that begin with the defaults, beliefs stated while asking, and grids that begin there. */
class DefaultsTest {

  private static double objective(Trial trial) {
    int layers = trial.withDefault(2).suggestInt("layers", 1, 3);
    double rate = trial.withDefault(0.25).suggestDouble("rate", 0, 1);
    double free = trial.suggestDouble("free", 0, 1);
    return layers + rate + free;
  }

  @Test
  void takesTheDefaultsOfWhatHasOneAndSamplesTheRest() {
    Study study = Study.create().seed(0).create();
    study.enqueueDefaults();
    study.optimize(DefaultsTest::objective, Budget.trials(3));

    List<FrozenTrial> trials = study.trials();
    assertThat(trials.get(0).params().toMap())
        .containsEntry("layers", 2L)
        .containsEntry("rate", 0.25);
    assertThat(trials.get(0).params().getDouble("free")).isNotZero();
    assertThat(trials.subList(1, 3)).noneMatch(trial -> trial.params().getDouble("rate") == 0.25);
  }

  @Test
  void givenValuesComeBeforeDefaults() {
    Study study = Study.create().seed(0).create();
    study.addTrial(
        FrozenTrial.builder(dev.afina.core.trial.TrialState.WAITING)
            .systemAttributes(
                Map.of(FrozenTrial.DEFAULTS, true, FrozenTrial.FIXED_PARAMS, Map.of("layers", 3)))
            .build());
    study.optimize(DefaultsTest::objective, Budget.trials(1));

    assertThat(study.trials().get(0).params().toMap())
        .containsEntry("layers", 3L)
        .containsEntry("rate", 0.25);
  }

  @Test
  void followsABeliefThatIsStatedWhileAsking() {
    Study study =
        Study.create().seed(1).sampler(new dev.afina.core.sampler.RandomSampler()).create();
    study.optimize(
        trial ->
            trial.withPrior(Prior.reverseLog()).suggestDouble("momentum", 0.01, 1)
                + trial.suggestDouble("plain", 0.01, 1),
        Budget.trials(100));

    assertThat(above(study, "momentum")).isGreaterThan(60);
    assertThat(above(study, "plain")).isBetween(10L, 45L);
  }

  private static long above(Study study, String name) {
    return study.trials().stream().filter(t -> t.params().getDouble(name) > 0.75).count();
  }

  /** The order of KerasTuner 1.4.7 on the same space. */
  @Test
  void enumeratesWithTheDefaultFirstAndTheLastParameterFastest() {
    BruteForceSampler grid = new BruteForceSampler().startingWith(Map.of("m", "adam"));
    Study study = Study.create().seed(1).sampler(grid).create();
    List<String> order = new ArrayList<>();
    study.optimize(
        trial -> {
          String m = trial.suggestCategorical("m", "sgd", "adam");
          int k = trial.suggestInt("k", 1, 3);
          String ams = m.equals("adam") ? trial.suggestBoolean("ams") ? "/T" : "/F" : "";
          order.add(m + "/" + k + ams);
          return 0;
        },
        Budget.unlimited());

    assertThat(order)
        .containsExactly(
            "adam/1/F",
            "adam/1/T",
            "adam/2/F",
            "adam/2/T",
            "adam/3/F",
            "adam/3/T",
            "sgd/1",
            "sgd/2",
            "sgd/3");
  }

  @Test
  void goesThroughRangesAtTheMiddlesOfEqualParts() {
    BruteForceSampler grid =
        new BruteForceSampler().ofRanges(10).startingWith(Map.of("rate", 0.003));
    Study study = Study.create().seed(1).sampler(grid).create();
    study.optimize(trial -> trial.suggestDouble("rate", 0, 1), Budget.unlimited().inParallel(3));

    assertThat(study.trials())
        .extracting(trial -> trial.params().getDouble("rate"))
        .containsExactlyInAnyOrder(
            0.003, 0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95);
  }

  @Test
  void goesThroughMoreConfigurationsThanRandomSearchKeepsTrackOf() {
    Study study = Study.create().seed(1).sampler(new BruteForceSampler()).create();
    study.optimize(
        trial -> trial.suggestInt("a", 1, 1000) * trial.suggestInt("b", 1, 1000),
        Budget.trials(30));

    assertThat(study.trials())
        .extracting(trial -> trial.params().getInt("b"))
        .doesNotHaveDuplicates();
  }
}
