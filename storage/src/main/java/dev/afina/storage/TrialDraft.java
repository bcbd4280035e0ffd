package dev.afina.storage;

import dev.afina.core.space.Params;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A trial that is being read, row by row. */
final class TrialDraft {

  /** The system attribute that holds a constraint is this and the constraint's name. */
  static final String CONSTRAINT = "constraints:";

  /** The index of a trial that another program made, until it is known. */
  static final int UNADOPTED = -1;

  /** The one list of all constraints that Optuna wrote before version 5. */
  static final String LEGACY_CONSTRAINTS = "constraints";

  final long id;
  final int number;
  int index;
  private final TrialState state;
  private final @Nullable Instant start;
  private final @Nullable Instant complete;
  private final List<Double> values = new ArrayList<>(1);
  private SpaceTrie.Node space;
  private double[] internals = new double[8];
  private int params;
  private final TreeMap<Integer, Double> reports = new TreeMap<>();
  private final Map<String, @Nullable Object> userAttributes = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> systemAttributes = new LinkedHashMap<>();

  TrialDraft(
      long id,
      int number,
      int index,
      TrialState state,
      @Nullable Instant start,
      @Nullable Instant complete,
      SpaceTrie.Node space) {
    this.id = id;
    this.number = number;
    this.index = index;
    this.state = state;
    this.start = start;
    this.complete = complete;
    this.space = space;
  }

  void value(double value) {
    values.add(value);
  }

  void param(String name, double internal, String distribution) {
    space = space.child(name, distribution);
    if (params == internals.length) {
      internals = Arrays.copyOf(internals, 2 * params);
    }
    internals[params++] = internal;
  }

  void report(int step, double value) {
    reports.put(step, value);
  }

  void userAttribute(String key, @Nullable Object value) {
    userAttributes.put(key, value);
  }

  void systemAttribute(String key, @Nullable Object value) {
    systemAttributes.put(key, value);
  }

  FrozenTrial build() {
    Map<String, Double> constraints = takeConstraints(systemAttributes);
    return new FrozenTrial(
        id,
        number,
        index,
        state,
        values,
        params == 0 ? Params.empty() : Params.of(space.space(), Arrays.copyOf(internals, params)),
        reports,
        userAttributes,
        systemAttributes,
        constraints,
        start,
        complete);
  }

  /** Takes the constraints out of the system attributes; the newer form overrides the older. */
  static Map<String, Double> takeConstraints(Map<String, @Nullable Object> systemAttributes) {
    if (systemAttributes.isEmpty()) {
      return Map.of();
    }
    Map<String, Double> constraints = new LinkedHashMap<>();
    if (systemAttributes.remove(LEGACY_CONSTRAINTS) instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        if (list.get(i) instanceof Number violation) {
          constraints.put(Integer.toString(i), violation.doubleValue());
        }
      }
    }
    systemAttributes
        .entrySet()
        .removeIf(
            entry -> {
              if (entry.getKey().startsWith(CONSTRAINT)
                  && entry.getValue() instanceof Number violation) {
                constraints.put(
                    entry.getKey().substring(CONSTRAINT.length()), violation.doubleValue());
                return true;
              }
              return false;
            });
    return constraints;
  }
}
