package dev.afina.algorithms.pruner;

import dev.afina.core.pruner.Pruner;
import dev.afina.testkit.PrunerContract;

class ThresholdPrunerContractTest implements PrunerContract {

  @Override
  public Pruner pruner() {
    return ThresholdPruner.between(-40, 40);
  }
}
