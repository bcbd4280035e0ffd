package dev.afina.core.study;

import dev.afina.core.sampler.Sampler;
import dev.afina.core.space.Params;
import dev.afina.core.storage.TrialStart;
import dev.afina.core.storage.Worker;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialTable;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Starts the trials of a deterministic study in the order of their indices, each when the results
 * that it sees are there.
 *
 * <p>What is drawn for a trial is known before it is started, so it is stored in the same step, and
 * no worker ever sees the trial without. A trial of whose view the sampler says that it is
 * exhausted waits for all results before it, as those still running may turn out to leave
 * something; then it sees them all.
 */
final class OrderedStarts {

  /** So often another process may be faster before the worker takes a rest. */
  private static final int ATTEMPTS = 20;

  private final Ledger ledger;
  private final TrialTable table;
  private final Window window;

  OrderedStarts(Ledger ledger, TrialTable table, Window window) {
    this.ledger = ledger;
    this.table = table;
    this.window = window;
  }

  Next next(
      OptionalInt limit,
      StopRule rule,
      Sampler sampler,
      long seed,
      Function<FrozenTrial, LiveTrial> alive) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      ledger.refresh();
      if (ledger.isReached(limit)) {
        return Next.nothing();
      }
      int index = window.next();
      int results = window.results(index);
      if (window.frontier() < results) {
        return Next.after(window.frontier());
      }
      if (rule.isMet(table, results)) {
        return Next.nothing();
      }
      if (sampler.isExhausted(window.before(index, results))) {
        if (window.frontier() < index) {
          return Next.after(window.frontier());
        }
        results = index;
        if (index == table.size() && sampler.isExhausted(window.before(index, results))) {
          return Next.nothing();
        }
      }
      TrialHistory view = window.starting(index, results);
      Params drawn = NextDraw.draw(sampler, sampler.jointSpace(view), ledger, seed, view, index);
      Optional<FrozenTrial> started = start(index, results, drawn, limit);
      if (started.isPresent()) {
        return Next.started(begin(started.get(), drawn, alive));
      }
    }
    return Next.after(window.frontier());
  }

  /**
   * Starts the trial that something was drawn ahead for, which it still sees the same of.
   *
   * @return null if another process was faster
   */
  @Nullable Next next(
      OptionalInt limit, StopRule rule, NextDraw draw, Function<FrozenTrial, LiveTrial> alive) {
    if (ledger.isReached(limit) || rule.isMet(table, draw.results())) {
      return Next.nothing();
    }
    return start(draw.index(), draw.results(), draw.drawn(), limit)
        .map(started -> Next.started(begin(started, draw.drawn(), alive)))
        .orElse(null);
  }

  private Optional<FrozenTrial> start(int index, int results, Params drawn, OptionalInt limit) {
    JointDraw draw = JointDraw.of(results, ledger.enqueued(index).over(drawn));
    return ledger
        .storage()
        .startTrial(
            ledger.study().id(),
            new TrialStart(
                Worker.current(),
                limit,
                OptionalInt.of(index),
                Map.of(JointDraw.ATTRIBUTE, draw.toAttribute())));
  }

  private LiveTrial begin(
      FrozenTrial started, Params drawn, Function<FrozenTrial, LiveTrial> alive) {
    LiveTrial live = ledger.take(started, alive);
    try {
      Params unused = live.joint(drawn);
    } catch (RuntimeException e) {
      live.breakDown(e);
    }
    return live;
  }
}
