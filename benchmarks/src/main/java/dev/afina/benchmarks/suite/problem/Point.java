package dev.afina.benchmarks.suite.problem;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The values of the parameters that exist, in the order of their space.
 *
 * @param values in external form: {@link Double}, {@link Long} or {@link String}
 */
public record Point(Map<String, Object> values) {

  /** Copies the values. */
  public Point {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Whether a parameter exists here. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The value of a numeric parameter. */
  public double number(String name) {
    return get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /** The value of an integer parameter. */
  public int integer(String name) {
    return (int) number(name);
  }

  /** The value of a categorical parameter. */
  public String text(String name) {
    return get(name).toString();
  }

  private Object get(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "parameter \"%s\" is not given, there are %s".formatted(name, values.keySet()));
    }
    return value;
  }
}
