package dev.afina.neural.tune;

import dev.afina.core.storage.Direction;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The order of a study's complete and feasible trials, the best first.
 *
 * <p>By the value of one objective; of several, those come first that no other one dominates, then
 * those that only these dominate, and so on, each by the first objective. The earlier one of equals
 * comes first.
 *
 * @param directions one an objective
 */
record Ranking(List<Direction> directions) {

  Ranking {
    directions = List.copyOf(directions);
  }

  /** The best trials, at most so many. */
  List<FrozenTrial> best(List<FrozenTrial> trials, int count) {
    List<FrozenTrial> left =
        new ArrayList<>(
            trials.stream()
                .filter(trial -> trial.state() == TrialState.COMPLETE && trial.isFeasible())
                .sorted(
                    Comparator.comparingDouble((FrozenTrial trial) -> loss(trial, 0))
                        .thenComparingInt(FrozenTrial::index))
                .toList());
    if (directions.size() == 1) {
      return left.subList(0, Math.min(count, left.size()));
    }
    List<FrozenTrial> best = new ArrayList<>();
    while (!left.isEmpty() && best.size() < count) {
      List<FrozenTrial> front =
          left.stream()
              .filter(trial -> left.stream().noneMatch(other -> dominates(other, trial)))
              .toList();
      best.addAll(front);
      left.removeAll(front);
    }
    return best.subList(0, Math.min(count, best.size()));
  }

  private double loss(FrozenTrial trial, int objective) {
    return directions.get(objective).sign() * trial.values().get(objective);
  }

  private boolean dominates(FrozenTrial one, FrozenTrial other) {
    boolean better = false;
    for (int i = 0; i < directions.size(); i++) {
      if (loss(one, i) > loss(other, i)) {
        return false;
      }
      better |= loss(one, i) < loss(other, i);
    }
    return better;
  }
}
