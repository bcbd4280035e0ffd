package dev.afina.algorithms.halving;

import static java.lang.System.Logger.Level.WARNING;

import dev.afina.core.pruner.Assignment;
import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.trial.Leg;
import dev.afina.core.trial.TrialHistory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Carries out a {@link HalvingPlan}: a rung's best trials go on when all of the rung have come to
 * it.
 *
 * <p>A bracket's trials that wait for others do not keep a worker waiting: it begins the next
 * bracket. A trial that fails takes no one's place at the next rung. Where fewer trials can be
 * started than the first rung has, the bracket shrinks.
 */
final class PlannedHalving implements Scheduler {

  private static final System.Logger LOG = System.getLogger("dev.afina.halving");

  private final String name;
  private final HalvingPlan plan;
  private final Set<Integer> shrunk = new HashSet<>();

  PlannedHalving(String name, HalvingPlan plan) {
    this.name = name;
    this.plan = plan;
  }

  @Override
  public String name() {
    return name;
  }

  HalvingPlan halvingPlan() {
    return plan;
  }

  @Override
  public String plan() {
    return plan.table();
  }

  @Override
  public PruneDecision decide(TrialHistory history, int row) {
    Optional<Leg> leg = history.leg(row);
    if (leg.isEmpty() || leg.get().bracket() >= plan.brackets().size()) {
      return PruneDecision.goOn();
    }
    int number = leg.get().bracket();
    List<Rung> rungs = plan.brackets().get(number).rungs();
    int last = Standings.lastStep(history, row);
    int before = history.reports(row) < 2 ? 0 : history.step(row, history.reports(row) - 2);
    int end = rungs.get(rungs.size() - 1).maxStep();
    if (before >= end) {
      return PruneDecision.prune(
          "it has gone beyond the plan's last step, %d; return a value there".formatted(end));
    }
    for (int i = rungs.size() - 2; i >= 0; i--) {
      int step = rungs.get(i).maxStep();
      if (step >= leg.get().maxStep() && before < step && step <= last) {
        String reason = "rung %d of bracket %d at step %d".formatted(i, number, last);
        return Standings.isAmongBest(
                history, Standings.members(history, number, 1), row, step, plan.factor())
            ? PruneDecision.pauseOrGoOn(reason)
            : PruneDecision.pause(reason);
      }
    }
    return PruneDecision.goOn();
  }

  @Override
  public Assignment next(TrialHistory history, boolean mayStart) {
    boolean isPending = false;
    for (int b = 0; b < plan.brackets().size(); b++) {
      Progress progress = new Progress(history, b, mayStart);
      if (progress.promoted >= 0) {
        return Assignment.proceed(progress.promoted, new Leg(b, progress.goal));
      }
      Bracket bracket = plan.brackets().get(b);
      if (mayStart && progress.started < bracket.trials()) {
        return Assignment.start(new Leg(b, bracket.rungs().get(0).maxStep()));
      }
      isPending |= progress.isPending;
    }
    return isPending ? Assignment.await() : Assignment.done();
  }

  @Override
  public List<Integer> surplus(TrialHistory history) {
    List<Integer> surplus = new ArrayList<>();
    for (int b = 0; b < plan.brackets().size(); b++) {
      surplus.addAll(new Progress(history, b, true).surplus);
    }
    return surplus;
  }

  /** How far a bracket has come. */
  private final class Progress {

    private final TrialHistory history;
    private final int number;
    private final int started;
    private final List<Integer> surplus = new ArrayList<>();
    private boolean isPending;
    private int promoted = -1;
    private int goal;

    private Progress(TrialHistory history, int number, boolean mayStart) {
      this.history = history;
      this.number = number;
      Bracket bracket = plan.brackets().get(number);
      List<Integer> members = Standings.members(history, number, bracket.rungs().get(0).maxStep());
      started = members.size();
      if (started > 0 && started < bracket.trials() && !mayStart) {
        Bracket smaller = bracket.shrunk(started, plan.factor());
        say(bracket, smaller);
        bracket = smaller;
      }
      if (started > 0) {
        climb(bracket, members);
      }
    }

    private void climb(Bracket bracket, List<Integer> members) {
      List<Integer> at = members;
      for (int i = 0; i < bracket.rungs().size(); i++) {
        int step = bracket.rungs().get(i).maxStep();
        boolean isOpen = at.stream().anyMatch(row -> Standings.isPending(history, row, step));
        isPending |= isOpen;
        if (isOpen || (i == 0 && started < bracket.trials()) || i == bracket.rungs().size() - 1) {
          return;
        }
        Rung above = bracket.rungs().get(i + 1);
        List<Integer> ranked = Standings.ranked(history, at, step);
        List<Integer> best = ranked.subList(0, Math.min(above.size(), ranked.size()));
        for (int row : best) {
          if (promoted < 0 && history.isPaused(row) && isBelow(row, above.maxStep())) {
            promoted = row;
            goal = above.maxStep();
          }
        }
        for (int row : at) {
          if (history.isPaused(row) && isBelow(row, above.maxStep()) && !best.contains(row)) {
            surplus.add(row);
          }
        }
        if (promoted >= 0) {
          return;
        }
        at = best;
      }
    }

    private boolean isBelow(int row, int step) {
      return history.leg(row).filter(leg -> leg.maxStep() < step).isPresent();
    }

    private void say(Bracket planned, Bracket smaller) {
      if (shrunk.add(number)) {
        LOG.log(
            WARNING,
            "bracket {0} has {1} of its {2} trials, for no more can be started; its rungs shrink to"
                + " {3}",
            number,
            started,
            planned.trials(),
            smaller.rungs().stream().map(rung -> Integer.toString(rung.size())).toList());
      }
    }
  }
}
