package dev.afina.core.storage;

import dev.afina.core.trial.FrozenTrial;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What people change of a trial after its end.
 *
 * @param fate whether it counts from now on
 * @param reason why it is discarded; empty otherwise
 * @param userAttributes those to be written, over earlier ones
 */
public record TrialEdit(Fate fate, String reason, Map<String, @Nullable Object> userAttributes) {

  /** Whether a trial counts. */
  public enum Fate {
    /** It stays as it is. */
    KEPT,
    /** It is taken out of the search: nobody learns from it, and no budget counts it. */
    DISCARDED,
    /** It is taken in again. */
    RESTORED
  }

  /** Copies the attributes. */
  public TrialEdit {
    userAttributes = Collections.unmodifiableMap(new LinkedHashMap<>(userAttributes));
  }

  /** Takes a trial out of the search. */
  public static TrialEdit discard(String reason) {
    return new TrialEdit(Fate.DISCARDED, reason, Map.of());
  }

  /** Takes a discarded trial into the search again. */
  public static TrialEdit restore() {
    return new TrialEdit(Fate.RESTORED, "", Map.of());
  }

  /** Writes user attributes. */
  public static TrialEdit attributes(Map<String, ? extends @Nullable Object> attributes) {
    return new TrialEdit(Fate.KEPT, "", new LinkedHashMap<>(attributes));
  }

  /**
   * A trial with this change.
   *
   * @throws IllegalArgumentException if it is to be discarded, but has not ended or was lost
   */
  public FrozenTrial applyTo(FrozenTrial trial) {
    FrozenTrial changed = trial;
    if (fate == Fate.DISCARDED) {
      check(trial);
      changed = trial.discarded(reason);
    } else if (fate == Fate.RESTORED) {
      changed = trial.restored();
    }
    if (userAttributes.isEmpty()) {
      return changed;
    }
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(trial.userAttributes());
    merged.putAll(userAttributes);
    return changed.toBuilder().userAttributes(merged).build();
  }

  private static void check(FrozenTrial trial) {
    if (!trial.state().isFinished()) {
      throw new IllegalArgumentException(
          "trial %d is %s and cannot be discarded, expected one that has ended; end it first"
              .formatted(trial.number(), trial.state()));
    }
    if (trial.isLost()) {
      throw new IllegalArgumentException(
          "trial %d was lost and counts for nothing already; it need not be discarded"
              .formatted(trial.number()));
    }
  }
}
