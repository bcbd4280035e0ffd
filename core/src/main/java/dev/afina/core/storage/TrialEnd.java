package dev.afina.core.storage;

import dev.afina.core.space.Params;
import dev.afina.core.trial.TrialState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a trial ended: all that the storage does not know yet.
 *
 * @param state {@link TrialState#COMPLETE}, {@link TrialState#PRUNED} or {@link TrialState#FAIL}
 * @param values as {@link dev.afina.core.trial.FrozenTrial#values()}
 * @param params all of the trial's parameters; those the storage has already stay as they are
 * @param userAttributes those not yet written
 * @param systemAttributes those not yet written
 * @param constraints violations by name
 */
public record TrialEnd(
    TrialState state,
    List<Double> values,
    Params params,
    Map<String, @Nullable Object> userAttributes,
    Map<String, @Nullable Object> systemAttributes,
    Map<String, Double> constraints) {

  /** Refuses states that are no end. */
  public TrialEnd {
    if (!state.isFinished()) {
      throw new IllegalArgumentException(
          "state %s is no end of a trial, expected COMPLETE, PRUNED or FAIL".formatted(state));
    }
    values = List.copyOf(values);
  }
}
