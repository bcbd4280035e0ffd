package dev.afina.algorithms.gp;

import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;

/** Tells whether a configuration was tried or is being tried. */
final class Tried {

  private static final double SAME = 1e-7;

  private final Encoding encoding;
  private final TrialHistory history;
  private final int self;
  private final boolean again;

  /**
   * In a history.
   *
   * @param self the row of the trial that is being sampled for, which does not count
   * @param again whether ended trials do not count either
   */
  Tried(Encoding encoding, TrialHistory history, int self, boolean again) {
    this.encoding = encoding;
    this.history = history;
    this.self = self;
    this.again = again;
  }

  /** Whether a trial has what a pruned point will ask for; O(trials), mostly at the first one. */
  boolean contains(double[] pruned) {
    double[][] columns = new double[pruned.length][];
    double[] values = new double[pruned.length];
    int active = 0;
    int[] parameters = new int[pruned.length];
    for (int j = 0; j < pruned.length; j++) {
      if (pruned[j] != ActivityTree.ABSENT) {
        double[] column = history.column(encoding.space().name(j));
        if (column == null) {
          return false;
        }
        columns[active] = column;
        values[active] = encoding.axis(j).internal(pruned[j]);
        parameters[active++] = j;
      }
    }
    for (int row = 0; row < history.size(); row++) {
      TrialState state = history.state(row);
      if (row != self && ((state.isFinished() && !again) || state == TrialState.RUNNING)) {
        boolean same = active > 0;
        for (int a = 0; a < active && same; a++) {
          same = isSame(encoding.axis(parameters[a]), columns[a][row], values[a]);
        }
        if (same) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isSame(Axis axis, double seen, double value) {
    if (axis.count() > 0) {
      return seen == value;
    }
    return seen == value || Math.abs(axis.coordinate(seen) - axis.coordinate(value)) < SAME;
  }
}
