package dev.afina.benchmarks.suite.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afina.benchmarks.measure.Circumstances;
import dev.afina.benchmarks.measure.Machine;
import dev.afina.benchmarks.suite.cell.Cell;
import dev.afina.benchmarks.suite.cell.CellFile;
import dev.afina.benchmarks.suite.cell.Curve;
import dev.afina.benchmarks.suite.problem.Problem;
import dev.afina.benchmarks.suite.problem.Problems;
import dev.afina.benchmarks.suite.search.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  private static final Problems PROBLEMS = Problems.of(Path.of("no", "such", "checkout"));
  private static final Problem LEVY = PROBLEMS.named("levy5"); // its optimum is 0
  private static final Problem FUNC2C = PROBLEMS.named("func2c");
  private static final Problem JENATTON = PROBLEMS.named("jenatton"); // its optimum is 0.1
  private static final Problem FAILING = PROBLEMS.named("failing-axis");

  @TempDir Path folder;

  private void cell(String sampler, Problem problem, int seed, String curve) {
    cell(sampler, problem, seed, curve, 0);
  }

  private void cell(String sampler, Problem problem, int seed, String curve, int failures) {
    CellFile.of(folder.resolve("suite/cells"), sampler)
        .append(new Cell(problem.name(), seed, "v", 100, 0.5, failures, Curve.parse(curve)));
  }

  private Results results() {
    Path cells = folder.resolve("suite/cells");
    return Results.read(cells, CellFile.samplers(cells));
  }

  @Test
  void sharesRanksAmongEqualFigures() {
    assertThat(Ranks.of(new double[] {3, 1, 2})).containsExactly(3, 1, 2);
    assertThat(Ranks.of(new double[] {5, 1, 5, 0})).containsExactly(3.5, 2, 3.5, 1);
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(Ranks.of(new double[] {infinity, 1, infinity})).containsExactly(2.5, 1, 2.5);
  }

  @Test
  void normalisesByTheOptimumAndTheMedianFirstTrialOfRandomSearch() {
    cell("random", JENATTON, 0, "1:2.1");
    cell("random", JENATTON, 1, "2:0.6");
    cell("random", JENATTON, 2, "1:1.1 5:0.2");
    cell("auto", JENATTON, 0, "1:9");
    Scale scale = Scale.of(JENATTON, results());
    assertThat(scale.regret(OptionalDouble.of(1.1))).isCloseTo(1, within(1e-12));
    assertThat(scale.regret(OptionalDouble.of(0.1))).isCloseTo(0, within(1e-12));
    assertThat(scale.regret(OptionalDouble.empty())).isCloseTo(2, within(1e-12));
    assertThatThrownBy(() -> Scale.of(LEVY, results()))
        .hasMessageStartingWith("random search has no score on levy5");
  }

  @Test
  void takesTheBestScoreOfAnyCellForAnUnknownOptimum() {
    Problem unknown =
        new Problem(
            "levy5", LEVY.group(), LEVY.space(), OptionalDouble.empty(), 0, 0, LEVY.formula());
    cell("random", unknown, 0, "1:5 20:3");
    cell("auto", unknown, 0, "1:7 90:2");
    Scale scale = Scale.of(unknown, results());
    assertThat(scale.optimum()).isEqualTo(2);
    assertThat(scale.regret(OptionalDouble.of(3))).isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void comparesOnTheSeedsThatAllSamplersHave() {
    for (int seed = 0; seed < 3; seed++) {
      cell("random", LEVY, seed, "1:4");
      cell("random", FUNC2C, seed, "1:1");
      cell("auto", LEVY, seed, "1:2");
      cell("auto", FUNC2C, seed, "1:2");
    }
    cell("slow", LEVY, 0, "1:3");
    cell("slow", FUNC2C, 0, "1:3");
    cell("slow", FUNC2C, 2, "1:3");
    cell("partial", LEVY, 0, "1:3");
    List<Problem> problems = List.of(LEVY, FUNC2C);
    List<String> all = results().samplers();
    Field field = Field.of(results(), all, problems, p -> 1);
    assertThat(field.samplers()).containsExactly("auto", "random", "slow");
    assertThat(field.seeds(LEVY)).containsExactly(0);
    assertThat(field.seeds(FUNC2C)).containsExactly(0, 2);
    assertThat(field.seedsInWords()).isEqualTo("1 to 2");
    Field many = Field.of(results(), all, problems, p -> 3);
    assertThat(many.samplers()).containsExactly("auto", "random");
    assertThat(many.seedsInWords()).isEqualTo("3");
  }

  @Test
  void ranksWithinCellsAndAveragesOverSeedsThenProblems() {
    cell("random", LEVY, 0, "1:4");
    cell("random", LEVY, 1, "1:4");
    cell("auto", LEVY, 0, "1:5 30:2");
    cell("auto", LEVY, 1, "60:4");
    cell("random", FUNC2C, 0, "1:1");
    cell("auto", FUNC2C, 0, "1:1");
    Field field = Field.of(results(), results().samplers(), List.of(LEVY, FUNC2C), p -> 1);
    var scales = Map.of("levy5", Scale.of(LEVY, results()), "func2c", Scale.of(FUNC2C, results()));
    Board early = Board.of(field, results(), scales, 25);
    assertThat(early.ranks("auto").mean(0)).isEqualTo(2);
    assertThat(early.regrets("auto").mean(0)).isEqualTo((1.25 + 1) / 2);
    Board late = Board.of(field, results(), scales, 100);
    assertThat(late.ranks("auto").mean(0)).isEqualTo((1 + 1.5) / 2);
    assertThat(late.ranks("auto").mean(1)).isEqualTo(1.5);
    assertThat(late.ranks("auto").mean()).isEqualTo((1.25 + 1.5) / 2);
    assertThat(late.regrets("auto").mean(0)).isEqualTo((0.5 + 1) / 2);
    assertThat(late.shareAhead("auto", "random", late::regrets))
        .isEqualTo(0.75); // ahead on one, a tie on one
    assertThat(late.shareAhead("random", "auto", late::ranks)).isEqualTo(0.25);
    assertThat(late.ranks("auto").of(p -> p.equals(LEVY)).mean()).isEqualTo(1.25);
    assertThatThrownBy(() -> late.ranks("gp")).hasMessageContaining("is not one of");
  }

  @Test
  void widensTheIntervalWithTheSpread() {
    List<Problem> problems = List.of(LEVY, FUNC2C, JENATTON);
    Interval none = Interval.of(new Figures(problems, new double[][] {{2, 2}, {2}, {2, 2, 2}}));
    assertThat(none).isEqualTo(new Interval(2, 2, 2));
    Figures figures = new Figures(problems, new double[][] {{1, 2}, {3}, {8, 9, 10}});
    Interval wide = Interval.of(figures);
    assertThat(wide.mean()).isCloseTo((1.5 + 3 + 9) / 3, within(1e-12));
    assertThat(wide.low()).isBetween(1.0, 2.5);
    assertThat(wide.high()).isBetween(7.0, 10.0);
    assertThat(Interval.of(figures)).isEqualTo(wide);
    assertThat(none.isBelow(new Interval(3, 2.5, 4))).isTrue();
    assertThat(none.isBelow(wide)).isFalse();
  }

  @Test
  void reportsGoalsTablesAndWhatIsMissing() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      for (Problem problem : List.of(LEVY, FUNC2C, JENATTON)) {
        cell("random", problem, seed, "1:4 50:3");
        cell("auto", problem, seed, "1:4 20:2 80:1");
        if (!problem.equals(FUNC2C)) {
          cell("auto-parallel8", problem, seed, "1:4 20:2 80:1.004");
        }
        cell("optuna-tpe", problem, seed, "1:4 22:2.5");
      }
      cell("random", FAILING, seed, "1:4", 21);
      cell("auto", FAILING, seed, "1:4", 7);
    }
    cell("hebo", LEVY, 0, "1:3");
    Files.writeString(folder.resolve("suite/not-installed.txt"), "smac: no compiler\n");
    SuiteReport report = report(List.of());
    assertThat(report.markdown())
        .contains("**Reached** — Samplers with at least 20 seeds: auto has a better mean rank")
        .contains("1.00 against 2.00 (optuna-tpe)")
        .contains("**Reached** — Samplers with at least 20 seeds: auto's interval")
        .contains("at most 10 % of the trials after the first 30 fail: failing-axis 10.0 %")
        .contains("**Reached** — with 8 trials in flight the mean regret at 100")
        .contains("| Afina auto | 1.00 (1.00 – 1.00) | 1.00 (1.00 – 1.00) |")
        .contains("| Afina random | 30.0 % |")
        .contains("| hebo | v | 1 | 5.00 | func2c, jenatton |")
        .contains("- smac: no compiler")
        .contains("- lcbench-3945 is left out: there is no")
        .doesNotContain("Missed");
    report.write(folder);
    JsonNode json = new ObjectMapper().readTree(folder.resolve("suite.json").toFile());
    assertThat(json.at("/comparisons/0/rows/0/sampler").asText()).isEqualTo("auto");
    assertThat(json.at("/parallel8/mean").asDouble()).isBetween(0.0005, 0.004);
    assertThat(Files.readString(folder.resolve("suite.svg")))
        .startsWith("<svg")
        .contains("Afina auto", "optuna-tpe", "<polyline points=\"55.0,")
        .doesNotContain("NaN");
    assertThat(report(List.of("--samplers", "random,auto")).markdown())
        .doesNotContain("optuna-tpe");
  }

  @Test
  void saysOfAPeerOnceWhereItHasTheMostSeeds() {
    for (int seed = 0; seed < 20; seed++) {
      for (Problem problem : List.of(LEVY, FUNC2C, JENATTON)) {
        cell("random", problem, seed, "1:4 50:3");
        cell("auto", problem, seed, "1:4 20:2 80:1");
        cell("optuna-tpe", problem, seed, "1:4 22:2.5");
        if (seed == 0) {
          cell("skopt-gp", problem, seed, "1:4 22:2.7");
        }
      }
    }
    assertThat(report(List.of()).markdown())
        .contains("at least 20 seeds: auto is ahead of optuna-tpe on mixed problems")
        .contains("All samplers: auto has a better mean rank than every peer")
        .doesNotContain("All samplers: auto is ahead of optuna-tpe")
        .doesNotContain("All samplers: auto's interval");
  }

  private SuiteReport report(List<String> options) {
    Machine machine = new Machine("a CPU", 2, 8, "an OS", "a JDK");
    return new SuiteReport(
        folder.resolve("suite"),
        PROBLEMS,
        Options.parse(options, CellFile.samplers(folder.resolve("suite/cells"))),
        new Circumstances("today", "a commit", machine, "0", "0", "0"));
  }

  @Test
  void saysThatRandomSearchMustBeThere() {
    cell("auto", LEVY, 0, "1:4");
    assertThatThrownBy(() -> report(List.of()))
        .hasMessageStartingWith("there are no cells of random search, which sets the scales");
  }

  @Test
  void choosesRoundTicks() {
    var lines = Map.of("auto", new double[] {0.9, 0.03});
    assertThat(Panel.logarithmicIfPossible("regret", lines).ticks())
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1)
        .containsExactly(0.05, 0.1, 0.2, 0.5);
    var ranks = Map.of("auto", new double[] {1.2, 4.9});
    assertThat(new Panel("rank", ranks, false).ticks()).containsExactly(2.0, 3.0, 4.0);
    var negative = Map.of("auto", new double[] {0.1, -0.1});
    assertThat(Panel.logarithmicIfPossible("regret", negative).logarithmic()).isFalse();
    var constant = Map.of("auto", new double[] {1, 1});
    assertThat(new Panel("rank", constant, false).height(1)).isEqualTo(0.5);
  }
}
