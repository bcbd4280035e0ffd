package dev.afina.core.sampler;

import dev.afina.core.space.Distribution;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.Map;

/**
 * Every point of a finite grid once, in lexicographic order: the last parameter changes fastest.
 *
 * <p>The point of a trial is the first one that was not tried yet, at or after its index, so that
 * workers who know nothing of each other rarely meet. Points are counted, never listed.
 */
public final class GridSampler implements Sampler {

  private final SearchSpace grid;
  private final long size;

  /** How many values of a parameter are gone through, and the first one's rank. */
  private final long[] counts;

  private final long[] firsts;

  private GridSampler(SearchSpace grid, Map<String, ?> fixed) {
    this.grid = grid;
    counts = new long[grid.size()];
    firsts = new long[grid.size()];
    BigInteger points = BigInteger.ONE;
    for (int i = 0; i < counts.length; i++) {
      Distribution distribution = grid.distribution(i);
      String name = grid.name(i);
      counts[i] = 1;
      if (fixed.containsKey(name)) {
        firsts[i] = distribution.rankOf(FixedSampler.internal(name, distribution, fixed.get(name)));
      } else {
        counts[i] = distribution.cardinality().orElseThrow();
      }
      points = points.multiply(BigInteger.valueOf(counts[i]));
    }
    if (points.bitLength() > 63) {
      throw new IllegalArgumentException(
          "the grid has %s points, expected at most %d; widen the steps, or sample at random"
              .formatted(points, Long.MAX_VALUE));
    }
    size = points.longValueExact();
  }

  /**
   * Over the product of all parameters' values.
   *
   * @throws IllegalArgumentException if a parameter is continuous, or there are more than 2⁶³ − 1
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
    return new GridSampler(grid, Map.of());
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
      values[i] = grid.distribution(i).valueAt(firsts[i] + rest % counts[i]);
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

  /**
   * The grid without the other values of these parameters.
   *
   * @throws IllegalArgumentException if a value is not in the grid
   */
  @Override
  public Sampler knowing(Map<String, ?> fixed) {
    return new GridSampler(grid, fixed);
  }

  @Override
  public boolean isExhausted(TrialHistory history) {
    return tried(history, -1).cardinality() >= size;
  }

  /** Of the first 2³¹ − 1 points, as no study comes further. */
  private BitSet tried(TrialHistory history, int without) {
    BitSet tried = new BitSet();
    for (int row = 0; row < history.size(); row++) {
      if (row != without && !history.isVacant(row) && history.state(row) != TrialState.WAITING) {
        long point = point(history, row);
        if (point >= 0 && point < Integer.MAX_VALUE) {
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
      long rank = grid.distribution(i).rankOf(column[row]) - firsts[i];
      if (rank < 0 || rank >= counts[i]) {
        return -1;
      }
      point = point * counts[i] + rank;
    }
    return point;
  }
}
