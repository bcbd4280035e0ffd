package dev.afina.algorithms.halving;

import dev.afina.core.pruner.Scheduler;
import dev.afina.testkit.SchedulerContract;

class SuccessiveHalvingContractTest implements SchedulerContract {

  @Override
  public Scheduler scheduler(int maxSteps) {
    return SuccessiveHalving.of(27, 12L * maxSteps);
  }
}
