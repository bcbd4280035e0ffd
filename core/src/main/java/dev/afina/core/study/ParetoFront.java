package dev.afina.core.study;

import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.util.ArrayList;
import java.util.List;

/** The trials that no other one dominates. */
final class ParetoFront {

  private ParetoFront() {}

  /** Rows of complete, feasible, undominated trials; with one objective the first best alone. */
  static List<Integer> of(TrialHistory history) {
    List<Integer> front = new ArrayList<>();
    for (int row = 0; row < history.size(); row++) {
      if (history.state(row) == TrialState.COMPLETE && !(history.violation(row) > 0)) {
        offer(history, front, row);
      }
    }
    return front;
  }

  private static void offer(TrialHistory history, List<Integer> front, int row) {
    if (history.objectives() == 1) {
      if (front.isEmpty() || history.loss(row, 0) < history.loss(front.get(0), 0)) {
        front.clear();
        front.add(row);
      }
      return;
    }
    for (int other : front) {
      if (dominates(history, other, row)) {
        return;
      }
    }
    front.removeIf(other -> dominates(history, row, other));
    front.add(row);
  }

  private static boolean dominates(TrialHistory history, int a, int b) {
    boolean better = false;
    for (int k = 0; k < history.objectives(); k++) {
      if (history.loss(a, k) > history.loss(b, k)) {
        return false;
      }
      better |= history.loss(a, k) < history.loss(b, k);
    }
    return better;
  }
}
