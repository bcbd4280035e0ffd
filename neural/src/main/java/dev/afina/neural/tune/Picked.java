package dev.afina.neural.tune;

import dev.afina.core.space.Distribution;
import dev.afina.core.space.HyperParameters;
import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;

/** Parameters that a rule picks as they are asked for. */
final class Picked implements HyperParameters {

  private final ToDoubleBiFunction<String, Distribution> rule;
  private final Map<String, Distribution> distributions = new LinkedHashMap<>();
  private final Map<String, Double> internals = new LinkedHashMap<>();

  /** By a rule that gives an internal value. */
  Picked(ToDoubleBiFunction<String, Distribution> rule) {
    this.rule = rule;
  }

  @Override
  public @Nullable Object suggest(String name, Distribution distribution) {
    distributions.putIfAbsent(name, distribution);
    double value = internals.computeIfAbsent(name, key -> rule.applyAsDouble(key, distribution));
    return distribution.toExternal(value);
  }

  /** What was asked for, with the values. */
  Params params() {
    return Params.of(
        SearchSpace.of(
            distributions.keySet().stream().toList(), distributions.values().stream().toList()),
        internals.values().stream().mapToDouble(Double::doubleValue).toArray());
  }
}
