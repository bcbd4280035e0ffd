package dev.afina.algorithms.tpe;

import dev.afina.core.sampler.SamplingContext;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which points of finite parameters would make a trial the same as one that was tried or is being
 * tried, given what the trial has already.
 *
 * <p>Trials with parameters that are yet to be asked for do not count: the rest may still differ.
 * O(trials · parameters) once, and O(trials) for each point.
 */
final class Repeats {

  /** Larger spaces are not listed; what is left of them, draws find. */
  private static final int LARGEST = 10_000;

  private final TrialHistory history;
  private final SearchSpace space;
  private final Params given;
  private final Map<String, ?> fixed;
  private final double[][] columns;
  private int[] rows = new int[0];

  private @Nullable SearchSpace lastSpace;
  private boolean lastIsWhole;

  /**
   * Of points of a space.
   *
   * @param fixed external values of parameters that never have another one
   */
  Repeats(SamplingContext context, SearchSpace space, Map<String, ?> fixed) {
    history = context.history();
    this.space = space;
    this.fixed = fixed;
    given = context.params();
    columns = new double[space.size()][];
    if (isFinite(space) && isFinite(given.space())) {
      collect(context.index());
    }
  }

  private boolean isFinite(SearchSpace parameters) {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.distribution(i).cardinality().isEmpty()
          && !fixed.containsKey(parameters.name(i))) {
        return false;
      }
    }
    return true;
  }

  private void collect(int index) {
    for (int j = 0; j < columns.length; j++) {
      double[] column = history.column(space.name(j));
      if (column == null) {
        return;
      }
      columns[j] = column;
    }
    boolean flat = !history.spaces().isEmpty() && history.spaces().stream().allMatch(this::isWhole);
    int[] found = new int[history.size()];
    int count = 0;
    for (int row = 0; row < found.length; row++) {
      TrialState state = history.state(row);
      boolean whole = state == TrialState.RUNNING ? flat : isWhole(history.space(row));
      if (row != index
          && !history.isVacant(row)
          && state != TrialState.WAITING
          && whole
          && agrees(row)) {
        found[count++] = row;
      }
    }
    rows = Arrays.copyOf(found, count);
  }

  /** Whether a trial of these parameters has no more than what is given, fixed, or in the space. */
  private boolean isWhole(SearchSpace parameters) {
    if (!parameters.equals(lastSpace)) {
      lastSpace = parameters;
      lastIsWhole = true;
      for (int i = 0; i < parameters.size() && lastIsWhole; i++) {
        String name = parameters.name(i);
        lastIsWhole =
            space.position(name) >= 0
                || given.contains(name)
                || fixed.containsKey(name)
                || parameters.distribution(i).isSinglePoint();
      }
    }
    return lastIsWhole;
  }

  private boolean agrees(int row) {
    for (int i = 0; i < given.size(); i++) {
      double[] column = history.column(given.names().get(i));
      if (column == null || column[row] != given.internal(i)) {
        return false;
      }
    }
    SearchSpace parameters = history.space(row);
    for (Map.Entry<String, ?> entry : fixed.entrySet()) {
      int position = parameters.position(entry.getKey());
      double[] column = history.column(entry.getKey());
      if (position >= 0
          && column != null
          && !isValue(parameters.distribution(position), column[row], entry.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isValue(
      Distribution distribution, double internal, @Nullable Object value) {
    try {
      return distribution.toInternal(value) == internal;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  boolean contains(double[] point) {
    for (int row : rows) {
      boolean same = true;
      for (int j = 0; j < point.length && same; j++) {
        same = columns[j][row] == point[j];
      }
      if (same) {
        return true;
      }
    }
    return false;
  }

  /** The points that are no repeats, in order; none where there are too many points to list. */
  double[][] left() {
    BigInteger points = space.cardinality().orElse(BigInteger.valueOf(Long.MAX_VALUE));
    if (points.bitLength() > 31 || points.intValueExact() > LARGEST) {
      return new double[0][];
    }
    int size = points.intValueExact();
    BitSet open = new BitSet(size);
    open.set(0, size);
    for (int row : rows) {
      int point = 0;
      boolean inside = true;
      for (int j = 0; j < columns.length && inside; j++) {
        long rank = space.distribution(j).rankOf(columns[j][row]);
        inside = rank >= 0;
        point = point * (int) space.distribution(j).cardinality().orElse(1) + (int) rank;
      }
      if (inside) {
        open.clear(point);
      }
    }
    return open.stream().mapToObj(this::point).toArray(double[][]::new);
  }

  private double[] point(int number) {
    double[] point = new double[space.size()];
    int rest = number;
    for (int j = point.length - 1; j >= 0; j--) {
      int count = (int) space.distribution(j).cardinality().orElse(1);
      point[j] = space.distribution(j).valueAt(rest % count);
      rest /= count;
    }
    return point;
  }
}
