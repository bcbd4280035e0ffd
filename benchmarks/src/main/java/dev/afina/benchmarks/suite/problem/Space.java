package dev.afina.benchmarks.suite.problem;

import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.HyperParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Parameters, each behind the one that it depends on.
 *
 * @param parameters at least one
 */
public record Space(List<Parameter> parameters) {

  /** How far outside of its bounds a number may lie that a peer's arithmetic has rounded. */
  private static final double ROUNDING = 1e-9;

  /** Checks the names and the order. */
  public Space {
    parameters = List.copyOf(parameters);
    Set<String> known = new TreeSet<>();
    for (Parameter parameter : parameters) {
      Condition condition = parameter.condition();
      if (condition != null && !known.contains(condition.parent())) {
        throw new IllegalArgumentException(
            "\"%s\" depends on \"%s\", which does not stand before it"
                .formatted(parameter.name(), condition.parent()));
      }
      if (!known.add(parameter.name())) {
        throw new IllegalArgumentException(
            "parameter \"%s\" occurs twice".formatted(parameter.name()));
      }
    }
  }

  /** Of parameters in this order. */
  public static Space of(Parameter... parameters) {
    return new Space(List.of(parameters));
  }

  /** Asks for the parameters that exist, one after the other. */
  public Point suggest(HyperParameters hp) {
    return walk((name, distribution) -> hp.suggest(name, distribution));
  }

  /**
   * The point with the given values; those of parameters that do not exist there are ignored.
   *
   * @throws IllegalArgumentException if one is missing or outside of its distribution
   */
  public Point point(Map<String, ?> given) {
    return walk(
        (name, distribution) -> {
          Object value = given.get(name);
          if (value == null) {
            throw new IllegalArgumentException(
                "parameter \"%s\" is missing, expected one of %s".formatted(name, distribution));
          }
          try {
            return distribution.toExternal(distribution.toInternal(inside(value, distribution)));
          } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                "parameter \"%s\": %s".formatted(name, e.getMessage()), e);
          }
        });
  }

  private Point walk(BiFunction<String, Distribution, @Nullable Object> choice) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      Condition condition = parameter.condition();
      if (condition == null || holds(condition, values)) {
        Object value = choice.apply(parameter.name(), parameter.distribution());
        if (value == null) {
          throw new IllegalArgumentException(
              "parameter \"%s\" was given null".formatted(parameter.name()));
        }
        values.put(parameter.name(), value);
      }
    }
    return new Point(values);
  }

  private static boolean holds(Condition condition, Map<String, Object> values) {
    Object value = values.get(condition.parent());
    return value != null && condition.values().contains(value);
  }

  private static Object inside(Object value, Distribution distribution) {
    if (distribution instanceof DoubleDistribution range && value instanceof Number number) {
      double x = number.doubleValue();
      double slack = ROUNDING * Math.max(Math.abs(range.low()), Math.abs(range.high()));
      if (x >= range.low() - slack && x <= range.high() + slack) {
        return Math.min(range.high(), Math.max(range.low(), x));
      }
    }
    return value;
  }
}
