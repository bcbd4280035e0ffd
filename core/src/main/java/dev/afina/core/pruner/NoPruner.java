package dev.afina.core.pruner;

import dev.afina.core.trial.TrialHistory;

/** Lets every trial run to its end. */
final class NoPruner implements Pruner {

  static final NoPruner INSTANCE = new NoPruner();

  private NoPruner() {}

  @Override
  public String name() {
    return "none";
  }

  @Override
  public PruneDecision decide(TrialHistory history, int row) {
    return PruneDecision.goOn();
  }
}
