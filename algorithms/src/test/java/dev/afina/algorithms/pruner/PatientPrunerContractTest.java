package dev.afina.algorithms.pruner;

import dev.afina.core.pruner.Pruner;
import dev.afina.testkit.PrunerContract;

class PatientPrunerContractTest implements PrunerContract {

  @Override
  public Pruner pruner() {
    return PatientPruner.around(PercentilePruner.keeping(50), 1);
  }
}
