package dev.afina.algorithms.gp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.space.Prior;
import dev.afina.core.space.Scale;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.study.StudyBuilder;
import dev.afina.core.trial.FrozenTrial;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BeliefsTest {

  private static StudyBuilder study(int seed) {
    return Study.create().minimize("loss").sampler(GaussianProcessSampler.create()).seed(seed);
  }

  private static List<FrozenTrial> run(StudyBuilder builder, int trials) {
    Study study = builder.create();
    study.optimize(
        trial -> {
          double lr = Math.log10(trial.suggestDouble("lr", 1e-6, 1, Scale.LOG));
          double other = trial.suggestDouble("other", 0, 1);
          boolean wide = trial.suggestCategorical("width", "narrow", "wide").equals("wide");
          return Math.pow(lr + 3, 2) + Math.pow(other - 0.5, 2) + (wide ? 0 : 0.5);
        },
        Budget.trials(trials));
    return study.trials();
  }

  private static double distance(List<FrozenTrial> trials, double exponent) {
    return trials.stream()
        .mapToDouble(
            trial ->
                Math.abs(
                    Math.log10((Double) Objects.requireNonNull(trial.params().get("lr")))
                        - exponent))
        .average()
        .orElseThrow();
  }

  @Test
  void drawTheFirstTrialsTowardsThem() {
    double with = 0;
    double without = 0;
    for (int seed = 0; seed < 6; seed++) {
      Prior near = Prior.logNormal(Math.log(1e-3), 1);
      with += distance(run(study(seed).prior("lr", near), 10), -3);
      without += distance(run(study(seed), 10), -3);
    }
    assertThat(with).isLessThan(0.7 * without);
  }

  @Test
  void thatAreWrongAreOutweighedByResults() {
    Prior wrong = Prior.logNormal(Math.log(0.3), 0.5);
    double best =
        run(study(1).prior("lr", wrong), 50).stream()
            .mapToDouble(trial -> trial.values().get(0))
            .min()
            .orElseThrow();
    assertThat(best).isLessThan(0.05);
  }

  @Test
  void ruleOutAChoiceOfWeightZero() {
    Prior neverNarrow = Prior.weights(Map.of("narrow", 0, "wide", 1));
    assertThat(run(study(2).prior("width", neverNarrow), 12))
        .extracting(trial -> trial.params().get("width"))
        .containsOnly("wide");
  }
}
