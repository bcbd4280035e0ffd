package dev.afina.algorithms.halving;

import dev.afina.core.pruner.Scheduler;
import dev.afina.testkit.SchedulerContract;

class DehbContractTest implements SchedulerContract {

  @Override
  public Scheduler scheduler(int maxSteps) {
    return Dehb.maxSteps(maxSteps);
  }
}
