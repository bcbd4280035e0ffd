package dev.afina.core.study;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import dev.afina.core.pruner.Assignment;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.storage.TrialStart;
import dev.afina.core.storage.Worker;
import dev.afina.core.trial.Checkpoint;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Leg;
import dev.afina.core.trial.TrialState;
import dev.afina.core.trial.TrialTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts or continues trials as a scheduler says.
 *
 * <p>Each assignment names one trial: the one set aside in a row, or the one of the next index. If
 * another process has carried it out meanwhile, the scheduler is asked again, with the new history.
 */
final class ScheduledStarts {

  private static final System.Logger LOG = System.getLogger("dev.afina.study");

  /** So often another process may be faster before the worker takes a rest. */
  private static final int ATTEMPTS = 20;

  private final Ledger ledger;
  private final TrialTable table;
  private final SetAside setAside;
  private final Scheduler scheduler;
  private final Checkpoints checkpoints;

  ScheduledStarts(
      Ledger ledger,
      TrialTable table,
      SetAside setAside,
      Scheduler scheduler,
      Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
    this.ledger = ledger;
    this.table = table;
    this.setAside = setAside;
    this.scheduler = scheduler;
  }

  /** The trial of the next assignment, not yet taken over by this process; or none. */
  record Found(@Nullable FrozenTrial trial, int awaited, List<FrozenTrial> surplus) {}

  /**
   * The trial of the next assignment.
   *
   * @param exhausted whether the sampler has nothing left
   */
  Found next(OptionalInt limit, BooleanSupplier exhausted) {
    List<FrozenTrial> surplus = new ArrayList<>();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (attempt > 0) {
        ledger.refresh();
      }
      endSurplus(surplus);
      boolean isFree = !ledger.isReached(limit);
      Optional<FrozenTrial> retry = isFree ? retry(limit) : Optional.empty();
      if (retry.isPresent()) {
        return new Found(retry.get(), -1, surplus);
      }
      boolean mayStart =
          isFree && (table.count(TrialState.WAITING) > 0 || !exhausted.getAsBoolean());
      Assignment assignment = scheduler.next(table, mayStart);
      LOG.log(DEBUG, "scheduler {0}: {1}", scheduler.name(), assignment);
      Optional<FrozenTrial> found = Optional.empty();
      if (assignment instanceof Assignment.Continue on) {
        checkPaused(on.row());
        found = ledger.claim(on.row(), Map.of(FrozenTrial.LEG, on.leg().toAttribute()));
      } else if (assignment instanceof Assignment.Start start) {
        checkMayStart(mayStart);
        found = start(limit, start.leg(), Map.of());
      } else if (assignment instanceof Assignment.Copy copy) {
        checkMayStart(mayStart);
        checkPaused(copy.row());
        found = copy(limit, copy);
      } else if (assignment instanceof Assignment.Wait && awaited() >= 0) {
        return new Found(null, awaited(), surplus);
      } else {
        if (assignment instanceof Assignment.Wait) {
          LOG.log(WARNING, "scheduler {0} waits, but nothing runs", scheduler.name());
        }
        return new Found(null, -1, endAll(surplus));
      }
      if (found.isPresent()) {
        return new Found(found.get(), -1, surplus);
      }
    }
    return new Found(null, Math.max(0, awaited()), surplus);
  }

  private void endSurplus(List<FrozenTrial> surplus) {
    List<Integer> rows = new ArrayList<>(scheduler.surplus(table));
    for (int row = 0; row < table.size(); row++) {
      if (setAside.isOver(row, scheduler)) {
        rows.add(row);
      }
    }
    for (int row : rows) {
      ledger.claim(row, Map.of()).ifPresent(surplus::add);
    }
  }

  private void checkPaused(int row) {
    if (row < 0 || row >= table.size() || !table.isPaused(row)) {
      throw new IllegalStateException(
          "scheduler %s continues the trial of index %d, which is %s; only one that is set aside can go on"
              .formatted(
                  scheduler.name(),
                  row,
                  row < 0 || row >= table.size() ? "not there" : table.state(row)));
    }
  }

  /** A trial that was lost in its first leg goes before everything else, with the same leg. */
  private Optional<FrozenTrial> retry(OptionalInt limit) {
    for (int row = 0; row < table.size(); row++) {
      if (table.isVacant(row) && !table.isDiscarded(row) && table.leg(row).isPresent()) {
        Optional<FrozenTrial> started = start(limit, row, Map.of());
        if (started.isPresent()) {
          return started;
        }
      }
    }
    return Optional.empty();
  }

  private void checkMayStart(boolean mayStart) {
    if (!mayStart) {
      throw new IllegalStateException(
          "scheduler %s started a trial where none can be started".formatted(scheduler.name()));
    }
  }

  /** Nobody else continues the trial while it is copied. */
  private Optional<FrozenTrial> copy(OptionalInt limit, Assignment.Copy copy) {
    Optional<FrozenTrial> claimed = ledger.claim(copy.row(), Map.of());
    if (claimed.isEmpty()) {
      return Optional.empty();
    }
    FrozenTrial parent = claimed.get();
    try {
      Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
      attributes.put(FrozenTrial.FIXED_PARAMS, new LinkedHashMap<>(copy.values()));
      attributes.put(FrozenTrial.COPY_OF, (long) parent.number());
      Optional<FrozenTrial> child = start(limit, copy.leg(), attributes);
      return child.isEmpty() ? child : Optional.of(withCheckpoint(child.get(), parent));
    } finally {
      ledger.putBack(parent);
    }
  }

  private FrozenTrial withCheckpoint(FrozenTrial child, FrozenTrial parent) {
    Checkpoint saved = parent.checkpoint().orElseThrow();
    Path directory = checkpoints.of(child.number());
    Checkpoints.copy(saved.directory(), directory);
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    attributes.put(FrozenTrial.CHECKPOINT, new Checkpoint(saved.step(), directory).toAttribute());
    attributes.put(FrozenTrial.PAUSED, false);
    ledger.storage().setTrialSystemAttributes(child.id(), attributes);
    Map<String, @Nullable Object> all = new LinkedHashMap<>(child.systemAttributes());
    all.putAll(attributes);
    return child.toBuilder().systemAttributes(all).build();
  }

  private Optional<FrozenTrial> start(
      OptionalInt limit, Leg leg, Map<String, @Nullable Object> beside) {
    int index = 0;
    while (index < table.size()
        && (table.isDiscarded(index) || table.state(index) != TrialState.WAITING)) {
      index++;
    }
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>(beside);
    attributes.put(FrozenTrial.LEG, leg.toAttribute());
    return start(limit, index, attributes);
  }

  private Optional<FrozenTrial> start(
      OptionalInt limit, int index, Map<String, @Nullable Object> attributes) {
    return ledger
        .storage()
        .startTrial(
            ledger.study().id(),
            new TrialStart(Worker.current(), limit, OptionalInt.of(index), attributes));
  }

  /** The row of a running trial, one of this process if there is one; negative if none runs. */
  private int awaited() {
    int found = -1;
    for (int row = 0; row < table.size(); row++) {
      if (table.isRunning(row) && (found < 0 || ledger.isOwn(row))) {
        found = row;
        if (ledger.isOwn(row)) {
          break;
        }
      }
    }
    return found;
  }

  private List<FrozenTrial> endAll(List<FrozenTrial> surplus) {
    for (int row = 0; row < table.size(); row++) {
      if (table.isPaused(row)) {
        ledger.claim(row, Map.of()).ifPresent(surplus::add);
      }
    }
    return surplus;
  }
}
