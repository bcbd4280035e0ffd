package dev.afina.algorithms.pruner;

import dev.afina.core.pruner.Pruner;
import dev.afina.testkit.PrunerContract;

class WilcoxonPrunerContractTest implements PrunerContract {

  @Override
  public Pruner pruner() {
    return WilcoxonPruner.create();
  }
}
