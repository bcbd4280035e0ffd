package dev.afina.benchmarks.suite.problem;

import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Scale;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a problem.
 *
 * @param name unique in its space
 * @param distribution what it may be set to
 * @param condition when it exists; {@code null} for always
 */
public record Parameter(String name, Distribution distribution, @Nullable Condition condition) {

  /** A floating-point parameter on a linear scale. */
  public static Parameter real(String name, double low, double high) {
    return new Parameter(name, new DoubleDistribution(low, high, Scale.LINEAR, null), null);
  }

  /** A floating-point parameter on a logarithmic scale. */
  public static Parameter logReal(String name, double low, double high) {
    return new Parameter(name, new DoubleDistribution(low, high, Scale.LOG, null), null);
  }

  /** An integer parameter on a linear scale. */
  public static Parameter integer(String name, long low, long high) {
    return new Parameter(name, new IntDistribution(low, high, 1, Scale.LINEAR), null);
  }

  /** An integer parameter on a logarithmic scale. */
  public static Parameter logInteger(String name, long low, long high) {
    return new Parameter(name, new IntDistribution(low, high, 1, Scale.LOG), null);
  }

  /** A choice. */
  public static Parameter choice(String name, String... choices) {
    return new Parameter(name, CategoricalDistribution.of((Object[]) choices), null);
  }

  /** The same, only while a categorical parameter has one of these values. */
  public Parameter when(String parent, String... values) {
    return new Parameter(name, distribution, new Condition(parent, List.of((Object[]) values)));
  }

  /**
   * The same for one of several layers, only while there are as many.
   *
   * @param count the name of the parameter that says how many, at least 1
   * @param layer counted from 1
   * @param most the largest value of {@code count}
   */
  public Parameter ofLayer(String count, int layer, int most) {
    if (layer == 1) {
      return this;
    }
    List<Object> values = new ArrayList<>();
    for (long value = layer; value <= most; value++) {
      values.add(value);
    }
    return new Parameter(name, distribution, new Condition(count, values));
  }
}
