package dev.afina.storage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A trial's constraints as Optuna keeps them, among its system attributes. */
public final class ConstraintAttributes {

  private ConstraintAttributes() {}

  /** Takes the constraints out of system attributes, in either form; returns them by name. */
  public static Map<String, Double> take(Map<String, @Nullable Object> systemAttributes) {
    return TrialDraft.takeConstraints(systemAttributes);
  }

  /**
   * System attributes with the constraints among them: those named 0, 1, … in one list, as every
   * Optuna reads and its {@code constraints_func} writes them, others one by one.
   */
  public static Map<String, @Nullable Object> with(
      Map<String, Double> constraints, Map<String, @Nullable Object> systemAttributes) {
    if (constraints.isEmpty()) {
      return systemAttributes;
    }
    Map<String, @Nullable Object> all = new LinkedHashMap<>(systemAttributes);
    List<Double> numbered = new ArrayList<>();
    while (constraints.containsKey(Integer.toString(numbered.size()))) {
      numbered.add(constraints.get(Integer.toString(numbered.size())));
    }
    if (numbered.size() == constraints.size()) {
      all.put(TrialDraft.LEGACY_CONSTRAINTS, numbered);
    } else {
      constraints.forEach((name, value) -> all.put(TrialDraft.CONSTRAINT + name, value));
    }
    return all;
  }
}
