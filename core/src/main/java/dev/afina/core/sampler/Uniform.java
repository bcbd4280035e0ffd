package dev.afina.core.sampler;

import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Scale;
import java.util.random.RandomGenerator;

/** Draws uniformly from a distribution, on its own scale. */
public final class Uniform {

  private Uniform() {}

  /**
   * One internal value.
   *
   * <p>On a grid every point is equally likely. Integers on a logarithmic scale are drawn from the
   * range widened by a half at both ends, then rounded, as in Optuna, so that the ends are as
   * likely as their neighbourhood says.
   */
  public static double draw(Distribution distribution, RandomGenerator random) {
    if (distribution instanceof DoubleDistribution d) {
      return draw(d, random);
    }
    if (distribution instanceof IntDistribution d) {
      return draw(d, random);
    }
    return random.nextInt(((CategoricalDistribution) distribution).choices().size());
  }

  private static double draw(DoubleDistribution d, RandomGenerator random) {
    if (d.low() == d.high()) {
      return d.low();
    }
    if (d.step() != null) {
      return d.valueAt(random.nextLong(d.cardinality().orElseThrow()));
    }
    double u = random.nextDouble();
    double value =
        d.scale() == Scale.LOG
            ? Math.exp(between(Math.log(d.low()), Math.log(d.high()), u))
            : between(d.low(), d.high(), u);
    return Math.min(d.high(), Math.max(d.low(), value));
  }

  private static double draw(IntDistribution d, RandomGenerator random) {
    if (d.scale() == Scale.LINEAR) {
      return d.valueAt(random.nextLong(d.cardinality().orElseThrow()));
    }
    double log = between(Math.log(d.low() - 0.5), Math.log(d.high() + 0.5), random.nextDouble());
    return Math.min((double) d.high(), Math.max((double) d.low(), Math.rint(Math.exp(log))));
  }

  /** Without overflow where the ends lie far apart. */
  private static double between(double low, double high, double u) {
    return low * (1 - u) + high * u;
  }
}
