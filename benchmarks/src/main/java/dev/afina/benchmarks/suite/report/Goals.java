package dev.afina.benchmarks.suite.report;

import static dev.afina.benchmarks.suite.report.Standing.CHECKPOINTS;
import static dev.afina.benchmarks.suite.report.Summary.AUTO;

import dev.afina.benchmarks.suite.problem.Group;
import dev.afina.benchmarks.suite.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the default sampler is aimed at, as far as there are cells to tell. */
final class Goals {

  private static final String OPTUNA_TPE = "optuna-tpe";
  private static final String OPTUNA_GP = "optuna-gp";
  private static final String HYPEROPT = "hyperopt-tpe";
  private static final double SHARE_AHEAD = 0.6;
  private static final double MOST_FAILURES = 0.1;
  private static final double COST_OF_PARALLELISM = 0.01;

  private final Summary summary;
  private final List<Goal> goals = new ArrayList<>();
  private final Set<String> judged = new HashSet<>();

  private Goals(Summary summary) {
    this.summary = summary;
  }

  static List<Goal> of(Summary summary) {
    Goals goals = new Goals(summary);
    goals.collect();
    return goals.goals;
  }

  private void collect() {
    for (String name : List.of("many-seeds", "all")) {
      summary
          .standing(name)
          .filter(standing -> standing.field().samplers().contains(AUTO))
          .ifPresent(this::ranks);
    }
    Map<String, Double> failures = summary.failures().get(AUTO);
    if (failures != null) {
      goals.add(
          new Goal(
              "where 30 % of the volume throws, at most 10 % of the trials after the first 30 fail",
              failures.entrySet().stream()
                  .map(
                      e -> String.format(Locale.ROOT, "%s %.1f %%", e.getKey(), 100 * e.getValue()))
                  .collect(Collectors.joining(", ")),
              failures.values().stream().allMatch(share -> share <= MOST_FAILURES)));
    }
    summary
        .costOfParallelism()
        .ifPresent(
            cost ->
                goals.add(
                    new Goal(
                        "with 8 trials in flight the mean regret at 100 is at most 0.01 larger",
                        String.format(Locale.ROOT, "%.4f", cost.mean()),
                        cost.mean() <= COST_OF_PARALLELISM)));
  }

  /** What is said of a single peer is said once, of the table where it has the most seeds. */
  private void ranks(Standing standing) {
    List<String> peers =
        standing.field().samplers().stream().filter(name -> !Names.isAfinas(name)).toList();
    if (peers.isEmpty()) {
      return;
    }
    String where = "%s: ".formatted(standing.title());
    add(where + "auto has a better mean rank than every peer", standing, peers, p -> true);
    List<String> others = peers.stream().filter(judged::add).toList();
    if (others.contains(OPTUNA_TPE)) {
      goals.add(
          new Goal(
              where + "auto's interval of the mean rank is clear of Optuna TPE's",
              CHECKPOINTS.stream()
                  .map(t -> range(standing, t, AUTO) + " against " + range(standing, t, OPTUNA_TPE))
                  .collect(Collectors.joining("; ")),
              CHECKPOINTS.stream()
                  .allMatch(t -> rank(standing, t, AUTO).isBelow(rank(standing, t, OPTUNA_TPE)))));
    }
    if (others.contains(OPTUNA_GP)) {
      aheadOfOptunaGp(where, "mean regret", standing, board -> board::regrets);
      aheadOfOptunaGp(where, "mean rank", standing, board -> board::ranks);
    }
    for (Group group : List.of(Group.CONDITIONAL, Group.MIXED)) {
      for (String peer : List.of(OPTUNA_TPE, HYPEROPT)) {
        if (others.contains(peer)) {
          add(
              "%sauto is ahead of %s on %s problems".formatted(where, peer, group),
              standing,
              List.of(peer),
              p -> p.group() == group);
        }
      }
    }
  }

  private void aheadOfOptunaGp(
      String where,
      String by,
      Standing standing,
      Function<Board, Function<String, Figures>> reading) {
    List<Double> shares =
        CHECKPOINTS.stream()
            .map(standing::after)
            .map(board -> board.shareAhead(AUTO, OPTUNA_GP, reading.apply(board)))
            .toList();
    goals.add(
        new Goal(
            "%sauto is ahead of Optuna's GP by the %s on at least 60 %% of the problems"
                .formatted(where, by),
            shares.stream()
                .map(share -> String.format(Locale.ROOT, "%.0f %%", 100 * share))
                .collect(Collectors.joining(", ")),
            shares.stream().allMatch(share -> share >= SHARE_AHEAD)));
  }

  private void add(String what, Standing standing, List<String> peers, Predicate<Problem> which) {
    if (standing.field().problems().stream().noneMatch(which)) {
      return;
    }
    List<String> found = new ArrayList<>();
    boolean met = true;
    for (int trials : CHECKPOINTS) {
      Board board = standing.after(trials);
      double own = board.ranks(AUTO).of(which).mean();
      String best = peers.get(0);
      for (String peer : peers) {
        if (board.ranks(peer).of(which).mean() < board.ranks(best).of(which).mean()) {
          best = peer;
        }
      }
      double theirs = board.ranks(best).of(which).mean();
      met &= own < theirs;
      found.add(String.format(Locale.ROOT, "%.2f against %.2f (%s)", own, theirs, best));
    }
    goals.add(new Goal(what, String.join("; ", found), met));
  }

  private static Interval rank(Standing standing, int trials, String sampler) {
    return Interval.of(standing.after(trials).ranks(sampler));
  }

  private static String range(Standing standing, int trials, String sampler) {
    Interval interval = rank(standing, trials, sampler);
    return String.format(Locale.ROOT, "%.2f – %.2f", interval.low(), interval.high());
  }
}
