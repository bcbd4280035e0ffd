package dev.afina.algorithms.tpe;

import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.Prior;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One parameter's kernels: one for each observation, by position, and the prior: a wide one, or
 * what is believed about the parameter.
 *
 * <p>Kept abreast of the observations by {@link #insert} and {@link #remove}, which leave what
 * {@link #rebuild} would have made of the same observations, bit for bit.
 */
abstract class Kernels {

  /** Observations in internal form, {@code [capacity]}. */
  double[] observed = new double[16];

  int size;

  /**
   * Without any observation.
   *
   * @param prior what is believed about the parameter; {@code null} for the wide kernel
   */
  static Kernels of(Distribution distribution, @Nullable Prior prior) {
    return distribution instanceof CategoricalDistribution categorical
        ? new CategoricalKernels(categorical, prior)
        : new NumericKernels(distribution, prior);
  }

  /** Makes all kernels of the first observations anew. */
  final void rebuild(int count) {
    size = count;
    build();
  }

  /** Room for so many observations, with what is there kept. */
  void ensure(int capacity) {
    if (capacity > observed.length) {
      observed = Arrays.copyOf(observed, Math.max(capacity, observed.length * 2));
    }
  }

  abstract void build();

  /** Adds an observation before the one at this position. */
  abstract void insert(int position, double value);

  /** Takes out the observation at this position. */
  abstract void remove(int position);

  /** The kernel's value for the prior: the logarithm of its density or probability. */
  abstract double logPrior(double value);

  /**
   * A draw from a kernel, in internal form.
   *
   * @param position {@code size} for the prior
   */
  abstract double draw(int position, RandomGenerator random);

  /**
   * Adds each survivor's logarithm at a value, and drops those that fall to the floor or below; not
   * for continuous parameters, whose densities may exceed 1.
   *
   * @param logs so far, by position
   * @param survivors positions, ascending
   * @return how many survive
   */
  abstract int filter(double value, double[] logs, int[] survivors, int count, double floor);

  static void shift(Object array, int from, int to, int length) {
    if (length > 0) {
      System.arraycopy(array, from, array, to, length);
    }
  }
}
