package dev.afina.algorithms.pruner;

import dev.afina.core.pruner.Pruner;
import dev.afina.testkit.PrunerContract;

class PercentilePrunerContractTest implements PrunerContract {

  @Override
  public Pruner pruner() {
    return PercentilePruner.keeping(30);
  }
}
