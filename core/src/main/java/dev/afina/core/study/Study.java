package dev.afina.core.study;

import static java.lang.System.Logger.Level.INFO;

import dev.afina.core.AfinaException;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.TrialEnd;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialInterruptedException;
import dev.afina.core.trial.TrialState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
  private final Sampler sampler;
  private final Pruner pruner;
  private final long seed;
  private final List<StudyListener> listeners;
  private final Object listening = new Object();
  private final Leases leases;
  private volatile boolean stopped;
  private volatile boolean interrupted;
  private volatile long deadline = Long.MAX_VALUE;

  Study(Ledger ledger, Sampler sampler, Pruner pruner, long seed, List<StudyListener> listeners) {
    this.ledger = ledger;
    this.sampler = sampler;
    this.pruner = pruner;
    this.seed = seed;
    this.listeners = List.copyOf(listeners);
    leases = new Leases(ledger);
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

  /** What chooses the parameters. */
  public Sampler sampler() {
    return sampler;
  }

  /** What ends hopeless trials. */
  public Pruner pruner() {
    return pruner;
  }

  /** Runs an objective until the budget is used up, the sampler is exhausted, or it is stopped. */
  public void optimize(Objective objective, Budget budget) {
    optimizeMultiple(trial -> new double[] {objective.evaluate(trial)}, budget);
  }

  /**
   * Runs an objective of several values; see {@link #optimize(Objective, Budget)}.
   *
   * @throws dev.afina.core.HopelessStudyException if too many trials in a row failed
   * @throws IllegalStateException if this study is being run already by this object
   */
  public void optimizeMultiple(MultiObjective objective, Budget budget) {
    new Runner(this, objective, budget).run();
  }

  /** Lets running trials end and starts no more. */
  public void stop() {
    stopped = true;
  }

  /**
   * Ends running trials at their next report and starts no more; these trials count as lost, and a
   * later run evaluates them again.
   */
  public void interrupt() {
    stopped = true;
    interrupted = true;
  }

  /** Records the trials that still run here as lost, for when the process must end now. */
  public void abandonRunning() {
    for (LiveTrial trial : ledger.running()) {
      end(trial, TrialState.FAIL, List.of(), "the run was interrupted", true);
    }
  }

  /**
   * Starts a trial, to be ended by {@link #tell}.
   *
   * @throws AfinaException if the sampler is exhausted
   */
  public Trial ask() {
    if (ledger.isExhausted(sampler)) {
      throw new AfinaException(
          "every configuration of the space was tried; sampler %s has nothing left"
              .formatted(sampler.name()));
    }
    return next(OptionalInt.empty()).orElseThrow();
  }

  /** Ends a trial with its values, one a direction; NaN makes it fail. */
  public FrozenTrial tell(Trial trial, double... values) {
    return complete(live(trial), values);
  }

  /** Ends a trial as pruned, with its last report as the value. */
  public FrozenTrial prune(Trial trial) {
    return prune(live(trial), "pruned");
  }

  /** Ends a trial as failed. */
  public FrozenTrial fail(Trial trial, String reason) {
    return end(live(trial), TrialState.FAIL, List.of(), reason, false);
  }

  private static LiveTrial live(Trial trial) {
    if (trial instanceof LiveTrial live) {
      return live;
    }
    throw new IllegalArgumentException("the trial was not started by a study's ask");
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

  /** Adds a trial as it is, such as one finished elsewhere. */
  public FrozenTrial addTrial(FrozenTrial trial) {
    return ledger.add(trial);
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

  Ledger ledger() {
    return ledger;
  }

  boolean isStopped() {
    return stopped;
  }

  void begin(@Nullable Duration time) {
    stopped = false;
    interrupted = false;
    deadline = time == null ? Long.MAX_VALUE : System.nanoTime() + time.toNanos();
  }

  boolean isTimeUp() {
    return deadline != Long.MAX_VALUE && System.nanoTime() - deadline >= 0;
  }

  void checkInterrupted() {
    if (interrupted) {
      throw new TrialInterruptedException();
    }
  }

  /** Records as lost what dead workers left running. */
  void recoverLost() {
    ledger.refresh();
    for (FrozenTrial lost : ledger.failLost(GRACE)) {
      LOG.log(INFO, "trial {0} was lost: {1}", lost.number(), lost.reason().orElse(""));
    }
  }

  /** The next trial with its joint parameters, unless the limit is reached. */
  Optional<LiveTrial> next(OptionalInt limit) {
    Optional<LiveTrial> started = ledger.start(limit, frozen -> new LiveTrial(this, frozen));
    started.ifPresent(
        trial -> {
          leases.watch();
          SearchSpace joint = ledger.read(sampler::jointSpace);
          if (joint.size() > 0) {
            trial.joint(
                joint, ledger.sample(trial, seed, context -> sampler.sampleJoint(context, joint)));
          }
          synchronized (listening) {
            listeners.forEach(listener -> listener.trialStarted(this, trial));
          }
        });
    return started;
  }

  FrozenTrial complete(LiveTrial trial, double[] values) {
    if (values.length != directions().size()) {
      throw new IllegalArgumentException(
          "trial %d was told %d values, but the study has %d objectives"
              .formatted(trial.number(), values.length, directions().size()));
    }
    List<Double> list = new ArrayList<>();
    for (double value : values) {
      if (Double.isNaN(value)) {
        String reason = "the objective returned " + Arrays.toString(values);
        return end(trial, TrialState.FAIL, List.of(), reason, false);
      }
      list.add(value);
    }
    return end(trial, TrialState.COMPLETE, list, null, false);
  }

  FrozenTrial prune(LiveTrial trial, String reason) {
    Double last = trial.lastReport();
    String why = trial.pruneReason().isEmpty() ? reason : trial.pruneReason();
    return end(trial, TrialState.PRUNED, last == null ? List.of() : List.of(last), why, false);
  }

  FrozenTrial end(
      LiveTrial trial,
      TrialState state,
      List<Double> values,
      @Nullable String reason,
      boolean lost) {
    Map<String, @Nullable Object> system = new LinkedHashMap<>();
    if (reason != null) {
      system.put(FrozenTrial.REASON, reason);
    }
    if (lost) {
      system.put(FrozenTrial.LOST, true);
    }
    FrozenTrial ended =
        ledger.finish(
            trial,
            new TrialEnd(
                state,
                values,
                trial.params(),
                trial.pendingAttributes(),
                system,
                trial.constraints()));
    LOG.log(
        INFO,
        () ->
            "trial %d %s%s with %s"
                .formatted(
                    ended.number(),
                    ended.state(),
                    ended.values().isEmpty() ? "" : " " + ended.values(),
                    ended.params()));
    synchronized (listening) {
      listeners.forEach(listener -> listener.trialFinished(this, ended));
    }
    return ended;
  }

  void notifyReported(LiveTrial trial, double value, int step) {
    synchronized (listening) {
      listeners.forEach(listener -> listener.trialReported(this, trial, value, step));
    }
  }
}
