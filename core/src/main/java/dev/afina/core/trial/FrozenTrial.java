package dev.afina.core.trial;

import dev.afina.core.space.Params;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A trial as it stands in the storage. Immutable.
 *
 * @param id the storage's key
 * @param number the trial's number in its study, from 0
 * @param index the trial's place in the order of the search; see {@link Trial#index()}
 * @param state where it stands
 * @param values one value an objective when {@link TrialState#COMPLETE}; the last reported value,
 *     if any, when {@link TrialState#PRUNED}; otherwise empty
 * @param params what was suggested
 * @param intermediateValues reported values by step
 * @param userAttributes what the objective kept
 * @param systemAttributes what Afina or Optuna keeps for itself
 * @param constraints violations by name; feasible at most 0
 * @param start when it began; {@code null} when it waits
 * @param complete when it ended; {@code null} when it has not
 */
public record FrozenTrial(
    long id,
    int number,
    int index,
    TrialState state,
    List<Double> values,
    Params params,
    SortedMap<Integer, Double> intermediateValues,
    Map<String, @Nullable Object> userAttributes,
    Map<String, @Nullable Object> systemAttributes,
    Map<String, Double> constraints,
    @Nullable Instant start,
    @Nullable Instant complete) {

  /** The system attribute that says why a trial failed or was pruned. */
  public static final String REASON = "afina:reason";

  /** The system attribute of a trial that ended because its worker was lost or interrupted. */
  public static final String LOST = "afina:lost";

  /**
   * The system attribute of a discarded trial: a map of the {@code state}, {@code values} and
   * {@code reason} that it ended with.
   */
  public static final String DISCARDED = "afina:discarded";

  /** The system attribute of a retry: the numbers of the trials before it, ascending (Optuna's). */
  public static final String RETRY_HISTORY = "retry_history";

  /** The system attribute of a retry: the number of the first trial of its row (Optuna's). */
  public static final String FAILED_TRIAL = "failed_trial";

  /** The system attribute with which a trial is added that is the retry of a lost one's index. */
  public static final String INDEX = "afina:index";

  /**
   * The system attribute of a waiting trial's given values, by name, in external form (Optuna's).
   */
  public static final String FIXED_PARAMS = "fixed_params";

  /** The system attribute of a trial that takes the defaults of parameters that have one. */
  public static final String DEFAULTS = "afina:defaults";

  /** The system attribute of a trial that was set aside: true, or false when it goes on again. */
  public static final String PAUSED = "afina:paused";

  /** The system attribute that tells a trial's {@link Checkpoint}; null when it has none. */
  public static final String CHECKPOINT = "afina:checkpoint";

  /** The system attribute that tells the {@link Leg} that a scheduler ordered. */
  public static final String LEG = "afina:leg";

  /** The system attribute of a trial that was set aside: for how many seconds it was worked at. */
  public static final String WORKED = "afina:worked_seconds";

  /** The system attribute that tells why a trial began again from its first step. */
  public static final String RESTARTED = "afina:restarted";

  /** The system attribute of a trial that began as a copy: the number of the one copied. */
  public static final String COPY_OF = "afina:copy_of";

  /** The system attribute of a trial that goes on after its worker was lost: how, each time. */
  public static final String LOST_LEGS = "afina:lost_legs";

  private static final String STATE = "state";
  private static final String VALUES = "values";
  private static final String OLD_REASON = "reason";

  /** Copies the collections. */
  public FrozenTrial {
    values = List.copyOf(values);
    intermediateValues =
        intermediateValues.isEmpty()
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(intermediateValues));
    userAttributes = copy(userAttributes);
    systemAttributes = copy(systemAttributes);
    constraints = copy(constraints);
  }

  private static <V extends @Nullable Object> Map<String, V> copy(Map<String, V> map) {
    return map.isEmpty()
        ? Collections.emptyMap()
        : Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** The value of a study with one objective, if there is one. */
  public Optional<Double> value() {
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
  }

  /** How long it took, if it has ended; without the time in which it was set aside. */
  public Optional<Duration> duration() {
    if (complete != null && systemAttributes.get(WORKED) instanceof Number worked) {
      return Optional.of(Duration.ofNanos(Math.round(worked.doubleValue() * 1e9)));
    }
    return start == null || complete == null
        ? Optional.empty()
        : Optional.of(Duration.between(start, complete));
  }

  /** Whether no constraint is violated. */
  public boolean isFeasible() {
    return constraints.values().stream().allMatch(violation -> violation <= 0);
  }

  /** Whether it ended because its worker was lost or interrupted; such a trial does not count. */
  public boolean isLost() {
    return Boolean.TRUE.equals(systemAttributes.get(LOST));
  }

  /** Whether it was taken out of the search after its end; such a trial does not count. */
  public boolean isDiscarded() {
    return systemAttributes.get(DISCARDED) instanceof Map<?, ?>;
  }

  /**
   * This ended trial, taken out of the search: failed, without values, and with a note of how it
   * ended.
   *
   * @param why for {@link #reason()}
   */
  public FrozenTrial discarded(String why) {
    if (isDiscarded()) {
      return this;
    }
    Map<String, @Nullable Object> note = new LinkedHashMap<>();
    note.put(STATE, state.name());
    note.put(VALUES, new ArrayList<Object>(values));
    note.put(OLD_REASON, systemAttributes.get(REASON));
    Map<String, @Nullable Object> system = new LinkedHashMap<>(systemAttributes);
    system.put(REASON, "discarded: " + why);
    system.put(DISCARDED, note);
    return toBuilder().state(TrialState.FAIL).values(List.of()).systemAttributes(system).build();
  }

  /** This trial as it was before it was {@linkplain #discarded discarded}. */
  public FrozenTrial restored() {
    if (!(systemAttributes.get(DISCARDED) instanceof Map<?, ?> note)) {
      return this;
    }
    Map<String, @Nullable Object> system = new LinkedHashMap<>(systemAttributes);
    system.remove(DISCARDED);
    system.remove(REASON);
    if (note.get(OLD_REASON) != null) {
      system.put(REASON, note.get(OLD_REASON));
    }
    List<Double> kept = new ArrayList<>();
    if (note.get(VALUES) instanceof List<?> list) {
      list.forEach(value -> kept.add(value instanceof Number n ? n.doubleValue() : Double.NaN));
    }
    return toBuilder()
        .state(TrialState.valueOf(String.valueOf(note.get(STATE))))
        .values(kept)
        .systemAttributes(system)
        .build();
  }

  /** Whether it takes the defaults of parameters that have one. */
  public boolean beginsWithDefaults() {
    return Boolean.TRUE.equals(systemAttributes.get(DEFAULTS));
  }

  /** Whether it is set aside: it runs, for other programs, but nobody works at it. */
  public boolean isPaused() {
    return state == TrialState.RUNNING && Boolean.TRUE.equals(systemAttributes.get(PAUSED));
  }

  /** What it saved to be continued from, if anything. */
  public Optional<Checkpoint> checkpoint() {
    return Checkpoint.of(systemAttributes.get(CHECKPOINT));
  }

  /** What a scheduler ordered last, if one did. */
  public Optional<Leg> leg() {
    return Leg.of(systemAttributes.get(LEG));
  }

  /** The numbers of the trials that this one retries, ascending; empty if it is no retry. */
  public List<Integer> retryHistory() {
    List<Integer> history = new ArrayList<>();
    if (systemAttributes.get(RETRY_HISTORY) instanceof List<?> list) {
      for (Object element : list) {
        if (element instanceof Number before) {
          history.add(before.intValue());
        }
      }
    }
    return history;
  }

  /** The system attributes that the retry of this trial begins with. */
  public Map<String, @Nullable Object> attributesOfRetry() {
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    if (systemAttributes.containsKey(FIXED_PARAMS)) {
      attributes.put(FIXED_PARAMS, systemAttributes.get(FIXED_PARAMS));
    }
    if (beginsWithDefaults()) {
      attributes.put(DEFAULTS, true);
    }
    if (systemAttributes.containsKey(LEG)) {
      attributes.put(LEG, systemAttributes.get(LEG));
    }
    List<Long> history = new ArrayList<>();
    retryHistory().forEach(before -> history.add((long) before));
    history.add((long) number);
    attributes.put(FAILED_TRIAL, history.get(0));
    attributes.put(RETRY_HISTORY, history);
    return attributes;
  }

  /** Why it failed or was pruned, if that is known. */
  public Optional<String> reason() {
    return Optional.ofNullable(systemAttributes.get(REASON)).map(Object::toString);
  }

  /** A copy to be changed. */
  public Builder toBuilder() {
    return new Builder(state)
        .id(id)
        .number(number)
        .index(index)
        .values(values)
        .params(params)
        .intermediateValues(intermediateValues)
        .userAttributes(userAttributes)
        .systemAttributes(systemAttributes)
        .constraints(constraints)
        .start(start)
        .complete(complete);
  }

  /** A trial of a state, without anything else; a storage assigns id, number and index. */
  public static Builder builder(TrialState state) {
    return new Builder(state);
  }

  /** Builds frozen trials. */
  public static final class Builder {

    private long id;
    private int number;
    private int index;
    private TrialState state;
    private List<Double> values = List.of();
    private Params params = Params.empty();
    private SortedMap<Integer, Double> intermediateValues = Collections.emptySortedMap();
    private Map<String, @Nullable Object> userAttributes = Map.of();
    private Map<String, @Nullable Object> systemAttributes = Map.of();
    private Map<String, Double> constraints = Map.of();
    private @Nullable Instant start;
    private @Nullable Instant complete;

    private Builder(TrialState state) {
      this.state = state;
    }

    /** Sets {@link FrozenTrial#id()}. */
    public Builder id(long id) {
      this.id = id;
      return this;
    }

    /** Sets {@link FrozenTrial#number()}. */
    public Builder number(int number) {
      this.number = number;
      return this;
    }

    /** Sets {@link FrozenTrial#index()}. */
    public Builder index(int index) {
      this.index = index;
      return this;
    }

    /** Sets {@link FrozenTrial#state()}. */
    public Builder state(TrialState state) {
      this.state = state;
      return this;
    }

    /** Sets {@link FrozenTrial#values()}. */
    public Builder values(List<Double> values) {
      this.values = values;
      return this;
    }

    /** Sets {@link FrozenTrial#params()}. */
    public Builder params(Params params) {
      this.params = params;
      return this;
    }

    /** Sets {@link FrozenTrial#intermediateValues()}. */
    public Builder intermediateValues(SortedMap<Integer, Double> intermediateValues) {
      this.intermediateValues = intermediateValues;
      return this;
    }

    /** Sets {@link FrozenTrial#userAttributes()}. */
    public Builder userAttributes(Map<String, @Nullable Object> userAttributes) {
      this.userAttributes = userAttributes;
      return this;
    }

    /** Sets {@link FrozenTrial#systemAttributes()}. */
    public Builder systemAttributes(Map<String, @Nullable Object> systemAttributes) {
      this.systemAttributes = systemAttributes;
      return this;
    }

    /** Sets {@link FrozenTrial#constraints()}. */
    public Builder constraints(Map<String, Double> constraints) {
      this.constraints = constraints;
      return this;
    }

    /** Sets {@link FrozenTrial#start()}. */
    public Builder start(@Nullable Instant start) {
      this.start = start;
      return this;
    }

    /** Sets {@link FrozenTrial#complete()}. */
    public Builder complete(@Nullable Instant complete) {
      this.complete = complete;
      return this;
    }

    /** The trial. */
    public FrozenTrial build() {
      return new FrozenTrial(
          id,
          number,
          index,
          state,
          values,
          params,
          intermediateValues,
          userAttributes,
          systemAttributes,
          constraints,
          start,
          complete);
    }
  }
}
