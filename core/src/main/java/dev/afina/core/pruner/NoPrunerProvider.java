package dev.afina.core.pruner;

import java.util.Map;

/** Offers {@link Pruner#none}. */
public final class NoPrunerProvider implements PrunerProvider {

  @Override
  public String name() {
    return "none";
  }

  @Override
  public String description() {
    return "lets every trial run to its end";
  }

  @Override
  public Pruner create(Map<String, String> options) {
    return Pruner.none();
  }
}
