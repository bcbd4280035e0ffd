package dev.afina.neural;

import dev.afina.neural.callback.CallbackState;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fit between two epochs, with all it takes to go on as if it had never stopped.
 *
 * @param settings what must be the same to go on, as text by name
 * @param firstEpoch number of the fit's first epoch
 * @param state of network and optimizer
 * @param history of the epochs done
 * @param stopReason why training ends here, or null if it goes on
 * @param callbacks states of the callbacks in their order
 */
record Checkpoint(
    Map<String, String> settings,
    int firstEpoch,
    TrainingState state,
    List<Map<String, Double>> history,
    @Nullable String stopReason,
    List<CallbackState> callbacks) {

  Checkpoint {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    history = List.copyOf(history);
    callbacks = List.copyOf(callbacks);
  }

  /**
   * Checks that a fit is the one that was stopped.
   *
   * @param now the fit's settings
   * @param name of the file, for the message
   * @throws IllegalArgumentException naming the first difference
   */
  void checkFit(Map<String, String> now, Object name) {
    for (Map.Entry<String, String> entry : now.entrySet()) {
      String then = settings.get(entry.getKey());
      if (!Objects.equals(then, entry.getValue())) {
        throw new IllegalArgumentException(
            "the training in %s had another %s (%s) than this one (%s); maybe delete the file to begin anew"
                .formatted(name, entry.getKey(), shortened(then), shortened(entry.getValue())));
      }
    }
  }

  private static String shortened(@Nullable String text) {
    return text == null || text.length() <= 60
        ? String.valueOf(text)
        : text.substring(0, 57) + "...";
  }
}
