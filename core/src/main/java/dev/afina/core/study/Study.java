package dev.afina.core.study;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;

import dev.afina.core.AfinaException;
import dev.afina.core.TrialFinishedException;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.space.Prior;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.TrialEdit;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A search: trials of an objective, kept in a storage, chosen by a sampler.
 *
 * <p>Made or loaded through {@link #named}. Two ways lead through it: {@link #optimize} runs an
 * objective to the end of a budget, {@link #ask} and {@link #tell} leave the loop to the caller.
 * Thread-safe.
 */
public final class Study {

  /** After this time without a heartbeat, a worker on another machine counts as lost. */
  public static final Duration GRACE = Duration.ofSeconds(60);

  private static final System.Logger LOG = System.getLogger("dev.afina.study");

  private final Ledger ledger;
  private final Starts starts;
  private final Sampler sampler;
  private final Pruner pruner;
  private final long seed;
  private final Listeners listeners;
  private final Leases leases;
  private final Endings endings;
  private final RunState run = new RunState();
  private final RetryPolicy retries;
  private final Checkpoints checkpoints;

  Study(
      Ledger ledger,
      Sampler sampler,
      Pruner pruner,
      long seed,
      List<StudyListener> listeners,
      RetryPolicy retries,
      Checkpoints checkpoints) {
    this.retries = retries;
    this.checkpoints = checkpoints;
    this.ledger = ledger;
    this.sampler = sampler;
    this.pruner = pruner;
    this.seed = seed;
    this.listeners = new Listeners(listeners);
    leases = new Leases(ledger);
    starts =
        new Starts(
            ledger, sampler, pruner, checkpoints, seed, frozen -> new LiveTrial(this, frozen));
    endings = new Endings(this, this.listeners);
  }

  /** A study of this name, to be created or loaded. */
  public static StudyBuilder named(String name) {
    return new StudyBuilder(name);
  }

  /** A study that lives as long as this process, under a name of its own. */
  public static StudyBuilder create() {
    return new StudyBuilder("no-name-" + java.util.UUID.randomUUID());
  }

  /** The study's name. */
  public String name() {
    return ledger.study().name();
  }

  /** One direction an objective. */
  public List<Direction> directions() {
    return ledger.study().directions();
  }

  /** The seed that everything random in this study derives from. */
  public long seed() {
    return seed;
  }

  /**
   * The window of a deterministic study: a trial sees the results of all trials whose index is at
   * least so much below its own. Empty if the study is not deterministic.
   */
  public OptionalInt window() {
    return ledger.window();
  }

  /** What its user believes about parameters, by their names; see {@link StudyBuilder#prior}. */
  public Map<String, Prior> priors() {
    return ledger.priors();
  }

  /** What chooses the parameters. */
  public Sampler sampler() {
    return sampler;
  }

  /** What ends hopeless trials. */
  public Pruner pruner() {
    return pruner;
  }

  /**
   * Runs an objective until the budget is used up, the sampler is exhausted, or it is stopped.
   *
   * <p>What the objective throws makes its trial fail, and the run goes on; what the sampler, the
   * storage or a listener throws ends the run, and its trial is left for a later one.
   *
   * @throws dev.afina.core.HopelessStudyException if too many trials in a row failed
   * @throws IllegalStateException if this study is being run already by this object
   * @throws IllegalArgumentException if more trials are to run at once than the {@linkplain
   *     #window() window} of a deterministic study is wide
   */
  public void optimize(Objective objective, Budget budget) {
    optimizeMultiple(trial -> new double[] {objective.evaluate(trial)}, budget);
  }

  /**
   * Runs an objective of several values; see {@link #optimize(Objective, Budget)}.
   *
   * @throws dev.afina.core.HopelessStudyException if too many trials in a row failed
   * @throws IllegalStateException if this study is being run already by this object
   * @throws IllegalArgumentException if more trials are to run at once than the {@linkplain
   *     #window() window} of a deterministic study is wide
   */
  public void optimizeMultiple(MultiObjective objective, Budget budget) {
    new Runner(this, objective, budget).run();
  }

  /** Lets running trials end and starts no more. */
  public void stop() {
    run.stop();
  }

  /**
   * Ends running trials at their next report and starts no more; these trials count as lost, and a
   * later run evaluates them again.
   */
  public void interrupt() {
    run.interrupt();
  }

  /**
   * Interrupts the study, and records the trials that still run here as lost without waiting for
   * them, for when the process must end now.
   */
  public void abandonRunning() {
    interrupt();
    for (LiveTrial trial : ledger.running()) {
      try {
        endings.lose(trial, "the run was interrupted");
      } catch (TrialFinishedException e) {
        LOG.log(DEBUG, "trial {0} ended by itself", trial.number());
      }
    }
  }

  /**
   * Starts a trial, to be ended by {@link #tell}.
   *
   * @throws IllegalStateException if the study is {@linkplain #window() deterministic}, and a trial
   *     whose result the next one must see has not been told
   * @throws AfinaException if the sampler is exhausted
   */
  public Trial ask() {
    Next next = next(OptionalInt.empty(), StopRule.never(), null);
    if (next.trial() != null) {
      return next.trial();
    }
    if (next.isLater() && pruner instanceof Scheduler) {
      throw new IllegalStateException(
          "scheduler %s starts no trial before one that runs has ended or was set aside; tell one first"
              .formatted(pruner.name()));
    }
    if (next.isLater()) {
      throw new IllegalStateException(
          "study \"%s\" is deterministic with a window of %d, and its next trial must see the result of the trial of index %d; tell that one first"
              .formatted(name(), window().orElse(0), next.awaited()));
    }
    if (pruner instanceof Scheduler) {
      throw new AfinaException(
          "scheduler %s is done; its plan is complete".formatted(pruner.name()));
    }
    throw new AfinaException(
        "every configuration of the space was tried; sampler %s has nothing left"
            .formatted(sampler.name()));
  }

  /**
   * Ends a trial with its values, one a direction; NaN makes it fail.
   *
   * @throws TrialFinishedException if it has ended already
   */
  public FrozenTrial tell(Trial trial, double... values) {
    LiveTrial live = live(trial);
    checkCount("trial " + live.number() + " was told", values.length);
    return endings.complete(live, values);
  }

  /** Ends a trial as pruned, with its last report as the value. */
  public FrozenTrial prune(Trial trial) {
    return endings.prune(live(trial), "pruned");
  }

  /**
   * Sets a trial aside after its last report, when {@link Trial#shouldPause} said so and what is
   * needed to continue was saved; a later {@link #ask} may return it.
   *
   * @throws IllegalStateException if it was not to be set aside
   */
  public FrozenTrial pause(Trial trial) {
    LiveTrial live = live(trial);
    if (!live.pausing().isOrdered()) {
      throw new IllegalStateException(
          "trial %d is not to be set aside; do so only where shouldPause() says it"
              .formatted(trial.number()));
    }
    return endings.pause(live);
  }

  /** Ends a trial as failed. */
  public FrozenTrial fail(Trial trial, String reason) {
    return endings.fail(live(trial), reason);
  }

  /**
   * Leaves a trial that was asked for here to be ended later by its number, by this process or
   * another, such as a script's next command. Its parameters are stored now.
   *
   * @param lease after this time without an end the trial is lost, and evaluated again; null for
   *     never
   */
  public void detach(Trial trial, @Nullable Duration lease) {
    LiveTrial live = live(trial);
    ledger.storage().detach(live.id(), live.params(), lease == null ? null : lease.minus(GRACE));
    ledger.disown(live);
  }

  /**
   * Ends a {@linkplain #detach detached} trial with its values, one a direction; NaN makes it fail.
   *
   * @throws IllegalArgumentException if there is no trial of this number, or it has not started
   * @throws TrialFinishedException if it has ended already
   */
  public FrozenTrial tell(int number, double... values) {
    checkCount("trial " + number + " was told", values.length);
    return endings.complete(ledger.detached(number), values);
  }

  /** Ends a {@linkplain #detach detached} trial as pruned, with its last report as the value. */
  public FrozenTrial prune(int number) {
    return endings.prune(ledger.detached(number));
  }

  /** Ends a {@linkplain #detach detached} trial as failed. */
  public FrozenTrial fail(int number, String reason) {
    return endings.fail(ledger.detached(number), reason);
  }

  private LiveTrial live(Trial trial) {
    if (trial instanceof LiveTrial live && live.belongsTo(this)) {
      return live;
    }
    throw new IllegalArgumentException(
        "trial %d was not started by this study object; tell the one that was asked for it"
            .formatted(trial.number()));
  }

  /**
   * Adds a trial with given values, to be evaluated before anything is sampled; parameters without
   * a given value are sampled.
   *
   * @param params external values by name
   * @return the waiting trial
   */
  public FrozenTrial enqueue(Map<String, ?> params) {
    Map<String, @Nullable Object> system = new LinkedHashMap<>();
    system.put(FrozenTrial.FIXED_PARAMS, new LinkedHashMap<String, Object>(params));
    return ledger.add(FrozenTrial.builder(TrialState.WAITING).systemAttributes(system).build());
  }

  /**
   * Adds a trial that takes the {@linkplain dev.afina.core.space.HyperParameters#withDefault
   * defaults} of the parameters that have one, to be evaluated before anything is sampled; the
   * others are sampled.
   *
   * @return the waiting trial
   */
  public FrozenTrial enqueueDefaults() {
    return ledger.add(
        FrozenTrial.builder(TrialState.WAITING)
            .systemAttributes(Map.of(FrozenTrial.DEFAULTS, true))
            .build());
  }

  /**
   * Adds a trial as it is, such as one finished elsewhere; only its number and index are assigned.
   *
   * @param trial waiting or finished; a complete one has a value an objective, none of them NaN
   */
  public FrozenTrial addTrial(FrozenTrial trial) {
    if (trial.state() == TrialState.RUNNING) {
      throw new IllegalArgumentException(
          "a RUNNING trial cannot be added, expected a finished or a WAITING one");
    }
    if (trial.state() == TrialState.COMPLETE) {
      checkCount("a complete trial was added with", trial.values().size());
      if (trial.values().contains(Double.NaN)) {
        throw new IllegalArgumentException(
            "a complete trial cannot have the values %s; add it as FAIL".formatted(trial.values()));
      }
    }
    return ledger.add(trial);
  }

  /**
   * Takes a trial that has ended out of the search, such as one whose result turned out to be
   * wrong: samplers, pruners, reports and {@link #bestTrial()} ignore it, and no budget counts it.
   * It keeps its number, and stands as failed, with {@link FrozenTrial#DISCARDED} telling what it
   * was; nothing is deleted. Other processes that run the study follow within a second, where it is
   * deterministic within 15.
   *
   * @param reason for those who look at it later
   * @throws IllegalArgumentException if there is no trial of this number, or it has not ended, or
   *     was lost
   */
  public FrozenTrial discard(int number, String reason) {
    return ledger.edit(number, TrialEdit.discard(reason));
  }

  /** Takes a {@linkplain #discard discarded} trial into the search again, as it was. */
  public FrozenTrial restore(int number) {
    return ledger.edit(number, TrialEdit.restore());
  }

  /**
   * Keeps something beside a trial, whether or not it has ended.
   *
   * @throws IllegalArgumentException if there is no trial of this number
   */
  public FrozenTrial setTrialUserAttribute(int number, String key, @Nullable Object value) {
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    attributes.put(key, value);
    return ledger.edit(number, TrialEdit.attributes(attributes));
  }

  /** All trials, by number. */
  public List<FrozenTrial> trials() {
    return ledger.trials();
  }

  /** The best complete and feasible trial, the earliest of equals; empty if there is none. */
  public Optional<FrozenTrial> bestTrial() {
    if (directions().size() > 1) {
      throw new IllegalStateException(
          "a study with %d objectives has no single best trial; ask for bestTrials()"
              .formatted(directions().size()));
    }
    return bestTrials().stream().findFirst();
  }

  /**
   * The complete and feasible trials that no other one dominates, by number; with one objective the
   * best trial alone.
   */
  public List<FrozenTrial> bestTrials() {
    ledger.refresh();
    ledger.refreshEdits();
    return ledger.trials(ledger.read(ParetoFront::of));
  }

  /** What people keep beside the study. */
  public Map<String, @Nullable Object> userAttributes() {
    return ledger
        .storage()
        .findStudy(name())
        .map(dev.afina.core.storage.StudyRecord::userAttributes)
        .orElse(Map.of());
  }

  /** Keeps something beside the study. */
  public void setUserAttribute(String key, @Nullable Object value) {
    ledger.storage().setStudyUserAttribute(ledger.study().id(), key, value);
  }

  /** Keeps something beside the study, for programs. */
  public void setSystemAttribute(String key, @Nullable Object value) {
    ledger.storage().setStudySystemAttribute(ledger.study().id(), key, value);
  }

  Ledger ledger() {
    return ledger;
  }

  Starts starts() {
    return starts;
  }

  Endings endings() {
    return endings;
  }

  Checkpoints checkpoints() {
    return checkpoints;
  }

  RetryPolicy retries() {
    return retries;
  }

  RunState run() {
    return run;
  }

  Leases leases() {
    return leases;
  }

  /** Records as lost what dead workers left running; whether there was any. */
  boolean recoverLost() {
    ledger.refresh();
    ledger.refreshEdits();
    List<FrozenTrial> lost = ledger.failLost(GRACE, retries.lostWorkers());
    for (FrozenTrial trial : lost) {
      if (trial.isPaused()) {
        LOG.log(INFO, "trial {0} lost its worker, and is to go on", trial.number());
      } else {
        LOG.log(INFO, "trial {0} was lost: {1}", trial.number(), trial.reason().orElse(""));
      }
    }
    return !lost.isEmpty();
  }

  /**
   * The next trial, unless the limit is reached or the sampler is exhausted.
   *
   * @param ahead may have drawn its parameters; null for none that does
   */
  Next next(OptionalInt limit, StopRule rule, @Nullable Ahead ahead) {
    Next next = starts.next(limit, rule, ahead);
    next.surplus().forEach(endings::giveUp);
    if (next.trial() != null) {
      announce(next.trial());
    }
    return next;
  }

  private void announce(LiveTrial trial) {
    leases.watch();
    RuntimeException breakdown = trial.breakdown();
    try {
      if (breakdown != null) {
        throw breakdown;
      }
      listeners.tell(
          listener -> {
            if (trial.isContinued()) {
              listener.trialContinued(this, trial);
            } else {
              listener.trialStarted(this, trial);
            }
          });
    } catch (RuntimeException | Error e) {
      endings.loseBecauseOf(trial, e);
      throw e;
    }
  }

  void checkCount(String what, int values) {
    if (values != directions().size()) {
      throw new IllegalArgumentException(
          "%s %d values, but study \"%s\" has %d objectives"
              .formatted(what, values, name(), directions().size()));
    }
  }

  void notifyReported(LiveTrial trial, double value, int step) {
    listeners.tell(listener -> listener.trialReported(this, trial, value, step));
  }
}
