package dev.afina.core.study;

import static java.lang.System.Logger.Level.WARNING;

import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.trial.Checkpoint;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Resume;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What a live trial needs to be set aside, and to go on. Guarded by the ledger. */
final class Pausing {

  private static final System.Logger LOG = System.getLogger("dev.afina.study");

  private final Study study;
  private final FrozenTrial started;
  private final double workedBefore;
  private final long begin = System.nanoTime();
  private @Nullable Checkpoint checkpoint;
  private @Nullable Path directory;
  private boolean asked;
  private boolean ordered;

  Pausing(Study study, FrozenTrial started) {
    this.study = study;
    this.started = started;
    workedBefore =
        started.systemAttributes().get(FrozenTrial.WORKED) instanceof Number worked
            ? worked.doubleValue()
            : 0;
    checkpoint = isContinued(started) ? started.checkpoint().orElse(null) : null;
  }

  /** Whether a trial was set aside before. */
  static boolean isContinued(FrozenTrial started) {
    return started.systemAttributes().containsKey(FrozenTrial.PAUSED);
  }

  /** For how many seconds the trial has been worked at. */
  double worked() {
    return workedBefore + (System.nanoTime() - begin) / 1e9;
  }

  /** Where it goes on. */
  Optional<Resume> resume(SortedMap<Integer, Double> reports) {
    synchronized (study.ledger()) {
      asked = true;
      return checkpoint == null
          ? Optional.empty()
          : Optional.of(new Resume(checkpoint.step(), checkpoint.directory(), reports));
    }
  }

  /** What was saved last. */
  @Nullable Checkpoint checkpoint() {
    synchronized (study.ledger()) {
      return checkpoint;
    }
  }

  Path directory() {
    synchronized (study.ledger()) {
      if (directory == null) {
        directory =
            checkpoint == null
                ? Checkpoints.empty(study.checkpoints().of(started.number()))
                : Checkpoints.keep(checkpoint.directory());
      }
      return directory;
    }
  }

  /** Whether the objective can be set aside, and someone would continue it. */
  boolean isPossible() {
    return asked && study.pruner() instanceof Scheduler;
  }

  /** What a decision means for the objective: pausing only where that is possible. */
  PruneDecision meant(PruneDecision decision) {
    if (!decision.pause()) {
      return decision;
    }
    if (isPossible()) {
      return PruneDecision.pauseOrGoOn(decision.reason());
    }
    return decision.prune() ? PruneDecision.prune(decision.reason()) : PruneDecision.goOn();
  }

  /** Remembers that the objective was told to be set aside. */
  void order() {
    ordered = true;
  }

  boolean isOrdered() {
    return ordered;
  }

  /** Keeps that everything up to a step is saved. */
  void checkpointed(int step) {
    Checkpoint saved = new Checkpoint(step, directory());
    study
        .ledger()
        .storage()
        .setTrialSystemAttributes(
            started.id(), Map.of(FrozenTrial.CHECKPOINT, saved.toAttribute()));
    synchronized (study.ledger()) {
      checkpoint = saved;
    }
  }

  /** Forgets what was saved. */
  void restart(String reason) {
    Checkpoint broken = checkpoint();
    String at = broken == null ? reason : "at step %d: %s".formatted(broken.step(), reason);
    LOG.log(WARNING, "trial {0} begins again: {1}", started.number(), at);
    Path emptied = Checkpoints.empty(study.checkpoints().of(started.number()));
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    attributes.put(FrozenTrial.CHECKPOINT, null);
    attributes.put(FrozenTrial.RESTARTED, at);
    study.ledger().storage().setTrialSystemAttributes(started.id(), attributes);
    synchronized (study.ledger()) {
      checkpoint = null;
      directory = emptied;
    }
  }

  /**
   * The attributes of a trial that is set aside.
   *
   * @param step the last one that is saved; negative for that of the last checkpoint
   */
  Map<String, @Nullable Object> attributes(int step) {
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    attributes.put(FrozenTrial.WORKED, worked());
    if (step >= 0) {
      attributes.put(FrozenTrial.CHECKPOINT, new Checkpoint(step, directory()).toAttribute());
    }
    return attributes;
  }

  /** The attributes of the end of a trial that was set aside before; none of another. */
  Map<String, @Nullable Object> attributesOfEnd() {
    return workedBefore > 0 ? Map.of(FrozenTrial.WORKED, worked()) : Map.of();
  }

  /** Removes what was saved, if anything. */
  void discard() {
    Path saved = directory;
    if (saved != null) {
      Checkpoints.discard(saved);
    } else if (checkpoint != null) {
      Checkpoints.discard(checkpoint.directory());
    }
  }
}
