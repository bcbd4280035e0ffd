package dev.afina.benchmarks.suite.report;

import dev.afina.benchmarks.measure.Circumstances;
import dev.afina.benchmarks.suite.cell.CellFile;
import dev.afina.benchmarks.suite.problem.Group;
import dev.afina.benchmarks.suite.problem.Problem;
import dev.afina.benchmarks.suite.problem.Problems;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which rule for ending trials, or setting them aside, spends epochs best. */
public final class RulesReport {

  /** Epochs that were spent, in those of whole trainings. */
  private static final List<Integer> CHECKPOINTS = List.of(20, 50, 100);

  /** A whole training's worth before anything was trained to the end. */
  private static final Scale SCALE = new Scale(0, 1, 1);

  private static final String RIVAL = "optuna-tpe+hyperband";
  private static final String WHOLE = "auto+none";

  private RulesReport() {}

  /**
   * The report for people.
   *
   * @param folder of the cells
   * @throws IllegalArgumentException if there are no cells to compare
   */
  public static String of(Path folder, Problems problems, Circumstances where) {
    List<String> rules =
        CellFile.samplers(folder).stream().filter(name -> name.contains("+")).toList();
    Results results = Results.read(folder, rules, 1); // a rule that ends trials has few whole ones
    List<Problem> budgets =
        problems.available().stream().filter(p -> p.group() == Group.BUDGET).toList();
    Field field = Field.of(results, rules, budgets, problem -> 1);
    if (!field.isComparison()) {
      throw new IllegalArgumentException(
          "there are no cells of two rules on the same problems; run benchmarks/run suite-rules"
              + " first");
    }
    Map<String, Scale> scales = new LinkedHashMap<>();
    field.problems().forEach(problem -> scales.put(problem.name(), SCALE));
    Map<Integer, Board> boards = new LinkedHashMap<>();
    CHECKPOINTS.forEach(mark -> boards.put(mark, Board.of(field, results, scales, mark)));
    return text(field, boards, where);
  }

  private static String text(Field field, Map<Integer, Board> boards, Circumstances where) {
    StringBuilder text = new StringBuilder("# Which rule spends epochs best\n\n");
    String best = field.samplers().stream().min(byRegret(boards)).orElseThrow();
    for (String other : List.of(RIVAL, WHOLE)) {
      if (field.samplers().contains(other)) {
        text.append(goal(field, boards, other));
      }
    }
    text.append(
        """
        LCBench: %d instances, %s seeds, 52 epochs a whole training; the same number of epochs for
        all. The figures are mean normalised regrets of validation accuracy of what was trained to
        the end, with 95 %% intervals of a bootstrap over instances and seeds: 0 is the best network
        known, less is better. `none` trains all trials to the end. Least at the end: %s.

        | sampler and rule | 20 trainings' epochs | 50 | 100 |
        | --- | --- | --- | --- |
        """
            .formatted(field.problems().size(), field.seedsInWords(), Names.label(best)));
    for (String rule : field.samplers().stream().sorted(byRegret(boards)).toList()) {
      text.append("| ").append(Names.label(rule));
      boards.forEach((mark, board) -> text.append(" | ").append(figure(board, rule)));
      text.append(" |\n");
    }
    return text.append('\n').append(MarkdownReport.circumstances(where)).toString();
  }

  private static Comparator<String> byRegret(Map<Integer, Board> boards) {
    return Comparator.comparingDouble(
        rule -> boards.values().stream().mapToDouble(board -> board.regrets(rule).mean()).sum());
  }

  private static String goal(Field field, Map<Integer, Board> boards, String other) {
    StringBuilder text = new StringBuilder();
    for (String own : List.of("auto+asha")) {
      if (field.samplers().contains(own)) {
        boolean met =
            boards.values().stream()
                .allMatch(board -> board.regrets(own).mean() < board.regrets(other).mean());
        text.append(
            "**%s** — %s has a smaller mean regret than %s after 20, 50 and 100 trainings' epochs\n\n"
                .formatted(met ? "Reached" : "Missed", Names.label(own), Names.label(other)));
      }
    }
    return text.toString();
  }

  private static String figure(Board board, String rule) {
    Interval interval = Interval.of(board.regrets(rule));
    return String.format(
        Locale.ROOT, "%.4f (%.4f – %.4f)", interval.mean(), interval.low(), interval.high());
  }
}
