package dev.afina.benchmarks.suite.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.benchmarks.suite.cell.Cell;
import dev.afina.benchmarks.suite.cell.CellFile;
import dev.afina.benchmarks.suite.cell.Curve;
import dev.afina.benchmarks.suite.problem.Group;
import dev.afina.benchmarks.suite.problem.Outcome;
import dev.afina.benchmarks.suite.problem.Parameter;
import dev.afina.benchmarks.suite.problem.Problem;
import dev.afina.benchmarks.suite.problem.Problems;
import dev.afina.benchmarks.suite.problem.Space;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {

  private static final Problems PROBLEMS = Problems.of(Path.of("no", "such", "checkout"));

  @TempDir Path folder;

  private static Cell search(String problem, String sampler, int seed, int trials) {
    return new Search(PROBLEMS.named(problem), Contender.named(sampler), seed, trials).run("v");
  }

  private static List<Curve.Step> steps(String problem, String sampler, int seed) {
    return search(problem, sampler, seed, 60).curve().steps();
  }

  @Test
  void findsTheSameWithTheSameSeed() {
    assertThat(steps("layers", "tpe", 1)).isEqualTo(steps("layers", "tpe", 1));
    assertThat(steps("layers", "tpe", 1)).isNotEqualTo(steps("layers", "tpe", 2));
    assertThat(steps("layers", "tpe-parallel8", 1)).isEqualTo(steps("layers", "tpe-parallel8", 1));
  }

  @Test
  void tellsEveryTrialThatIsInFlight() {
    Cell cell = search("branin", "random-parallel8", 0, 30);
    assertThat(cell.trials()).isEqualTo(30);
    // the same points as one after the other, told in another order
    assertThat(cell.curve().scoreAfter(30))
        .isEqualTo(search("branin", "random", 0, 30).curve().scoreAfter(30));
    assertThat(cell.curve()).isNotEqualTo(search("branin", "random", 0, 30).curve());
  }

  @Test
  void countsFailuresBehindTheFirstThirtyTrials() {
    assertThat(search("failing-axis", "random", 0, 30).failures()).isZero();
    assertThat(search("failing-axis", "random", 0, 100).failures()).isBetween(10, 33);
  }

  @Test
  void scoresFeasibleTrialsByTheirValueWithoutNoise() {
    Scoreboard scores = new Scoreboard();
    scores.add(1, new Outcome(1, 1, List.of(0.5)));
    scores.add(2, Outcome.failure());
    scores.add(3, new Outcome(4, 3.5, List.of(0.0)));
    scores.add(4, new Outcome(5, 2, List.of(-1.0)));
    scores.add(5, new Outcome(3, 3.75, List.of()));
    assertThat(scores.curve()).isEqualTo(Curve.parse("3:3.5 5:3.75"));
  }

  @Test
  void paysForEpochsAndStopsWhenTheyAreSpent() {
    AtomicInteger evaluations = new AtomicInteger();
    Problem problem =
        new Problem(
            "epochs",
            Group.FIDELITY,
            Space.of(Parameter.real("x", 0, 1)),
            OptionalDouble.empty(),
            0,
            10,
            (point, attempt) -> {
              evaluations.incrementAndGet();
              return Outcome.of(point.number("x") + 1.0 / attempt.step());
            });
    Cell cell = new Search(problem, Contender.named("random"), 0, 20).run("v");
    assertThat(evaluations.get()).isBetween(199, 200);
    assertThat(cell.trials()).isGreaterThan(20); // some were pruned
    assertThat(cell.curve().steps()).isNotEmpty();
    assertThat(cell.curve().steps().get(0).at()).isEqualTo(1);
    assertThat(cell.curve().steps()).allSatisfy(step -> assertThat(step.score()).isLessThan(1.1));
  }

  @Test
  void searchesOnlyWhatIsMissing() {
    Options options =
        Options.parse(
            List.of("--samplers", "random,tpe", "--problems", "branin,gard*", "--seeds", "2"),
            List.of());
    assertThat(run(options)).startsWith("12 cells are missing").contains("12 of 12 cells");
    CellFile file = CellFile.of(folder, "tpe");
    Map<Cell.Key, Cell> cells = file.read();
    assertThat(cells.keySet())
        .containsExactlyInAnyOrder(
            new Cell.Key("branin", 0),
            new Cell.Key("gardner1", 0),
            new Cell.Key("gardner2", 0),
            new Cell.Key("branin", 1),
            new Cell.Key("gardner1", 1),
            new Cell.Key("gardner2", 1));
    assertThat(run(options)).startsWith("0 cells are missing");

    Cell stale = new Cell("branin", 1, "older", 100, 0, 0, Curve.parse("1:1"));
    file.append(stale);
    assertThat(run(options)).startsWith("1 cells are missing");
    Cell first =
        cells.values().stream()
            .filter(cell -> cell.key().equals(stale.key()))
            .findFirst()
            .orElseThrow();
    assertThat(file.read())
        .hasEntrySatisfying(
            stale.key(),
            cell -> {
              assertThat(cell.version()).isEqualTo(first.version());
              assertThat(cell.curve()).isEqualTo(first.curve());
            });
  }

  private String run(Options options) {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    int broken =
        new Runner(folder, PROBLEMS, new PrintStream(log, true, StandardCharsets.UTF_8))
            .run(options);
    assertThat(broken).isZero();
    return log.toString(StandardCharsets.UTF_8);
  }

  @Test
  void tellsWhichSearchBrokeOff() {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    Options options =
        Options.parse(
            List.of("--samplers", "brute-force", "--problems", "branin", "--seeds", "1"),
            List.of());
    int broken =
        new Runner(folder, PROBLEMS, new PrintStream(log, true, StandardCharsets.UTF_8))
            .run(options);
    assertThat(broken).isEqualTo(1);
    assertThat(log.toString(StandardCharsets.UTF_8))
        .contains("sampler brute-force broke off on branin with seed 0: ");
  }

  @Test
  void hashesWhatASuggestionDependsOn() {
    String random = SamplerVersion.of(Contender.named("random").create());
    assertThat(random).matches("[0-9a-f]{10}");
    assertThat(SamplerVersion.of(Contender.named("random").create())).isEqualTo(random);
    assertThat(SamplerVersion.of(Contender.named("tpe").create())).isNotEqualTo(random);
  }

  @Test
  void understandsOptionsAndNamesOfContenders() {
    assertThat(Contender.named("auto-parallel8"))
        .isEqualTo(new Contender("auto-parallel8", "auto", null, 8));
    assertThat(Contender.named("cma-es+successive-halving-parallel4"))
        .isEqualTo(
            new Contender(
                "cma-es+successive-halving-parallel4", "cma-es", "successive-halving", 4));
    assertThat(Contender.named("cma-es").inFlight()).isEqualTo(1);
    Options defaults = Options.parse(List.of(), Options.everySampler());
    assertThat(defaults.samplers()).contains("random", "tpe", "gp").doesNotContain("brute-force");
    assertThat(defaults.seeds()).isEqualTo(20);
    assertThat(defaults.trials()).isEqualTo(100);
    assertThatThrownBy(() -> Options.parse(List.of("--seed", "2"), List.of()))
        .hasMessageStartingWith("option --seed is unknown, expected --samplers,");
    assertThatThrownBy(() -> Options.parse(List.of("--seeds"), List.of()))
        .hasMessage("option --seeds lacks its value");
    assertThatThrownBy(() -> Options.parse(List.of("--seeds", "0"), List.of()))
        .hasMessage("option --seeds is \"0\", expected an integer of at least 1");
  }
}
