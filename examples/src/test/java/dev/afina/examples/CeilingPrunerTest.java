package dev.afina.examples;

import dev.afina.core.pruner.Pruner;
import dev.afina.testkit.PrunerContract;

class CeilingPrunerTest implements PrunerContract {

  @Override
  public Pruner pruner() {
    return new CeilingPruner(0.5);
  }
}
