package dev.afina.algorithms.forest;

import dev.afina.core.trial.TrialHistory;
import java.util.ArrayList;
import java.util.List;

/** Tells whether a configuration was tried or is being tried. */
final class Tried {

  private final Encoding encoding;
  private final TrialHistory history;
  private final double[][] columns;
  private final List<double[]> running = new ArrayList<>();

  /**
   * In a history.
   *
   * @param columns {@code [parameters][rows]} of the encoding's space
   * @param pending points of running trials, pruned
   */
  Tried(Encoding encoding, TrialHistory history, double[][] columns, List<double[]> pending) {
    this.encoding = encoding;
    this.history = history;
    this.columns = columns;
    for (double[] point : pending) {
      running.add(encoding.internals(point));
    }
  }

  /** Whether a trial had, or will have, exactly what a pruned point will ask for; O(trials). */
  boolean contains(double[] pruned) {
    double[] values = encoding.internals(pruned);
    for (double[] other : running) {
      int j = 0;
      while (j < values.length && isSame(values[j], other[j])) {
        j++;
      }
      if (j == values.length) {
        return true;
      }
    }
    for (int row = 0; row < history.size(); row++) {
      int j = 0;
      while (j < values.length && isSame(values[j], columns[j][row])) {
        j++;
      }
      if (j == values.length && history.state(row).isFinished()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSame(double a, double b) {
    return a == b || (Double.isNaN(a) && Double.isNaN(b));
  }
}
