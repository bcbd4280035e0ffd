package dev.afina.algorithms.pruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.algorithms.halving.Asha;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.pruner.Pruners;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialPrunedException;
import dev.afina.core.trial.TrialState;
import dev.afina.core.trial.TrialTable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class PrunersTest {

  private static TrialTable table(double best, int steps) {
    TrialTable table = new TrialTable(new double[] {1});
    for (int i = 0; i < 5; i++) {
      double last = best + i;
      put(table, TrialState.COMPLETE, steps, step -> last + 1.0 / step);
    }
    return table;
  }

  private static void put(
      TrialTable table, TrialState state, int steps, IntToDoubleFunction curve) {
    TreeMap<Integer, Double> reports = new TreeMap<>();
    for (int step = 1; step <= steps; step++) {
      reports.put(step, curve.applyAsDouble(step));
    }
    table.put(
        FrozenTrial.builder(state)
            .index(table.size())
            .values(state == TrialState.COMPLETE ? List.of(reports.get(steps)) : List.of())
            .intermediateValues(reports)
            .build());
  }

  private static boolean ends(double best, IntToDoubleFunction curve) {
    TrialTable table = table(best, 100);
    put(table, TrialState.RUNNING, 10, curve);
    return DecayCurvePruner.create().decide(table, 5).prune();
  }

  @Test
  void extrapolatesCurvesToTheLastStep() {
    IntToDoubleFunction slow = step -> 2 * Math.pow(step, -0.5) + 0.01 * Math.sin(7 * step);
    assertThat(slow.applyAsDouble(10)).isGreaterThan(0.6);
    assertThat(ends(0.4, slow)).isFalse(); // 0.2 at step 100
    assertThat(ends(-0.2, slow)).isTrue();
    assertThat(ends(0.4, step -> 1 + 2 * Math.pow(step, -1) + 0.01 * Math.sin(7 * step))).isTrue();
    assertThat(ends(0.4, step -> 0.8 + 0.01 * step)).isTrue();
    assertThat(ends(0.4, step -> 0.3)).isFalse();
  }

  @Test
  void waitsForReportsAndForCompletedTrials() {
    TrialTable table = table(0, 100);
    put(table, TrialState.RUNNING, 4, step -> 9);
    assertThat(DecayCurvePruner.create().decide(table, 5).prune()).isFalse();
    TrialTable young = new TrialTable(new double[] {1});
    put(young, TrialState.RUNNING, 10, step -> 9);
    assertThat(DecayCurvePruner.create().decide(young, 0).prune()).isFalse();
  }

  @Test
  void refusesOptionsThatCannotBe() {
    assertThatThrownBy(() -> PercentilePruner.keeping(101))
        .hasMessage("the percentile (101.0) must be from 0 to 100");
    assertThatThrownBy(() -> ThresholdPruner.between(1, 0)).hasMessageContaining("swapped");
    assertThatThrownBy(() -> ThresholdPruner.above(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> PatientPruner.patience(-1)).hasMessageContaining("patience (-1)");
    assertThatThrownBy(() -> PatientPruner.around(Asha.maxSteps(9), 1))
        .hasMessageContaining("asha sets trials aside");
    assertThatThrownBy(() -> WilcoxonPruner.create().withThreshold(2))
        .hasMessageContaining("(2.0)");
    assertThatThrownBy(() -> DecayCurvePruner.create().withMinReports(4))
        .hasMessageContaining("minReports (4)");
    assertThatThrownBy(() -> Pruners.named("threshold"))
        .hasMessageContaining("needs the option lower or upper");
    assertThatThrownBy(() -> Pruners.named("wilcoxon", Map.of("threshold", "low")))
        .hasMessageContaining("expected a number");
  }

  @Test
  void areFoundByName() {
    assertThat(Pruners.named("percentile", Map.of("percentile", "25", "min-trials", "2")))
        .isInstanceOf(PercentilePruner.class);
    assertThat(Pruners.named("threshold", Map.of("upper", "3")))
        .isInstanceOf(ThresholdPruner.class);
    assertThat(Pruners.named("patient", Map.of("around", "median", "patience", "2")))
        .isInstanceOf(PatientPruner.class);
    assertThat(Pruners.named("wilcoxon")).isInstanceOf(WilcoxonPruner.class);
    assertThat(Pruners.named("decay-curve")).isInstanceOf(DecayCurvePruner.class);
  }

  @Test
  void limitsAreThoseOfTheValuesAsReportedWhereTheStudyMaximizes() {
    Study study = Study.create().maximize("score").pruner(ThresholdPruner.below(0.5)).create();
    assertThat(endedOf(study, 0.4)).isTrue();
    assertThat(endedOf(study, 0.6)).isFalse();
  }

  private static boolean endedOf(Study study, double value) {
    var trial = study.ask();
    trial.report(value, 1);
    return trial.shouldPrune();
  }

  @Test
  void endTrialsOfSeveralObjectivesByOneOfThem() {
    Pruner pruner = PercentilePruner.keeping(50);
    Study study =
        Study.create()
            .minimize("size")
            .maximize("accuracy")
            .reporting("accuracy")
            .pruner(pruner)
            .sampler(new RandomSampler())
            .seed(1)
            .create();
    study.optimizeMultiple(
        trial -> {
          double x = trial.suggestDouble("x", 0, 1);
          for (int step = 1; step <= 3; step++) {
            trial.report(x * step, step);
            if (trial.shouldPrune()) {
              throw new TrialPrunedException();
            }
          }
          return new double[] {x, 3 * x};
        },
        Budget.trials(30));
    List<FrozenTrial> pruned =
        study.trials().stream().filter(t -> t.state() == TrialState.PRUNED).toList();
    assertThat(pruned).isNotEmpty().allMatch(trial -> trial.values().isEmpty());
    double least =
        study.trials().stream()
            .limit(5)
            .mapToDouble(t -> t.params().getDouble("x"))
            .min()
            .orElseThrow();
    assertThat(pruned).anyMatch(trial -> trial.params().getDouble("x") < least || least < 0.5);
    assertThat(study.bestTrials()).isNotEmpty();
    assertThatThrownBy(() -> Study.create().minimize("a").minimize("b").reporting("c").create())
        .hasMessageContaining("no objective is named \"c\"");
  }
}
