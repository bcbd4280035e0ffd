package dev.afina.algorithms.cma;

import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Scale;

/**
 * One numeric parameter as a number of which [0, 1] is the range, after its logarithm on a
 * logarithmic scale.
 *
 * <p>The values of integers and grids have <em>cells</em>, whose borders lie half-way between the
 * values; the first and the last cell reach to infinity.
 */
final class Coordinate {

  private final Distribution distribution;
  private final boolean logarithmic;
  private final long count;
  private final double low;
  private final double high;

  /** Of a distribution that is not categorical and has more than one point. */
  Coordinate(Distribution distribution) {
    this.distribution = distribution;
    count = distribution.cardinality().orElse(0);
    double bottom;
    double top;
    if (distribution instanceof IntDistribution d) {
      logarithmic = d.scale() == Scale.LOG;
      bottom = d.low() - 0.5 * d.step();
      top = d.high() + 0.5 * d.step();
    } else {
      DoubleDistribution d = (DoubleDistribution) distribution;
      double margin = d.step() == null ? 0 : 0.5 * d.step();
      logarithmic = d.scale() == Scale.LOG;
      bottom = d.low() - margin;
      top = d.high() + margin;
    }
    low = logarithmic ? Math.log(bottom) : bottom;
    high = logarithmic ? Math.log(top) : top;
  }

  boolean isDiscrete() {
    return count > 0;
  }

  /** The number of values; 0 if it is continuous. */
  long count() {
    return count;
  }

  /** The coordinate of an internal value. */
  double of(double internal) {
    double value = logarithmic ? Math.log(internal) : internal;
    // halves, so that the widest ranges do not overflow
    return (0.5 * value - 0.5 * low) / (0.5 * high - 0.5 * low);
  }

  /** The internal value at a coordinate, the nearest one on a grid or outside of the range. */
  double internal(double coordinate) {
    if (count > 0) {
      return distribution.valueAt(rank(coordinate));
    }
    DoubleDistribution d = (DoubleDistribution) distribution;
    double value = low * (1 - coordinate) + high * coordinate;
    return Math.min(d.high(), Math.max(d.low(), logarithmic ? Math.exp(value) : value));
  }

  /** The rank of the value in whose cell a coordinate lies. */
  long rank(double coordinate) {
    double steps =
        logarithmic
            ? Math.rint(Math.exp(low + coordinate * (high - low))) - distribution.valueAt(0)
            : Math.floor(coordinate * count);
    return (long) Math.min(count - 1.0, Math.max(0, steps));
  }

  /** The lower border of a rank's cell, from 1; the upper border of the rank before. */
  double border(long rank) {
    return logarithmic ? of(distribution.valueAt(0) + rank - 0.5) : (double) rank / count;
  }
}
