package dev.afina.testkit;

import dev.afina.core.pruner.MedianPruner;
import dev.afina.core.pruner.Pruner;

/** The median rule keeps the contract. */
class MedianPrunerTest implements PrunerContract {

  @Override
  public Pruner pruner() {
    return MedianPruner.create();
  }
}
