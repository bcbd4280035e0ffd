package dev.afina.core.sampler;

import dev.afina.core.space.Distribution;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.math.BigInteger;
import java.util.BitSet;

/**
 * Every point of a finite grid once, in lexicographic order: the last parameter changes fastest.
 *
 * <p>The point of a trial is the first one that was not tried yet, at or after its index, so that
 * workers who know nothing of each other rarely meet. Points are counted, never listed.
 */
public final class GridSampler implements Sampler {

  private final SearchSpace grid;
  private final long size;
  private final long[] counts;

  private GridSampler(SearchSpace grid, long size) {
    this.grid = grid;
    this.size = size;
    counts = new long[grid.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = grid.distribution(i).cardinality().orElseThrow();
    }
  }

  /**
   * Over the product of all parameters' values.
   *
   * @throws IllegalArgumentException if a parameter is continuous, or there are more than 2³¹ − 1
   *     points
   */
  public static GridSampler over(SearchSpace grid) {
    for (int i = 0; i < grid.size(); i++) {
      if (grid.distribution(i).cardinality().isEmpty()) {
        throw new IllegalArgumentException(
            "parameter \"%s\" (%s) is continuous and makes no grid; give it a step"
                .formatted(grid.name(i), grid.distribution(i)));
      }
    }
    BigInteger points = grid.cardinality().orElseThrow();
    if (points.bitLength() > 31) {
      throw new IllegalArgumentException(
          "the grid has %s points, expected at most %d; widen the steps, or sample at random"
              .formatted(points, Integer.MAX_VALUE));
    }
    return new GridSampler(grid, points.longValueExact());
  }

  /** Number of points. */
  public long size() {
    return size;
  }

  @Override
  public String name() {
    return "grid";
  }

  @Override
  public SearchSpace jointSpace(TrialHistory history) {
    return grid;
  }

  @Override
  public double[] sampleJoint(SamplingContext context, SearchSpace space) {
    BitSet tried = tried(context.history(), context.index());
    int point = tried.nextClearBit((int) (context.index() % size));
    if (point >= size) {
      point = tried.nextClearBit(0);
    }
    long rest = point >= size ? context.index() % size : point;
    double[] values = new double[grid.size()];
    for (int i = grid.size() - 1; i >= 0; i--) {
      values[i] = grid.distribution(i).valueAt(rest % counts[i]);
      rest /= counts[i];
    }
    return values;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException always: the objective asked for what is not in the grid
   */
  @Override
  public double sample(SamplingContext context, String name, Distribution distribution) {
    throw new IllegalArgumentException(
        grid.distribution(name).isPresent()
            ? "parameter \"%s\" is %s in the objective, but %s in the grid; make them the same"
                .formatted(name, distribution, grid.distribution(name).get())
            : "parameter \"%s\" is not in the grid %s; add it".formatted(name, grid.names()));
  }

  @Override
  public boolean isExhausted(TrialHistory history) {
    return tried(history, -1).cardinality() >= size;
  }

  private BitSet tried(TrialHistory history, int without) {
    BitSet tried = new BitSet();
    for (int row = 0; row < history.size(); row++) {
      if (row != without && !history.isVacant(row) && history.state(row) != TrialState.WAITING) {
        long point = point(history, row);
        if (point >= 0) {
          tried.set((int) point);
        }
      }
    }
    return tried;
  }

  /** The rank of a trial's point, or −1 if it lies off the grid. */
  private long point(TrialHistory history, int row) {
    long point = 0;
    for (int i = 0; i < grid.size(); i++) {
      double[] column = history.column(grid.name(i));
      if (column == null || Double.isNaN(column[row])) {
        return -1;
      }
      long rank = grid.distribution(i).rankOf(column[row]);
      if (rank < 0) {
        return -1;
      }
      point = point * counts[i] + rank;
    }
    return point;
  }
}
