package dev.afina.neural;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How good a model is on some data.
 *
 * @param values by name, {@code loss} first, then the metrics in the blueprint's order
 */
public record Evaluation(Map<String, Double> values) {

  /** Copies the map. */
  public Evaluation {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The mean loss. */
  public double loss() {
    return get("loss");
  }

  /**
   * One of the values.
   *
   * @throws IllegalArgumentException for a name that is not among them
   */
  public double get(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "the evaluation has no \"%s\", expected one of %s".formatted(name, values.keySet()));
    }
    return value;
  }
}
