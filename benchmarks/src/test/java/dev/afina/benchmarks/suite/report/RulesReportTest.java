package dev.afina.benchmarks.suite.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.benchmarks.measure.Circumstances;
import dev.afina.benchmarks.measure.Machine;
import dev.afina.benchmarks.suite.cell.Cell;
import dev.afina.benchmarks.suite.cell.CellFile;
import dev.afina.benchmarks.suite.cell.Curve;
import dev.afina.benchmarks.suite.problem.Formula;
import dev.afina.benchmarks.suite.problem.Group;
import dev.afina.benchmarks.suite.problem.Parameter;
import dev.afina.benchmarks.suite.problem.Problem;
import dev.afina.benchmarks.suite.problem.Problems;
import dev.afina.benchmarks.suite.problem.Space;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesReportTest {

  private static final Problem BUDGET =
      new Problem(
          "budget-1",
          Group.BUDGET,
          Space.of(Parameter.real("x", 0, 1)),
          OptionalDouble.empty(),
          0,
          52,
          Formula.of(point -> point.number("x")));

  private static final Circumstances WHERE =
      new Circumstances(
          "2026-11-21", "abc", new Machine("a CPU", 2, 8, "an OS", "a JDK"), "0", "0", "0");

  @TempDir Path folder;

  private void cell(String contender, int seed, String curve) {
    CellFile.of(folder, contender)
        .append(new Cell("budget-1", seed, "v", 300, 0.5, 0, Curve.parse(curve)));
  }

  private String report() {
    return RulesReport.of(folder, new Problems(List.of(BUDGET), Map.of()), WHERE);
  }

  @Test
  void comparesAfterTheSameEpochs() {
    cell("auto+asha", 0, "10:0.2 40:0.1 90:0.01");
    cell("auto+none", 0, "1:0.5 50:0.3");
    cell("optuna-tpe+hyperband", 0, "10:0.4 60:0.05");
    cell("auto", 0, "1:0");

    assertThat(report())
        .contains("| Afina auto+asha | 0.2000 (0.2000 – 0.2000) | 0.1000 (")
        .contains("| Afina auto+none | 0.5000 (")
        .contains("| optuna-tpe+hyperband | 0.4000 (0.4000 – 0.4000) | 0.4000 (")
        .contains(
            "**Reached** — Afina auto+asha has a smaller mean regret than optuna-tpe+hyperband")
        .contains("- commit: abc")
        .doesNotContain("| Afina auto |");
  }

  @Test
  void admitsWhereItIsBehind() {
    cell("auto+asha", 0, "1:0.2 90:0.1");
    cell("optuna-tpe+hyperband", 0, "1:0.3 90:0.05");

    assertThat(report()).contains("**Missed** — Afina auto+asha");
  }

  @Test
  void asksForCellsWhereThereIsNothingToCompare() {
    cell("auto+asha", 0, "1:0.2");

    assertThatThrownBy(this::report).hasMessageEndingWith("run benchmarks/run suite-rules first");
  }
}
