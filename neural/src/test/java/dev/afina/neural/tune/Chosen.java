package dev.afina.neural.tune;

import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.HyperParameters;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Given values, and the lowest or first of what is not given; remembers what was asked for. */
final class Chosen implements HyperParameters {

  final Map<String, Distribution> asked = new LinkedHashMap<>();
  private final Map<String, Object> given;

  Chosen(Map<String, Object> given) {
    this.given = given;
  }

  @Override
  public @Nullable Object suggest(String name, Distribution distribution) {
    asked.put(name, distribution);
    Object value = given.get(name);
    if (value != null) {
      return distribution.toExternal(distribution.toInternal(value));
    }
    return distribution instanceof DoubleDistribution range
        ? (Object) range.low()
        : distribution.toExternal(distribution.valueAt(0));
  }
}
