package dev.afina.core.trial;

import dev.afina.core.space.Params;
import java.time.Duration;
import java.time.Instant;
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
   * The system attribute of a waiting trial's given values, by name, in external form (Optuna's).
   */
  public static final String FIXED_PARAMS = "fixed_params";

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

  /** How long it took, if it has ended. */
  public Optional<Duration> duration() {
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

  /** Why it failed or was pruned, if that is known. */
  public Optional<String> reason() {
    return Optional.ofNullable(systemAttributes.get(REASON)).map(Object::toString);
  }
}
