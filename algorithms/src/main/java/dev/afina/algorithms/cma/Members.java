package dev.afina.algorithms.cma;

import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.util.Arrays;

/**
 * The ended trials that have all joint parameters, in the order of their indices, and how good each
 * is.
 *
 * <p>First come completed trials by their loss; then pruned ones, of a later step first, and of the
 * same one by their last report; then those that violate constraints, by how much; last failed ones
 * and values that are NaN. Of equals the earlier is first.
 */
final class Members {

  private static final int COMPLETE = 0;
  private static final int PRUNED = 1;
  private static final int INFEASIBLE = 2;
  private static final int FAILED = 3;

  private final SearchSpace space;
  private final int from;
  private final int to;
  private int size;
  private int[] rows = new int[16];
  private double[][] internals = new double[16][];
  private int[] kinds = new int[16];
  private double[] keys = new double[16];
  private double[] tieBreaks = new double[16];

  /**
   * Without any yet.
   *
   * @param from the first row
   * @param to the row after the last
   */
  Members(SearchSpace space, int from, int to) {
    this.space = space;
    this.from = from;
    this.to = to;
  }

  /**
   * Reads a history, O(trials · parameters).
   *
   * @return how many members are as they were, from the first on
   */
  int update(TrialHistory history) {
    double[][] columns = new double[space.size()][];
    for (int j = 0; j < columns.length; j++) {
      double[] column = history.column(space.name(j));
      if (column == null) {
        size = 0;
        return 0;
      }
      columns[j] = column;
    }
    int count = 0;
    int same = -1;
    for (int row = from; row < Math.min(to, history.size()); row++) {
      if (history.isVacant(row) || !history.state(row).isFinished() || lacksAny(columns, row)) {
        continue;
      }
      if (same >= 0 || count >= size || !isAt(count, history, row, columns)) {
        same = same < 0 ? count : same;
        put(count, history, row, columns);
      }
      count++;
    }
    size = count;
    return same < 0 ? count : same;
  }

  private boolean lacksAny(double[][] columns, int row) {
    for (int j = 0; j < columns.length; j++) {
      if (!space.distribution(j).contains(columns[j][row])) {
        return true;
      }
    }
    return false;
  }

  private boolean isAt(int position, TrialHistory history, int row, double[][] columns) {
    if (rows[position] != row || kinds[position] != kind(history, row)) {
      return false;
    }
    for (int j = 0; j < columns.length; j++) {
      if (internals[position][j] != columns[j][row]) {
        return false;
      }
    }
    int kind = kinds[position];
    return Double.compare(keys[position], key(history, row, kind)) == 0
        && Double.compare(tieBreaks[position], tieBreak(history, row, kind)) == 0;
  }

  private void put(int position, TrialHistory history, int row, double[][] columns) {
    if (position == rows.length) {
      int capacity = 2 * position;
      rows = Arrays.copyOf(rows, capacity);
      internals = Arrays.copyOf(internals, capacity);
      kinds = Arrays.copyOf(kinds, capacity);
      keys = Arrays.copyOf(keys, capacity);
      tieBreaks = Arrays.copyOf(tieBreaks, capacity);
    }
    rows[position] = row;
    double[] values = new double[columns.length];
    for (int j = 0; j < values.length; j++) {
      values[j] = columns[j][row];
    }
    internals[position] = values;
    kinds[position] = kind(history, row);
    keys[position] = key(history, row, kinds[position]);
    tieBreaks[position] = tieBreak(history, row, kinds[position]);
  }

  private static int kind(TrialHistory history, int row) {
    if (history.state(row) == TrialState.FAIL) {
      return FAILED;
    }
    if (history.violation(row) > 0) {
      return INFEASIBLE;
    }
    if (history.state(row) == TrialState.PRUNED) {
      return PRUNED;
    }
    return Double.isNaN(history.loss(row, 0)) ? FAILED : COMPLETE;
  }

  /** What trials of a kind are compared by. */
  private static double key(TrialHistory history, int row, int kind) {
    int reports = history.reports(row);
    return switch (kind) {
      case COMPLETE -> history.loss(row, 0);
      case PRUNED -> reports == 0 ? 1 : -history.step(row, reports - 1);
      case INFEASIBLE -> history.violation(row);
      default -> 0;
    };
  }

  /** What pruned trials of the same last step are compared by; 0 for others. */
  private static double tieBreak(TrialHistory history, int row, int kind) {
    return kind == PRUNED ? history.loss(row, 0) : 0;
  }

  int size() {
    return size;
  }

  int row(int position) {
    return rows[position];
  }

  /** Its values, {@code [d]}; not to be written to. */
  double[] internals(int position) {
    return internals[position];
  }

  /** The loss of a completed, feasible trial, otherwise NaN. */
  double loss(int position) {
    return kinds[position] == COMPLETE ? keys[position] : Double.NaN;
  }

  /** Positions from one on, as many as told, best first. */
  int[] ranked(int first, int count) {
    Integer[] order = new Integer[count];
    Arrays.setAll(order, i -> first + i);
    Arrays.sort(order, this::compare);
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }

  private int compare(int a, int b) {
    int byKind = Integer.compare(kinds[a], kinds[b]);
    int byKey = byKind != 0 ? byKind : Double.compare(keys[a], keys[b]);
    return byKey != 0 ? byKey : Double.compare(tieBreaks[a], tieBreaks[b]);
  }
}
