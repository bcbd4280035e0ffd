package dev.afina.core.study;

import dev.afina.core.IncompatibleDistributionException;
import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.Hint;
import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Leg;
import dev.afina.core.trial.Resume;
import dev.afina.core.trial.Seeds;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialInterruptedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A trial that is being evaluated by this process; what others read of it, the ledger guards. */
final class LiveTrial implements Trial {

  private final Study study;
  private final FrozenTrial started;
  private final EnqueuedValues enqueued;
  private Params joint = Params.empty();

  private final List<String> names = new ArrayList<>();
  private final List<Distribution> distributions = new ArrayList<>();
  private final Map<String, Integer> positions = new HashMap<>();
  private double[] internals = new double[8];
  private @Nullable Params params = Params.empty();
  private boolean dirty;
  private int stored;
  private int lookedAt;

  private final TreeMap<Integer, Double> reports = new TreeMap<>();
  private final Map<String, @Nullable Object> pendingAttributes = new LinkedHashMap<>();
  private final Map<String, Double> constraints = new LinkedHashMap<>();
  private final Pausing pausing;
  private int currentStep = -1;
  private int reportCalls;
  private int decidedAt;
  private PruneDecision decision = PruneDecision.goOn();
  private String pruneReason = "";
  private @Nullable RuntimeException breakdown;

  LiveTrial(Study study, FrozenTrial started) {
    this.study = study;
    this.started = started;
    enqueued = new EnqueuedValues(started);
    pausing = new Pausing(study, started);
    if (isContinued()) {
      takeOver(started.params());
      reports.putAll(started.intermediateValues());
    }
  }

  /** Whether it was set aside before. */
  boolean isContinued() {
    return Pausing.isContinued(started);
  }

  private void takeOver(Params given) {
    for (int i = 0; i < given.size(); i++) {
      add(given.space().name(i), given.space().distribution(i), given.internal(i));
    }
    stored = names.size();
  }

  Pausing pausing() {
    return pausing;
  }

  /** The step of the last report since the trial began or went on; negative if there is none. */
  int currentStep() {
    return currentStep;
  }

  /**
   * Keeps what was chosen before the objective asks for it.
   *
   * @return the same, with enqueued values in their places
   */
  Params joint(Params chosen) {
    SearchSpace space = chosen.space();
    for (int i = 0; i < chosen.size(); i++) {
      checkChoice(space.name(i), space.distribution(i), chosen.internal(i));
    }
    joint = chosen;
    return enqueued.over(chosen);
  }

  boolean belongsTo(Study owner) {
    return study == owner;
  }

  long id() {
    return started.id();
  }

  /** How often the trial was tried before. */
  int retries() {
    return started.retryHistory().size();
  }

  @Override
  public int number() {
    return started.number();
  }

  @Override
  public int index() {
    return started.index();
  }

  @Override
  public long seed() {
    return Seeds.of(study.seed(), index());
  }

  @Override
  public Params params() {
    synchronized (study.ledger()) {
      if (params == null) {
        SearchSpace space = study.ledger().space(names, distributions);
        params = Params.of(space, Arrays.copyOf(internals, names.size()));
      }
      return params;
    }
  }

  /** Whether parameters were added since the last call. */
  boolean takeDirty() {
    synchronized (study.ledger()) {
      boolean was = dirty;
      dirty = false;
      return was;
    }
  }

  /**
   * The parameters, if some of those that were there at the last call are not in the storage yet;
   * null if all are.
   */
  @Nullable Params takeUnshown() {
    synchronized (study.ledger()) {
      boolean isDue = lookedAt > stored;
      lookedAt = names.size();
      if (!isDue) {
        return null;
      }
      stored = names.size();
      return params();
    }
  }

  /** Parameters are in the storage, with a report. */
  void wrote(Params written) {
    stored = Math.max(stored, written.size());
  }

  @Override
  public @Nullable Object suggest(String name, Distribution distribution) {
    return suggest(name, distribution, Hint.NONE);
  }

  @Override
  public @Nullable Object suggest(String name, Distribution distribution, Hint hint) {
    Integer known = positions.get(name);
    if (known != null) {
      if (!distributions.get(known).isCompatibleWith(distribution)) {
        throw new IncompatibleDistributionException(
            "parameter \"%s\" was %s in this trial before, and is %s now; give it another name"
                .formatted(name, distributions.get(known), distribution));
      }
      return distribution.toExternal(internals[known]);
    }
    hint.check(name, distribution);
    study.ledger().check(name, distribution);
    Double chosen = known(name, distribution, hint);
    double value = chosen == null ? sampled(name, distribution, hint) : chosen;
    return distribution.toExternal(value);
  }

  /** A value that needs no sampler, unless there is none. */
  private @Nullable Double known(String name, Distribution distribution, Hint hint) {
    synchronized (study.ledger()) {
      Double value = given(name, distribution, hint);
      if (value != null) {
        add(name, distribution, value);
      }
      return value;
    }
  }

  private double sampled(String name, Distribution distribution, Hint hint) {
    ReentrantLock sampling = study.ledger().sampling();
    sampling.lock();
    try {
      synchronized (study.ledger()) { // in one step, so that no other trial is given the same
        double value = sample(name, distribution, hint);
        add(name, distribution, value);
        return value;
      }
    } finally {
      sampling.unlock();
    }
  }

  private void add(String name, Distribution distribution, double value) {
    positions.put(name, names.size());
    if (names.size() == internals.length) {
      internals = Arrays.copyOf(internals, internals.length * 2);
    }
    internals[names.size()] = value;
    names.add(name);
    distributions.add(distribution);
    params = null;
    dirty = true;
  }

  private @Nullable Double given(String name, Distribution distribution, Hint hint) {
    guarded(() -> study.ledger().checkPrior(name, distribution));
    Double given = enqueued.use(name, distribution);
    if (given != null) {
      return given;
    }
    if (distribution.isSinglePoint()) {
      return distribution.valueAt(0);
    }
    if (started.beginsWithDefaults() && hint.start() != null) {
      return hint.startOf(name, distribution).orElseThrow();
    }
    int position = joint.space().position(name);
    return position >= 0 && joint.space().distribution(position).equals(distribution)
        ? (Double) joint.internal(position)
        : null;
  }

  private double sample(String name, Distribution distribution, Hint hint) {
    try {
      double value =
          study
              .ledger()
              .sample(
                  this,
                  study.seed(),
                  context ->
                      study
                          .sampler()
                          .sample(context.withPrior(name, hint.prior()), name, distribution));
      checkChoice(name, distribution, value);
      return value;
    } catch (RuntimeException e) {
      breakdown = e;
      throw e;
    }
  }

  private void checkChoice(String name, Distribution distribution, double value) {
    if (!distribution.contains(value)) {
      throw new IllegalStateException(
          "sampler %s gave %s for \"%s\", which is not in %s"
              .formatted(study.sampler().name(), value, name, distribution));
    }
  }

  @Override
  public void report(double value, int step) {
    study.run().checkInterrupted();
    if (Ledger.reportedObjective(study.ledger().study()).isEmpty()) {
      throw new IllegalStateException(
          "the study has %d objectives, and did not say which of them its trials report; name it by reporting(…) when it is created"
              .formatted(study.directions().size()));
    }
    if (step < 0) {
      throw new IllegalArgumentException("step (%d) must be at least 0".formatted(step));
    }
    currentStep = step;
    reportCalls++;
    if (reports.putIfAbsent(step, value) != null) {
      return;
    }
    guarded(
        () -> {
          flushAttributes();
          study.ledger().report(this, step, value);
          study.notifyReported(this, value, step);
        });
  }

  @Override
  public boolean shouldPrune() {
    study.run().checkInterrupted();
    if (study.run().isTimeUp()) {
      if (study.window().isPresent()) {
        throw new TrialInterruptedException();
      }
      pruneReason = "the time limit of the run was reached";
      return currentStep < 0 || !pausing.isPossible();
    }
    PruneDecision meant = pausing.meant(decision());
    pruneReason = meant.reason();
    return meant.prune();
  }

  @Override
  public boolean shouldPause() {
    study.run().checkInterrupted();
    boolean pause =
        study.run().isTimeUp()
            ? currentStep >= 0 && pausing.isPossible()
            : pausing.meant(decision()).pause();
    if (pause) {
      pausing.order();
    }
    return pause;
  }

  /** What the pruner said of the last report; it goes on while it catches up with earlier ones. */
  private PruneDecision decision() {
    if (currentStep < 0 || currentStep < reports.lastKey()) {
      return PruneDecision.goOn();
    }
    if (decidedAt < reportCalls) {
      guarded(() -> decision = study.ledger().decide(this, study.pruner()));
      decidedAt = reportCalls;
    }
    return decision;
  }

  @Override
  public void checkInterrupted() {
    study.run().checkInterrupted();
  }

  @Override
  public Optional<Resume> resume() {
    return pausing.resume(reports);
  }

  @Override
  public Path checkpointDirectory() {
    return pausing.directory();
  }

  @Override
  public void checkpointed(int step) {
    if (step < 0) {
      throw new IllegalArgumentException("step (%d) must be at least 0".formatted(step));
    }
    guarded(() -> pausing.checkpointed(step));
  }

  @Override
  public void restart(String reason) {
    guarded(() -> pausing.restart(reason));
  }

  @Override
  public OptionalInt maxStep() {
    Optional<Leg> leg = study.pruner() instanceof Scheduler ? started.leg() : Optional.<Leg>empty();
    return leg.isPresent() ? OptionalInt.of(leg.get().maxStep()) : OptionalInt.empty();
  }

  @Override
  public void setUserAttribute(String key, @Nullable Object value) {
    synchronized (study.ledger()) {
      pendingAttributes.put(key, value);
    }
  }

  @Override
  public void constrain(String name, double value) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException(
          "constraint \"%s\" is NaN, expected a number (feasible at most 0)".formatted(name));
    }
    synchronized (study.ledger()) {
      if (constraints.putIfAbsent(name, value) != null) {
        throw new IllegalStateException("constraint \"%s\" was stated before".formatted(name));
      }
    }
  }

  private void flushAttributes() {
    Map<String, @Nullable Object> pending = pendingAttributes();
    if (!pending.isEmpty()) {
      study.ledger().storage().setTrialUserAttributes(id(), pending);
      synchronized (study.ledger()) {
        pendingAttributes.clear();
      }
    }
  }

  /** Remembers what went wrong in sampler, pruner, storage or listener. */
  private void guarded(Runnable action) {
    try {
      action.run();
    } catch (TrialInterruptedException e) {
      throw e;
    } catch (RuntimeException e) {
      breakdown = e;
      throw e;
    }
  }

  void breakDown(RuntimeException e) {
    breakdown = e;
  }

  /** What broke under the objective, as opposed to what it did wrong; it ends the run. */
  @Nullable RuntimeException breakdown() {
    return breakdown;
  }

  String pruneReason() {
    return pruneReason;
  }

  /** The last report that is not NaN; {@code null} if the last one is, or there is none. */
  @Nullable Double lastReport() {
    return reports.isEmpty() || reports.lastEntry().getValue().isNaN()
        ? null
        : reports.lastEntry().getValue();
  }

  Map<String, @Nullable Object> pendingAttributes() {
    synchronized (study.ledger()) {
      return new LinkedHashMap<>(pendingAttributes);
    }
  }

  Map<String, Double> constraints() {
    synchronized (study.ledger()) {
      return new LinkedHashMap<>(constraints);
    }
  }
}
