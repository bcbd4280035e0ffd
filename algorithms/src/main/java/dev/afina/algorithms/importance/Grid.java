package dev.afina.algorithms.importance;

import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Scale;
import dev.afina.math.Normal;

/**
 * The points at which the densities of a parameter are compared: its choices, or evenly spaced ones
 * on its scale.
 *
 * <p>A density is a mixture of one kernel for each point that was observed, as heavy as it was
 * often, and a prior as heavy as one observation. Kernels of numbers are normal distributions with
 * the bandwidth of Scott's rule, truncated to the range and cut into bins; those of choices put
 * {@code 1 + 1/k} on their own choice and {@code 1/k} on the others, for k kernels, before they are
 * normalised. All constants are those of Optuna 5.0.0.
 */
final class Grid {

  private static final int MOST_POINTS = 50;

  /** Of Scott's rule. */
  private static final double BANDWIDTH = 1.059;

  /** The interquartile range of a normal distribution in standard deviations. */
  private static final double IQR_OF_NORMAL = 1.34;

  /** 90 % of a kernel at least lie within half a step of its point. */
  private static final double NARROWEST = 0.5 / 1.64;

  private final boolean choices;
  private final int points;
  private final boolean log;
  private final double low;
  private final double step;

  private Grid(boolean choices, int points, boolean log, double low, double step) {
    this.choices = choices;
    this.points = points;
    this.log = log;
    this.low = low;
    this.step = step;
  }

  /**
   * The grid of a range.
   *
   * @param range of more than one value
   */
  static Grid of(Distribution range) {
    if (range instanceof CategoricalDistribution categorical) {
      return new Grid(true, categorical.choices().size(), false, 0, 1);
    }
    if (range instanceof IntDistribution whole) {
      long width = whole.high() - whole.low();
      boolean log = whole.scale() == Scale.LOG;
      double count =
          log
              ? Math.ceil(Math.log(width + 1.0) / Math.log(2)) + 1
              : (double) (width / whole.step() + 1);
      return numeric(count, log, (double) whole.low(), (double) whole.high());
    }
    DoubleDistribution real = (DoubleDistribution) range;
    double count =
        real.step() == null ? MOST_POINTS : Math.rint((real.high() - real.low()) / real.step()) + 1;
    return numeric(count, real.scale() == Scale.LOG, real.low(), real.high());
  }

  private static Grid numeric(double count, boolean log, double low, double high) {
    int points = (int) Math.min(count, MOST_POINTS);
    double from = log ? Math.log(low) : low;
    double to = log ? Math.log(high) : high;
    return new Grid(false, points, log, from, (to - from) / (points - 1));
  }

  /** The density at each point, from internal values, at least one. */
  double[] density(double[] values) {
    int[] counts = new int[points];
    for (double value : values) {
      counts[point(value)]++;
    }
    return choices ? ofChoices(counts) : ofNumbers(counts, values.length);
  }

  /** Halfway between two points belongs to the lower one. */
  private int point(double value) {
    double at = choices ? value : Math.ceil(((log ? Math.log(value) : value) - low) / step - 0.5);
    return (int) Math.min(points - 1.0, Math.max(0, at));
  }

  private double[] ofChoices(int[] counts) {
    double kernels = 1;
    double total = 1;
    for (int count : counts) {
      kernels += count > 0 ? 1 : 0;
      total += count;
    }
    double share = 1 / kernels;
    double own = 1 / (1 + points * share);
    double[] density = new double[points];
    for (int i = 0; i < points; i++) {
      density[i] = ((total - 1) * share * own + 1.0 / points + counts[i] * own) / total;
    }
    return density;
  }

  private double[] ofNumbers(int[] counts, int total) {
    double width = Math.max(NARROWEST, scott(counts, total));
    double[] density = new double[points];
    for (int i = 0; i < points; i++) {
      if (counts[i] > 0) {
        add(density, i, width, counts[i] / (total + 1.0));
      }
    }
    add(density, (points - 1) / 2.0, points, 1 / (total + 1.0));
    return density;
  }

  /** Adds a normal distribution, truncated to half a step beyond the first and the last point. */
  private void add(double[] density, double mean, double width, double weight) {
    double below = Normal.cdf((-0.5 - mean) / width);
    double mass = Normal.cdf((points - 0.5 - mean) / width) - below;
    for (int i = 0; i < points; i++) {
      double upTo = Normal.cdf((i + 0.5 - mean) / width);
      density[i] += weight * (upTo - below) / mass;
      below = upTo;
    }
  }

  private static double scott(int[] counts, int total) {
    double mean = 0;
    for (int i = 0; i < counts.length; i++) {
      mean += (double) i * counts[i] / total;
    }
    double squares = 0;
    for (int i = 0; i < counts.length; i++) {
      squares += counts[i] * (i - mean) * (i - mean);
    }
    double deviation = Math.sqrt(squares / Math.max(1, total - 1));
    int quartile = pointWith(counts, Math.max(1, total / 4));
    int threeQuarters = pointWith(counts, (int) (total * 3L / 4) + 1);
    double spread = (threeQuarters - quartile) / IQR_OF_NORMAL;
    return BANDWIDTH * Math.min(spread, deviation) * Math.pow(total, -0.2);
  }

  /** The first point up to which there are this many observations, else the last observed one. */
  private static int pointWith(int[] counts, int wanted) {
    int last = 0;
    int sum = 0;
    for (int i = 0; i < counts.length; i++) {
      last = counts[i] > 0 ? i : last;
      sum += counts[i];
      if (sum >= wanted) {
        return i;
      }
    }
    return last;
  }
}
