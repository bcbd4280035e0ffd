package dev.afina.core.study;

import static java.lang.System.Logger.Level.INFO;

import dev.afina.core.storage.TrialEnd;
import dev.afina.core.storage.TrialPause;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which a study's trials end: each stores the end, logs it, and tells the listeners.
 */
final class Endings {

  private static final System.Logger LOG = System.getLogger("dev.afina.study");

  private final Study study;
  private final Listeners listeners;

  Endings(Study study, Listeners listeners) {
    this.study = study;
    this.listeners = listeners;
  }

  /** With one value an objective; as failed if one is NaN. */
  FrozenTrial complete(LiveTrial trial, double[] values) {
    if (Arrays.stream(values).anyMatch(Double::isNaN)) {
      return fail(trial, "the objective returned " + Arrays.toString(values));
    }
    List<Double> list = Arrays.stream(values).boxed().toList();
    return end(trial, TrialState.COMPLETE, list, Map.of());
  }

  /** With the last report as the value; the pruner's reason comes before the given one. */
  FrozenTrial prune(LiveTrial trial, String reason) {
    Double last = trial.lastReport();
    FrozenTrial ended =
        end(
            trial,
            TrialState.PRUNED,
            last == null || study.directions().size() > 1 ? List.of() : List.of(last),
            Map.of(
                FrozenTrial.REASON, trial.pruneReason().isEmpty() ? reason : trial.pruneReason()));
    trial.pausing().discard();
    return ended;
  }

  /** By the objective's own fault. */
  FrozenTrial fail(LiveTrial trial, String reason) {
    FrozenTrial ended = end(trial, TrialState.FAIL, List.of(), Map.of(FrozenTrial.REASON, reason));
    trial.pausing().discard();
    return ended;
  }

  /** A detached trial, with one value an objective; as failed if one is NaN. */
  FrozenTrial complete(FrozenTrial trial, double[] values) {
    if (Arrays.stream(values).anyMatch(Double::isNaN)) {
      return fail(trial, "the objective returned " + Arrays.toString(values));
    }
    List<Double> list = Arrays.stream(values).boxed().toList();
    return end(trial, TrialState.COMPLETE, list, Map.of());
  }

  /** A detached trial, with its last report as the value. */
  FrozenTrial prune(FrozenTrial trial) {
    SortedMap<Integer, Double> reports = trial.intermediateValues();
    Double last = reports.isEmpty() ? null : reports.get(reports.lastKey());
    return end(
        trial,
        TrialState.PRUNED,
        last == null || last.isNaN() || study.directions().size() > 1 ? List.of() : List.of(last),
        Map.of(FrozenTrial.REASON, "pruned"));
  }

  /** A detached trial, by the objective's own fault. */
  FrozenTrial fail(FrozenTrial trial, String reason) {
    return end(trial, TrialState.FAIL, List.of(), Map.of(FrozenTrial.REASON, reason));
  }

  private FrozenTrial end(
      FrozenTrial trial,
      TrialState state,
      List<Double> values,
      Map<String, @Nullable Object> system) {
    TrialEnd end =
        new TrialEnd(state, values, trial.params(), Map.of(), system, trial.constraints());
    return announced(study.ledger().finish(trial, end));
  }

  /** Not at all, for now: it was set aside, to be continued. */
  FrozenTrial pause(LiveTrial trial) {
    return pause(trial, trial.currentStep());
  }

  private FrozenTrial pause(LiveTrial trial, int step) {
    FrozenTrial paused =
        study
            .ledger()
            .pause(
                trial,
                new TrialPause(
                    trial.params(),
                    trial.pendingAttributes(),
                    trial.pausing().attributes(step),
                    trial.constraints()));
    LOG.log(
        INFO,
        () ->
            "trial %d set aside%s with %s"
                .formatted(
                    paused.number(),
                    paused.checkpoint().map(saved -> " at step " + saved.step()).orElse(""),
                    paused.params()));
    listeners.tell(listener -> listener.trialPaused(study, paused));
    return paused;
  }

  /** A trial that was set aside, and is not going to be continued. */
  FrozenTrial giveUp(FrozenTrial trial) {
    SortedMap<Integer, Double> reports = trial.intermediateValues();
    Double last = reports.isEmpty() ? null : reports.get(reports.lastKey());
    FrozenTrial ended =
        end(
            trial,
            TrialState.PRUNED,
            last == null || last.isNaN() || study.directions().size() > 1
                ? List.of()
                : List.of(last),
            Map.of(FrozenTrial.REASON, "set aside, and others were better"));
    trial.checkpoint().ifPresent(saved -> Checkpoints.discard(saved.directory()));
    return ended;
  }

  /**
   * Without a result: a later run is to continue it where it was saved last, or else to evaluate it
   * again.
   */
  FrozenTrial lose(LiveTrial trial, String reason) {
    if (trial.pausing().checkpoint() != null) {
      return pause(trial, -1);
    }
    Map<String, @Nullable Object> system = new LinkedHashMap<>();
    system.put(FrozenTrial.REASON, reason);
    system.put(FrozenTrial.LOST, true);
    return end(trial, TrialState.FAIL, List.of(), system);
  }

  /** Without a result: it is evaluated again with the same parameters. */
  FrozenTrial retry(LiveTrial trial, String reason) {
    Map<String, @Nullable Object> system = new LinkedHashMap<>();
    system.put(FrozenTrial.REASON, reason);
    system.put(FrozenTrial.FIXED_PARAMS, new LinkedHashMap<>(trial.params().toMap()));
    system.put(FrozenTrial.LOST, true);
    return end(trial, TrialState.FAIL, List.of(), system);
  }

  /** The same on the way out, where the first failure must not be hidden by a second. */
  void loseBecauseOf(LiveTrial trial, Throwable failure) {
    try {
      lose(trial, reason(failure));
    } catch (RuntimeException again) {
      if (again != failure) {
        failure.addSuppressed(again);
      }
    }
  }

  /** What is stored of a failure. */
  static String reason(Throwable e) {
    String name = e.getClass().getSimpleName();
    return e.getMessage() == null ? name : name + ": " + e.getMessage();
  }

  private FrozenTrial end(
      LiveTrial trial, TrialState state, List<Double> values, Map<String, @Nullable Object> given) {
    Map<String, @Nullable Object> system = new LinkedHashMap<>(trial.pausing().attributesOfEnd());
    system.putAll(given);
    FrozenTrial ended =
        study
            .ledger()
            .finish(
                trial,
                new TrialEnd(
                    state,
                    values,
                    trial.params(),
                    trial.pendingAttributes(),
                    system,
                    trial.constraints()));
    return announced(ended);
  }

  private FrozenTrial announced(FrozenTrial ended) {
    LOG.log(
        INFO,
        () ->
            "trial %d %s%s with %s"
                .formatted(
                    ended.number(),
                    ended.state(),
                    ended.values().isEmpty() ? "" : " " + ended.values(),
                    ended.params()));
    listeners.tell(listener -> listener.trialFinished(study, ended));
    return ended;
  }
}
