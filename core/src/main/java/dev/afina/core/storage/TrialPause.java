package dev.afina.core.storage;

import dev.afina.core.space.Params;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a trial is set aside: all that the storage does not know yet.
 *
 * @param params all of the trial's parameters; those the storage has already stay as they are
 * @param userAttributes those not yet written
 * @param systemAttributes those not yet written; {@link dev.afina.core.trial.FrozenTrial#CHECKPOINT
 *     where its checkpoint is} among them
 * @param constraints violations by name, over earlier ones
 */
public record TrialPause(
    Params params,
    Map<String, @Nullable Object> userAttributes,
    Map<String, @Nullable Object> systemAttributes,
    Map<String, Double> constraints) {

  /** Copies the collections. */
  public TrialPause {
    userAttributes = Collections.unmodifiableMap(new LinkedHashMap<>(userAttributes));
    systemAttributes = Collections.unmodifiableMap(new LinkedHashMap<>(systemAttributes));
    constraints = Collections.unmodifiableMap(new LinkedHashMap<>(constraints));
  }
}
