package dev.afina.algorithms.pruner;

import dev.afina.core.pruner.Pruner;
import dev.afina.testkit.PrunerContract;

class DecayCurvePrunerContractTest implements PrunerContract {

  @Override
  public Pruner pruner() {
    return DecayCurvePruner.create();
  }
}
