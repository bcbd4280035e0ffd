package dev.afina.algorithms.gp;

import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Scale;

/**
 * One parameter as a coordinate.
 *
 * <p>A number lies in [0, 1], after its logarithm on a logarithmic scale; integers and grids with
 * half a step of margin at both ends, so that each value has the same share. A category is its
 * index.
 */
final class Axis {

  private final Distribution distribution;
  private final boolean categorical;
  private final boolean logarithmic;
  private final long count;
  private final double low;
  private final double width;

  Axis(Distribution distribution) {
    this.distribution = distribution;
    categorical = distribution instanceof CategoricalDistribution;
    count = distribution.cardinality().orElse(0);
    double bottom = 0;
    double top = 1;
    boolean log = false;
    if (distribution instanceof DoubleDistribution d) {
      double margin = d.step() == null ? 0 : d.step() / 2;
      log = d.scale() == Scale.LOG;
      bottom = d.low() - margin;
      top = d.high() + margin;
    } else if (distribution instanceof IntDistribution d) {
      log = d.scale() == Scale.LOG;
      bottom = d.low() - 0.5 * d.step();
      top = d.high() + 0.5 * d.step();
    }
    logarithmic = log;
    low = log ? Math.log(bottom) : bottom;
    width = (log ? Math.log(top) : top) - low;
  }

  boolean isCategorical() {
    return categorical;
  }

  /** How many values there are; 0 if it is continuous. */
  long count() {
    return count;
  }

  /** The coordinate of an internal value, at most half a width outside of [0, 1]. */
  double coordinate(double internal) {
    if (categorical) {
      return internal;
    }
    double position = ((logarithmic ? Math.log(internal) : internal) - low) / width;
    if (Double.isInfinite(width)) {
      position = internal / 2 / Double.MAX_VALUE + 0.5;
    }
    return Math.min(1.5, Math.max(-0.5, position));
  }

  /** The internal value of a coordinate, on its grid and within its bounds. */
  double internal(double coordinate) {
    if (count > 0) {
      return distribution.valueAt(rank(coordinate));
    }
    DoubleDistribution d = (DoubleDistribution) distribution;
    double value =
        logarithmic
            ? Math.exp(low + coordinate * width)
            : d.low() * (1 - coordinate) + d.high() * coordinate;
    return Math.min(d.high(), Math.max(d.low(), value));
  }

  /** The rank of the value nearest to a coordinate. */
  long rank(double coordinate) {
    if (categorical) {
      return (long) coordinate;
    }
    double steps;
    if (logarithmic) {
      steps = Math.rint(Math.exp(low + coordinate * width)) - distribution.valueAt(0);
    } else {
      steps = Math.floor(coordinate * count);
    }
    return (long) Math.min(count - 1.0, Math.max(0, steps));
  }

  /** The coordinate of a rank. */
  double ofRank(long rank) {
    return coordinate(distribution.valueAt(Math.min(count - 1, Math.max(0, rank))));
  }

  /** The coordinate of the value nearest to a coordinate. */
  double snap(double coordinate) {
    return count == 0 || categorical ? coordinate : ofRank(rank(coordinate));
  }

  /** The coordinate that a uniform number in [0, 1) stands for. */
  double ofUniform(double uniform) {
    return categorical ? Math.min(count - 1.0, Math.floor(uniform * count)) : snap(uniform);
  }
}
