package dev.afina.benchmarks.suite.report;

import static dev.afina.benchmarks.suite.report.Standing.CHECKPOINTS;

import dev.afina.benchmarks.measure.Circumstances;
import dev.afina.benchmarks.suite.problem.Group;
import dev.afina.benchmarks.suite.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The report for people. */
final class MarkdownReport {

  private final Summary summary;
  private final StringBuilder text = new StringBuilder();

  private MarkdownReport(Summary summary) {
    this.summary = summary;
  }

  /**
   * Writes it.
   *
   * @param missing peers that could not be installed, a line each
   * @param skipped problems that could not be evaluated here, and why
   */
  static String of(
      Summary summary, Circumstances where, List<String> missing, Map<String, String> skipped) {
    MarkdownReport report = new MarkdownReport(summary);
    report.line("# Which sampler finds good points in few trials");
    report.goals();
    report.line(
        """
        A regret is normalised: 0 is the optimum, 1 the median of random search's first trials; on \
        LCBench 1 is the worst network known and 0 the best. A rank is taken among the samplers of \
        a table, with the same problem and seed. Figures are means over problems, behind them 95 % \
        intervals of a bootstrap over problems and seeds. Less is better. The \
        [README](../README.md#the-suite) tells what was run.\
        """);
    report.line("![Mean rank and regret against trials](suite.svg)");
    summary.standings().forEach(report::standing);
    report.failures();
    report.parallelism();
    report.samplers(missing);
    report.where(where, skipped);
    return report.text.toString();
  }

  private void goals() {
    for (Goal goal : Goals.of(summary)) {
      line(
          "**%s** — %s: %s"
              .formatted(goal.met() ? "Reached" : "Missed", goal.what(), goal.found()));
    }
  }

  private void standing(Standing standing) {
    line("## " + standing.title());
    line(
        "Samplers: %d; problems: %d; seeds a problem, those that all of the samplers have: %s."
            .formatted(
                standing.field().samplers().size(),
                standing.field().problems().size(),
                standing.field().seedsInWords()));
    overall("mean rank", standing, Board::ranks);
    overall("mean normalised regret", standing, Board::regrets);
    ahead(standing);
    groups("mean rank", standing, Board::ranks);
    groups("mean normalised regret", standing, Board::regrets);
  }

  private interface Reading {
    Figures of(Board board, String sampler);
  }

  private void overall(String what, Standing standing, Reading reading) {
    header(what, CHECKPOINTS.stream().map("at %d trials"::formatted).toList());
    for (String sampler : standing.byRank()) {
      row(
          Names.label(sampler),
          CHECKPOINTS.stream()
              .map(trials -> Interval.of(reading.of(standing.after(trials), sampler)))
              .map(
                  interval ->
                      "%s (%s – %s)"
                          .formatted(
                              number(interval.mean()),
                              number(interval.low()),
                              number(interval.high())))
              .toList());
    }
    text.append('\n');
  }

  private void groups(String what, Standing standing, Reading reading) {
    List<Group> groups =
        Arrays.stream(Group.values())
            .filter(g -> standing.field().problems().stream().anyMatch(p -> p.group() == g))
            .toList();
    if (groups.size() < 2) {
      return;
    }
    header(
        what + " at 25 / 50 / 100",
        groups.stream().map(group -> "%s (%d)".formatted(group, count(standing, group))).toList());
    for (String sampler : standing.byRank()) {
      row(
          Names.label(sampler),
          groups.stream()
              .map(
                  group ->
                      atCheckpoints(
                          trials ->
                              number(
                                  reading
                                      .of(standing.after(trials), sampler)
                                      .of(p -> p.group() == group)
                                      .mean())))
              .toList());
    }
    text.append('\n');
  }

  private static long count(Standing standing, Group group) {
    return standing.field().problems().stream().filter(p -> p.group() == group).count();
  }

  private void ahead(Standing standing) {
    String auto = Summary.AUTO;
    if (!standing.field().samplers().contains(auto)) {
      return;
    }
    header(
        "auto against",
        List.of(
            "ahead by the mean regret on so many problems, at 25 / 50 / 100",
            "by the mean rank",
            "mean rank better by, at 100"));
    for (String sampler : standing.byRank()) {
      if (!sampler.equals(auto)) {
        Board last = standing.after(Problem.TRIALS);
        Interval better = Interval.of(last.ranks(sampler).minus(last.ranks(auto)));
        row(
            Names.label(sampler),
            List.of(
                shareAhead(standing, sampler, board -> board::regrets),
                shareAhead(standing, sampler, board -> board::ranks),
                "%s (%s – %s)"
                    .formatted(
                        number(better.mean()), number(better.low()), number(better.high()))));
      }
    }
    text.append('\n');
  }

  private static String shareAhead(
      Standing standing, String other, Function<Board, Function<String, Figures>> reading) {
    return atCheckpoints(
        trials -> {
          Board board = standing.after(trials);
          return percent(board.shareAhead(Summary.AUTO, other, reading.apply(board)), 0);
        });
  }

  private static String atCheckpoints(Function<Integer, String> figure) {
    return CHECKPOINTS.stream().map(figure).collect(Collectors.joining(" / "));
  }

  private void failures() {
    Map<String, Map<String, Double>> shares = summary.failures();
    if (shares.isEmpty()) {
      return;
    }
    line("## Where 30 % of the space fails");
    line("Share of the trials after the first 30 that fail.");
    List<String> problems = new ArrayList<>();
    shares.values().stream()
        .flatMap(ofSampler -> ofSampler.keySet().stream())
        .distinct()
        .forEach(problems::add);
    row("sampler", problems);
    row("---", problems.stream().map(problem -> "---:").toList());
    shares.forEach(
        (sampler, ofSampler) ->
            row(
                Names.label(sampler),
                problems.stream()
                    .map(
                        p ->
                            ofSampler.containsKey(p)
                                ? percent(ofSampler.getOrDefault(p, Double.NaN), 1)
                                : "–")
                    .toList()));
    text.append('\n');
  }

  private void parallelism() {
    summary
        .costOfParallelism()
        .ifPresent(
            cost -> {
              line("## Eight trials in flight");
              line(
                  "The mean normalised regret of auto at 100 trials is by %s (%s – %s) larger than"
                          .formatted(exact(cost.mean()), exact(cost.low()), exact(cost.high()))
                      + " with one trial after the other; less than 0 is better.");
            });
  }

  private static String exact(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private void samplers(List<String> missing) {
    line("## Samplers");
    row(
        "sampler",
        List.of("version", "seeds", "ms of CPU a suggestion", "problems without a cell"));
    row("---", List.of("---", "---:", "---:", "---"));
    List<String> samplers =
        summary.results().samplers().stream().filter(name -> !name.contains("+")).toList();
    for (String sampler : samplers) {
      List<Problem> lacking = summary.lacking(sampler);
      row(
          Names.label(sampler),
          List.of(
              String.join(" and ", summary.versions(sampler)),
              summary.seeds(sampler),
              number(summary.suggestMillis(sampler)),
              lacking.size() > 5
                  ? lacking.size() + " problems"
                  : lacking.stream().map(Problem::name).collect(Collectors.joining(", "))));
    }
    text.append('\n');
    if (!missing.isEmpty()) {
      line("Not installed:");
      missing.forEach(peer -> text.append("- ").append(peer).append('\n'));
      text.append('\n');
    }
  }

  private void where(Circumstances where, Map<String, String> skipped) {
    text.append(circumstances(where));
    skipped.forEach((problem, reason) -> text.append(item(problem + " is left out", reason)));
  }

  /** Where and when figures were found. */
  static String circumstances(Circumstances where) {
    return "## Where and when\n\n"
        + item("report", where.date())
        + item("commit", where.commit())
        + item("CPU", "%s, %d cores".formatted(where.machine().cpu(), where.machine().cores()))
        + item("memory", where.machine().memoryGib() + " GiB")
        + item("OS", where.machine().os())
        + item("JDK", where.machine().jdk());
  }

  private void header(String first, List<String> columns) {
    row(first, columns);
    row("---", columns.stream().map(column -> "---:").toList());
  }

  private static String item(String name, String value) {
    return "- " + name + ": " + value + '\n';
  }

  private void line(String line) {
    text.append(line).append("\n\n");
  }

  private void row(String first, List<String> others) {
    text.append("| ").append(first);
    others.forEach(cell -> text.append(" | ").append(cell));
    text.append(" |\n");
  }

  private static String percent(double share, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f %%", 100 * share);
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    String number = String.format(Locale.ROOT, Math.abs(value) >= 1 ? "%.2f" : "%.3f", value);
    return number.equals("-0.000") ? "0.000" : number;
  }
}
