package dev.afina.algorithms.importance;

import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Params;
import dev.afina.core.space.Scale;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A parameter as a tree sees it: a place in [0, 1] on its scale, or one of some choices.
 *
 * @param choices how many; 0 of a number
 * @param log whether the scale is logarithmic
 * @param low the range's lower end, on its scale
 * @param high its upper end
 */
record FeatureAxis(int choices, boolean log, double low, double high) {

  /** The widest range that any of the trials gave it. */
  static FeatureAxis of(String name, List<Params> params) {
    int choices = 0;
    boolean log = false;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Params one : params) {
      int position = one.space().position(name);
      if (position < 0) {
        continue;
      }
      Distribution range = one.space().distribution(position);
      if (range instanceof CategoricalDistribution categorical) {
        choices = Math.max(choices, categorical.choices().size());
      } else if (range instanceof IntDistribution whole) {
        log = whole.scale() == Scale.LOG;
        double margin = whole.step() / 2.0;
        low = Math.min(low, log ? Math.log(whole.low() - margin) : whole.low() - margin);
        high = Math.max(high, log ? Math.log(whole.high() + margin) : whole.high() + margin);
      } else if (range instanceof DoubleDistribution real) {
        log = real.scale() == Scale.LOG;
        double margin = real.step() == null ? 0 : real.step() / 2;
        low = Math.min(low, log ? Math.log(real.low()) : real.low() - margin);
        high = Math.max(high, log ? Math.log(real.high()) : real.high() + margin);
      }
    }
    return new FeatureAxis(choices, log, low, high);
  }

  boolean isCategorical() {
    return choices > 0;
  }

  /**
   * The place of an internal value; values beyond the range are at its ends, and NaN, which stands
   * for none, is anywhere.
   */
  double place(double internal, RandomGenerator random) {
    if (Double.isNaN(internal)) {
      return isCategorical() ? random.nextInt(choices) : random.nextDouble();
    }
    if (isCategorical()) {
      return internal;
    }
    double at = log ? Math.log(Math.max(internal, Double.MIN_VALUE)) : internal;
    double place = (at / 2 - low / 2) / (high / 2 - low / 2);
    return place >= 0 ? Math.min(1, place) : 0;
  }
}
