package dev.afina.neural.tune;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One training of a trial's network.
 *
 * @param seed the seed its model was built with
 * @param values by the names of the objectives: those of the best epoch
 * @param bestEpoch number of the best epoch by the first objective, counted from 1; 0 where the
 *     training ended before any
 * @param epochs the values of every epoch
 */
public record Execution(
    long seed, Map<String, Double> values, int bestEpoch, List<Map<String, Double>> epochs) {

  /** Copies the collections. */
  public Execution {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    epochs =
        epochs.stream()
            .map(epoch -> Collections.unmodifiableMap(new LinkedHashMap<>(epoch)))
            .toList();
  }

  /**
   * One of the values.
   *
   * @throws IllegalArgumentException for a name that is no objective
   */
  public double value(String objective) {
    Double value = values.get(objective);
    if (value == null) {
      throw new IllegalArgumentException(
          "there is no objective \"%s\", expected one of %s".formatted(objective, values.keySet()));
    }
    return value;
  }
}
