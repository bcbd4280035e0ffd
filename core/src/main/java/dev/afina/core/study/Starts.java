package dev.afina.core.study;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.storage.TrialStart;
import dev.afina.core.storage.Worker;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.core.trial.TrialTable;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a study's trials begin: new ones, with parameters that were drawn ahead or are drawn now, and
 * those that were set aside. Each in one step, with the ledger's lock held, so that no other trial
 * is given the same.
 */
final class Starts {

  private final Ledger ledger;
  private final Sampler sampler;
  private final Pruner pruner;
  private final Checkpoints checkpoints;
  private final long seed;
  private final Function<FrozenTrial, LiveTrial> alive;
  private final SetAside setAside;

  /**
   * Of a study.
   *
   * @param alive makes an object of a trial that has started
   */
  Starts(
      Ledger ledger,
      Sampler sampler,
      Pruner pruner,
      Checkpoints checkpoints,
      long seed,
      Function<FrozenTrial, LiveTrial> alive) {
    this.ledger = ledger;
    this.sampler = sampler;
    this.pruner = pruner;
    this.checkpoints = checkpoints;
    this.seed = seed;
    this.alive = alive;
    setAside = new SetAside(ledger.table());
  }

  /**
   * The next trial, unless the limit is reached or the sampler is exhausted.
   *
   * @param rule what ends the run of a deterministic study; others end theirs by themselves
   * @param ahead may have drawn its parameters; null for none that does
   */
  Next next(OptionalInt limit, StopRule rule, @Nullable Ahead ahead) {
    Next next = drawnAhead(limit, rule, ahead);
    if (next != null && !next.isUndrawn()) {
      return next;
    }
    ledger.sampling().lock();
    try {
      return drawnNow(limit, rule, ahead, next);
    } finally {
      ledger.sampling().unlock();
    }
  }

  private @Nullable Next drawnAhead(OptionalInt limit, StopRule rule, @Nullable Ahead ahead) {
    NextDraw drawn = ahead == null ? null : ahead.drawn();
    return ahead == null || drawn == null ? null : start(drawn, ahead.parallel(), limit, rule);
  }

  private Next drawnNow(
      OptionalInt limit, StopRule rule, @Nullable Ahead ahead, @Nullable Next before) {
    Next next = before == null ? drawnAhead(limit, rule, ahead) : before; // the wait brought it
    if (next == null) {
      return start(limit, rule);
    }
    if (next.isUndrawn() && next.trial() != null) {
      LiveTrial unused = begin(next.trial());
    }
    return next;
  }

  /**
   * Starts the next trial with its joint parameters, or continues one that was set aside. With
   * {@link Ledger#sampling} held.
   */
  private Next start(OptionalInt limit, StopRule rule) {
    synchronized (ledger) {
      TrialTable table = ledger.table();
      Window order = ledger.order();
      boolean follows =
          order != null || !pruner.equals(Pruner.none()) || sampler.readsHistory(table);
      if (follows || ledger.isReadDue()) {
        ledger.refresh();
      }
      Optional<FrozenTrial> unfinished = claimUnfinished();
      if (unfinished.isPresent()) {
        return Next.started(ledger.take(unfinished.get(), alive));
      }
      if (order != null) {
        return new OrderedStarts(ledger, table, order).next(limit, rule, sampler, seed, alive);
      }
      if (pruner instanceof Scheduler scheduler) {
        return startScheduled(scheduler, limit);
      }
      return startAny(limit, follows);
    }
  }

  private Next startScheduled(Scheduler scheduler, OptionalInt limit) {
    ScheduledStarts.Found found =
        scheduled(scheduler).next(limit, () -> sampler.isExhausted(ledger.table()));
    FrozenTrial trial = found.trial();
    return new Next(
        trial == null ? null : begin(ledger.take(trial, alive), trial),
        found.awaited(),
        found.surplus());
  }

  private ScheduledStarts scheduled(Scheduler scheduler) {
    return new ScheduledStarts(ledger, ledger.table(), setAside, scheduler, checkpoints);
  }

  /**
   * Starts a trial that no scheduler and no order wants.
   *
   * @param follows whether others' trials were read before
   */
  private Next startAny(OptionalInt limit, boolean follows) {
    TrialTable table = ledger.table();
    if (table.count(TrialState.WAITING) == 0 && sampler.isExhausted(table)) {
      return Next.nothing();
    }
    Optional<FrozenTrial> started =
        ledger.storage().startTrial(ledger.study().id(), new TrialStart(Worker.current(), limit));
    if (started.isPresent()) {
      return Next.started(begin(ledger.takeBlindly(started.get(), alive), started.get()));
    }
    if (follows) {
      return Next.nothing();
    }
    ledger.refresh();
    return claimUnfinished()
        .map(trial -> Next.started(ledger.take(trial, alive)))
        .orElse(Next.nothing());
  }

  private LiveTrial begin(LiveTrial live, FrozenTrial trial) {
    return Pausing.isContinued(trial) ? live : begin(live);
  }

  /** Draws the joint parameters of a trial that has started. With {@link Ledger#sampling} held. */
  private LiveTrial begin(LiveTrial live) {
    synchronized (ledger) {
      try {
        TrialTable table = ledger.table();
        SearchSpace space = sampler.jointSpace(table);
        ledger.showRunning(live);
        announce(live, NextDraw.draw(sampler, space, ledger, seed, table, live.index()));
      } catch (RuntimeException e) {
        live.breakDown(e);
      }
      return live;
    }
  }

  private void announce(LiveTrial live, Params drawn) {
    if (drawn.size() > 0) {
      ledger.table().announce(live.index(), live.joint(drawn));
    }
  }

  /**
   * What can be drawn ahead now; null if it is not known which trial starts next, or none may. With
   * {@link Ledger#sampling} held.
   */
  @Nullable NextDraw upcoming(OptionalInt limit, StopRule rule) {
    synchronized (ledger) {
      ledger.refresh();
      ledger.showRunning(null);
      return ledger.isReached(limit)
          ? null
          : NextDraw.of(ledger.table(), ledger.order(), rule, ledger.lastEdit());
    }
  }

  /** Whether what was drawn ahead was used, or did not fit. */
  boolean isSpent(NextDraw draw) {
    synchronized (ledger) {
      return draw.isSpent();
    }
  }

  /**
   * Starts the next trial with what was drawn ahead for it, or continues one that was set aside;
   * without the sampler.
   *
   * @param parallel how many trials run at once
   * @return null if what was drawn does not fit any more, or was used
   */
  private @Nullable Next start(NextDraw draw, int parallel, OptionalInt limit, StopRule rule) {
    synchronized (ledger) {
      if (draw.isSpent()) {
        return null;
      }
      ledger.refresh();
      Optional<FrozenTrial> unfinished = claimUnfinished();
      if (unfinished.isPresent()) {
        return Next.started(ledger.take(unfinished.get(), alive));
      }
      TrialTable table = ledger.table();
      Window order = ledger.order();
      if (!draw.fits(table, order, ledger.lastEdit(), parallel)) {
        draw.spend();
        return null;
      }
      if (order == null && pruner instanceof Scheduler scheduler) {
        return start(draw, scheduled(scheduler).next(limit, () -> false));
      }
      draw.spend();
      if (order != null) {
        return new OrderedStarts(ledger, table, order).next(limit, rule, draw, alive);
      }
      OptionalInt index = OptionalInt.of(draw.index());
      return ledger
          .storage()
          .startTrial(ledger.study().id(), new TrialStart(Worker.current(), limit, index, Map.of()))
          .map(started -> Next.started(begin(ledger.takeBlindly(started, alive), draw)))
          .orElse(null);
    }
  }

  private Next start(NextDraw draw, ScheduledStarts.Found found) {
    FrozenTrial trial = found.trial();
    if (trial == null) {
      return new Next(null, found.awaited(), found.surplus());
    }
    LiveTrial live = ledger.take(trial, alive);
    boolean isNew = !Pausing.isContinued(trial);
    if (isNew) {
      draw.spend();
    }
    boolean fits = isNew && trial.index() == draw.index();
    return new Next(
        fits ? begin(live, draw) : live, found.awaited(), found.surplus(), isNew && !fits);
  }

  private LiveTrial begin(LiveTrial live, NextDraw draw) {
    try {
      announce(live, draw.drawn());
    } catch (RuntimeException e) {
      live.breakDown(e);
    }
    return live;
  }

  /**
   * A trial that was set aside before the end of its leg, because its worker was lost or the time
   * was up. A scheduler says where legs end; without one every trial goes on.
   */
  private Optional<FrozenTrial> claimUnfinished() {
    TrialTable table = ledger.table();
    for (int row = 0; ledger.hasPaused() && row < table.size(); row++) {
      if (pruner instanceof Scheduler scheduler
          ? setAside.isUnfinished(row, scheduler)
          : table.isPaused(row)) {
        Optional<FrozenTrial> claimed = ledger.claim(row, Map.of());
        if (claimed.isPresent()) {
          return claimed;
        }
      }
    }
    return Optional.empty();
  }
}
