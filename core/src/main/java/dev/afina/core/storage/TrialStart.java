package dev.afina.core.storage;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a worker asks for when it wants a trial.
 *
 * @param worker who will run it
 * @param limit how many trials the study may have in all that count to its budget (running,
 *     complete, pruned, or failed by the objective); empty for no limit
 * @param index the only index that is wanted; empty for whichever is next
 * @param systemAttributes what is kept beside the trial from its start on
 */
public record TrialStart(
    Worker worker,
    OptionalInt limit,
    OptionalInt index,
    Map<String, @Nullable Object> systemAttributes) {

  /** Copies the attributes. */
  public TrialStart {
    systemAttributes = Collections.unmodifiableMap(new LinkedHashMap<>(systemAttributes));
  }

  /** The next trial, whichever it is. */
  public TrialStart(Worker worker, OptionalInt limit) {
    this(worker, limit, OptionalInt.empty(), Map.of());
  }
}
