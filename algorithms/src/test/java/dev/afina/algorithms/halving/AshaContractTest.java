package dev.afina.algorithms.halving;

import dev.afina.core.pruner.Scheduler;
import dev.afina.testkit.SchedulerContract;

class AshaContractTest implements SchedulerContract {

  @Override
  public Scheduler scheduler(int maxSteps) {
    return Asha.maxSteps(maxSteps);
  }
}
