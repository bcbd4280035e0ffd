package dev.afina.neural;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a fit went through.
 *
 * @param epochs the values of every epoch in order: {@code loss}, the metrics, and with validation
 *     data the same with {@code val_} before
 * @param stopReason why training ended before its time, or null if it did not
 */
public record History(List<Map<String, Double>> epochs, @Nullable String stopReason) {

  /** Copies the lists. */
  public History {
    epochs =
        epochs.stream()
            .map(values -> Collections.unmodifiableMap(new LinkedHashMap<>(values)))
            .toList();
  }

  /**
   * One value of every epoch.
   *
   * @throws IllegalArgumentException for a name that is not in the history
   */
  public double[] values(String name) {
    return epochs.stream()
        .mapToDouble(
            values -> {
              Double value = values.get(name);
              if (value == null) {
                throw new IllegalArgumentException(
                    "the history has no \"%s\", expected one of %s"
                        .formatted(name, values.keySet()));
              }
              return value;
            })
        .toArray();
  }

  /** One value of the last epoch. */
  public double last(String name) {
    double[] values = values(name);
    return values[values.length - 1];
  }
}
