package dev.afina.algorithms.qmc;

import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Scale;

/** Spreads the unit interval over a distribution's values. */
public final class UnitInterval {

  private UnitInterval() {}

  /**
   * The internal value at a number: uniform numbers give the values the same chances as {@link
   * dev.afina.core.sampler.Uniform#draw} does.
   *
   * @param uniform in [0, 1)
   */
  public static double value(Distribution distribution, double uniform) {
    if (distribution instanceof IntDistribution d && d.scale() == Scale.LOG) {
      double log = between(Math.log(d.low() - 0.5), Math.log(d.high() + 0.5), uniform);
      return clip(Math.rint(Math.exp(log)), (double) d.low(), (double) d.high());
    }
    if (distribution.cardinality().isPresent()) {
      long count = distribution.cardinality().getAsLong();
      return distribution.valueAt(Math.min(count - 1, (long) (uniform * count)));
    }
    DoubleDistribution d = (DoubleDistribution) distribution;
    double value =
        d.scale() == Scale.LOG
            ? Math.exp(between(Math.log(d.low()), Math.log(d.high()), uniform))
            : between(d.low(), d.high(), uniform);
    return clip(value, d.low(), d.high());
  }

  /**
   * The middle of the numbers that give an internal value, in [0, 1]; the inverse of {@link
   * #value}.
   */
  public static double position(Distribution distribution, double internal) {
    if (distribution instanceof IntDistribution d && d.scale() == Scale.LOG) {
      double low = Math.log(d.low() - 0.5);
      return share(Math.log(internal), low, Math.log(d.high() + 0.5));
    }
    if (distribution.cardinality().isPresent()) {
      double count = distribution.cardinality().getAsLong();
      return clip((distribution.rankOf(internal) + 0.5) / count, 0, 1);
    }
    DoubleDistribution d = (DoubleDistribution) distribution;
    return d.scale() == Scale.LOG
        ? share(Math.log(internal), Math.log(d.low()), Math.log(d.high()))
        : share(internal, d.low(), d.high());
  }

  private static double share(double value, double low, double high) {
    return low == high ? 0.5 : clip((value / 2 - low / 2) / (high / 2 - low / 2), 0, 1);
  }

  /** Without overflow where the ends lie far apart. */
  private static double between(double low, double high, double uniform) {
    return low * (1 - uniform) + high * uniform;
  }

  private static double clip(double value, double low, double high) {
    return Math.min(high, Math.max(low, value));
  }
}
