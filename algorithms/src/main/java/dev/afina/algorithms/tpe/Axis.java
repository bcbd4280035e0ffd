package dev.afina.algorithms.tpe;

import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Scale;

/**
 * A numeric parameter as a line: the logarithm of its value on a logarithmic scale; a grid's points
 * are the middles of cells as wide as a step.
 */
final class Axis {

  private static final double HUGE = 1e100;
  private static final double SHRINK = 0x1p-600;
  private static final double STRETCH = 0x1p600;

  private final Distribution distribution;
  private final boolean log;
  private final double first;
  private final double last;
  private final double step;
  private final long points;

  /** Keeps squares of lengths within what a double holds; a power of two. */
  private final double scale;

  final double low;
  final double high;

  Axis(Distribution distribution) {
    this.distribution = distribution;
    if (distribution instanceof IntDistribution d) {
      log = d.scale() == Scale.LOG;
      first = d.low();
      last = d.high();
      step = d.step();
    } else if (distribution instanceof DoubleDistribution d) {
      log = d.scale() == Scale.LOG;
      first = d.low();
      last = d.high();
      step = d.step() == null ? 0 : d.step();
    } else {
      throw new IllegalArgumentException(distribution + " is not numeric");
    }
    double range = last - first + step;
    scale = range > HUGE ? SHRINK : range < 1 / HUGE ? STRETCH : 1;
    points = step > 0 ? distribution.cardinality().orElseThrow() : Long.MAX_VALUE;
    low = left(first);
    high = right(last);
  }

  boolean isDiscrete() {
    return step > 0;
  }

  /** Number of grid points, or {@link Long#MAX_VALUE} of a continuous range. */
  long points() {
    return points;
  }

  double range() {
    return high - low;
  }

  double at(double value) {
    return log ? Math.log(value) : value * scale;
  }

  /** Where the cell of a value begins. */
  double left(double value) {
    return log ? Math.log(value - step / 2) : value * scale - step * scale / 2;
  }

  /** Where the cell of a value ends. */
  double right(double value) {
    return log ? Math.log(value + step / 2) : value * scale + step * scale / 2;
  }

  /** The length of a value's cell, exact where its ends are too close to tell apart. */
  double length(double value) {
    return log ? Math.log1p(step / (value - step / 2)) : step * scale;
  }

  /** The number of a grid point, from 0. */
  int rank(double value) {
    return (int) distribution.rankOf(value);
  }

  /** The value at a place, moved into the range and onto the grid. */
  double value(double place) {
    double value = log ? Math.exp(place) : place / scale;
    if (isDiscrete()) {
      long rank = (long) Math.rint((value - first) / step);
      return distribution.valueAt(Math.min(points() - 1, Math.max(0, rank)));
    }
    return Math.min(last, Math.max(first, value));
  }
}
