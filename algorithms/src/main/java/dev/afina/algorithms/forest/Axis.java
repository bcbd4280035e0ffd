package dev.afina.algorithms.forest;

import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Scale;

/**
 * One parameter as a coordinate: a number in [0, 1], on its scale and with half a step of margin
 * around integers and grids, so that each value has the same share; of a choice the index.
 */
final class Axis {

  private final Distribution distribution;
  private final boolean logarithmic;
  private final long count;
  private final double low;
  private final double width;

  Axis(Distribution distribution) {
    this.distribution = distribution;
    count = distribution.cardinality().orElse(0);
    double bottom = 0;
    double top = 1;
    boolean log = false;
    if (distribution instanceof DoubleDistribution d) {
      double margin = d.step() == null ? 0 : d.step() / 2;
      bottom = d.low() - margin;
      top = d.high() + margin;
      log = d.scale() == Scale.LOG;
    } else if (distribution instanceof IntDistribution d) {
      bottom = d.low() - 0.5 * d.step();
      top = d.high() + 0.5 * d.step();
      log = d.scale() == Scale.LOG;
    }
    logarithmic = log;
    low = log ? Math.log(bottom) : bottom;
    width = (log ? Math.log(top) : top) - low;
  }

  /** Number of choices; 0 of a number. */
  int choices() {
    return distribution instanceof CategoricalDistribution ? (int) count : 0;
  }

  /** Number of values; 0 if it is continuous. */
  long count() {
    return count;
  }

  /** The coordinate of an internal value, at most half a width outside of [0, 1]. */
  double coordinate(double internal) {
    if (choices() > 0) {
      return internal;
    }
    double share =
        Double.isInfinite(width)
            ? internal / 2 / Double.MAX_VALUE + 0.5
            : ((logarithmic ? Math.log(internal) : internal) - low) / width;
    return Math.min(1.5, Math.max(-0.5, share));
  }

  /** The internal value nearest to a coordinate, within the bounds and on the grid. */
  double internal(double coordinate) {
    if (distribution instanceof DoubleDistribution d && count == 0) {
      double value =
          logarithmic
              ? Math.exp(low + coordinate * width)
              : d.low() * (1 - coordinate) + d.high() * coordinate;
      return Math.min(d.high(), Math.max(d.low(), value));
    }
    return distribution.valueAt(rank(coordinate));
  }

  /** The rank of the value nearest to a coordinate; of discrete ones only. */
  long rank(double coordinate) {
    double rank = coordinate;
    if (logarithmic) {
      rank = Math.rint(Math.exp(low + coordinate * width)) - distribution.valueAt(0);
    } else if (choices() == 0) {
      rank = Math.floor(coordinate * count);
    }
    return (long) Math.min(count - 1.0, Math.max(0, rank));
  }

  /** The coordinate of a rank, of the first or last one if there is no such rank. */
  double ofRank(long rank) {
    return coordinate(distribution.valueAt(Math.min(count - 1, Math.max(0, rank))));
  }

  /** The coordinate of the value nearest to a coordinate. */
  double snap(double coordinate) {
    double within = Math.min(1, Math.max(0, coordinate));
    return choices() > 0 ? coordinate : count == 0 ? within : ofRank(rank(within));
  }

  /** The coordinate that a uniform number in [0, 1) stands for. */
  double ofUniform(double uniform) {
    return choices() > 0 ? Math.min(count - 1.0, Math.floor(uniform * count)) : snap(uniform);
  }
}
