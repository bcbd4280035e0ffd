package dev.afina.algorithms.halving;

import dev.afina.core.pruner.Assignment;
import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.trial.TrialHistory;
import java.util.List;

/** A scheduler of a population, whose generations decide everything. */
abstract class Population implements Scheduler {

  final Generations generations;

  Population(Generations generations) {
    this.generations = generations;
  }

  @Override
  public final String plan() {
    return generations.plan();
  }

  @Override
  public final PruneDecision decide(TrialHistory history, int row) {
    return generations.decide(history, row);
  }

  @Override
  public final Assignment next(TrialHistory history, boolean mayStart) {
    return generations.next(history, mayStart);
  }

  @Override
  public final List<Integer> surplus(TrialHistory history) {
    return generations.surplus(history);
  }
}
