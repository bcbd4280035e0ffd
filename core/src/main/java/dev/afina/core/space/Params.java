package dev.afina.core.space;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values that one trial was given, with the distributions they came from.
 *
 * <p>Immutable and compact: one array of internal values beside a {@link SearchSpace} that trials
 * share.
 */
public final class Params {

  private static final Params EMPTY = new Params(SearchSpace.empty(), new double[0]);

  private final SearchSpace space;
  private final double[] internals;

  private Params(SearchSpace space, double[] internals) {
    this.space = space;
    this.internals = internals;
  }

  /** Without any value. */
  public static Params empty() {
    return EMPTY;
  }

  /**
   * Of internal values, position by position.
   *
   * <p>Values outside of their distribution are kept as they are: a study may hold ones that a
   * person enqueued.
   */
  public static Params of(SearchSpace space, double[] internals) {
    if (internals.length != space.size()) {
      throw new IllegalArgumentException(
          "%d values given for %d parameters".formatted(internals.length, space.size()));
    }
    return new Params(space, internals.clone());
  }

  /** The parameters and their distributions. */
  public SearchSpace space() {
    return space;
  }

  /** Number of parameters. */
  public int size() {
    return internals.length;
  }

  /** The parameters' names, in order. */
  public List<String> names() {
    return space.names();
  }

  /** Whether a parameter of this name has a value. */
  public boolean contains(String name) {
    return space.position(name) >= 0;
  }

  /** The internal value at a position. */
  public double internal(int position) {
    return internals[position];
  }

  /** The internal value of a name, or NaN if there is none. */
  public double internal(String name) {
    int position = space.position(name);
    return position < 0 ? Double.NaN : internals[position];
  }

  /**
   * The external value of a name.
   *
   * @throws IllegalArgumentException if no parameter has this name
   */
  public @Nullable Object get(String name) {
    int position = space.position(name);
    if (position < 0) {
      throw new IllegalArgumentException(
          "no parameter \"%s\", expected one of %s".formatted(name, names()));
    }
    return space.distribution(position).toExternal(internals[position]);
  }

  /** A floating-point value. */
  public double getDouble(String name) {
    return number(name).doubleValue();
  }

  /** An integer value. */
  public int getInt(String name) {
    return Math.toIntExact(number(name).longValue());
  }

  /** A boolean value. */
  public boolean getBoolean(String name) {
    if (get(name) instanceof Boolean value) {
      return value;
    }
    throw new IllegalArgumentException(
        "parameter \"%s\" is %s, no boolean".formatted(name, get(name)));
  }

  /** A string value. */
  public String getString(String name) {
    if (get(name) instanceof String value) {
      return value;
    }
    throw new IllegalArgumentException(
        "parameter \"%s\" is %s, no string".formatted(name, get(name)));
  }

  private Number number(String name) {
    if (get(name) instanceof Number value) {
      return value;
    }
    throw new IllegalArgumentException(
        "parameter \"%s\" is %s, no number".formatted(name, get(name)));
  }

  /** External values by name, in order. */
  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < internals.length; i++) {
      map.put(space.name(i), space.distribution(i).toExternal(internals[i]));
    }
    return Collections.unmodifiableMap(map);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Params that
        && space.equals(that.space)
        && Arrays.equals(internals, that.internals);
  }

  @Override
  public int hashCode() {
    return Objects.hash(space, Arrays.hashCode(internals));
  }

  @Override
  public String toString() {
    return toMap().toString();
  }
}
