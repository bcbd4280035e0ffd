package dev.afina.core.space;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parameters with given values, for building again what a trial has built; of those that are not
 * given the default, or without one the lowest value or first choice. It remembers what was asked
 * for. For one thread at a time.
 */
public final class GivenParameters implements HyperParameters {

  private final Map<String, @Nullable Object> given;
  private final Map<String, Distribution> asked = new LinkedHashMap<>();
  private final Map<String, Hint> hints = new LinkedHashMap<>();
  private final List<Double> internals = new ArrayList<>();

  private GivenParameters(Map<String, ?> given) {
    this.given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
  }

  /**
   * With these values.
   *
   * @param given external values by name; those never asked for do not matter
   */
  public static GivenParameters of(Map<String, ?> given) {
    return new GivenParameters(given);
  }

  /** With the values of a trial. */
  public static GivenParameters of(Params params) {
    return new GivenParameters(params.toMap());
  }

  /** With the defaults alone. */
  public static GivenParameters defaults() {
    return new GivenParameters(Map.of());
  }

  /** The values given, by name; not all need be asked for. */
  public Map<String, @Nullable Object> given() {
    return given;
  }

  /** What was asked for so far, in order, with the values that were handed out. */
  public Params params() {
    return Params.of(
        SearchSpace.of(List.copyOf(asked.keySet()), List.copyOf(asked.values())),
        internals.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** What was said about a parameter that was asked for. */
  public Hint hint(String name) {
    return hints.getOrDefault(name, Hint.NONE);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the given value is none of the distribution's
   */
  @Override
  public @Nullable Object suggest(String name, Distribution distribution) {
    return suggest(name, distribution, Hint.NONE);
  }

  @Override
  public @Nullable Object suggest(String name, Distribution distribution, Hint hint) {
    hint.check(name, distribution);
    double value = value(name, distribution, hint);
    if (asked.putIfAbsent(name, distribution) == null) {
      internals.add(value);
      hints.put(name, hint);
    }
    return distribution.toExternal(value);
  }

  private double value(String name, Distribution distribution, Hint hint) {
    if (given.containsKey(name)) {
      try {
        return distribution.toInternal(given.get(name));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "parameter \"%s\" is given as %s, expected a value of %s"
                .formatted(name, given.get(name), distribution),
            e);
      }
    }
    return hint.startOf(name, distribution)
        .orElseGet(
            () ->
                distribution instanceof DoubleDistribution range
                    ? range.low()
                    : distribution.valueAt(0));
  }

  @Override
  public String toString() {
    return given.toString();
  }
}
