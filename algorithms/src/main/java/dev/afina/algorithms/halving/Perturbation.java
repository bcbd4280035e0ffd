package dev.afina.algorithms.halving;

import dev.afina.core.sampler.Uniform;
import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialHistory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a copy in population-based training: each of its parent's numbers multiplied by
 * 0.8 or 1.2, within its range, and with a chance of a quarter drawn anew; choices are drawn anew
 * with that chance, or stay.
 *
 * <p>Jaderberg et al. 2017, section 4.1 and appendix A.
 */
final class Perturbation {

  private static final double SMALLER = 0.8;
  private static final double GREATER = 1.2;
  private static final double ANEW = 0.25;

  private Perturbation() {}

  /** External values by name. */
  static Map<String, @Nullable Object> of(
      TrialHistory history, int parent, RandomGenerator random) {
    SearchSpace space = history.space(parent);
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < space.size(); i++) {
      Distribution distribution = space.distribution(i);
      double[] column = history.column(space.name(i));
      double fresh = Uniform.draw(distribution, random);
      boolean isAnew = random.nextDouble() < ANEW;
      double factor = random.nextBoolean() ? SMALLER : GREATER;
      double value = isAnew || column == null ? fresh : near(distribution, column[parent], factor);
      values.put(space.name(i), distribution.toExternal(value));
    }
    return values;
  }

  private static double near(Distribution distribution, double value, double factor) {
    if (distribution instanceof DoubleDistribution d) {
      return snap(distribution, Math.min(d.high(), Math.max(d.low(), value * factor)));
    }
    if (distribution instanceof IntDistribution d) {
      return snap(
          distribution,
          Math.min((double) d.high(), Math.max((double) d.low(), Math.rint(value * factor))));
    }
    if (distribution instanceof CategoricalDistribution) {
      return value;
    }
    throw new IllegalStateException("unknown distribution " + distribution);
  }

  /** The value of a grid that is nearest. */
  private static double snap(Distribution distribution, double value) {
    if (distribution.cardinality().isEmpty()) {
      return value;
    }
    long count = distribution.cardinality().getAsLong();
    double first = distribution.valueAt(0);
    double last = distribution.valueAt(count - 1);
    double rank = count == 1 ? 0 : (value - first) / (last - first) * (count - 1);
    return distribution.valueAt(Math.round(Math.min(count - 1.0, Math.max(0, rank))));
  }
}
