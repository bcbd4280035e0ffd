package dev.afina.testkit;

import dev.afina.core.pruner.Pruner;

/** Pruning nothing keeps the contract. */
class NoPrunerTest implements PrunerContract {

  @Override
  public Pruner pruner() {
    return Pruner.none();
  }
}
