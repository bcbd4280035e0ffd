package dev.afina.algorithms.halving;

import dev.afina.core.pruner.Scheduler;
import dev.afina.testkit.SchedulerContract;

class HyperbandContractTest implements SchedulerContract {

  @Override
  public Scheduler scheduler(int maxSteps) {
    return Hyperband.maxSteps(maxSteps);
  }
}
