package dev.afina.algorithms.halving;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.pruner.PrunerProvider;
import java.util.List;
import java.util.Map;

/**
 * Offers {@link Asha}, with the options {@code max} (81 by default), {@code min}, {@code factor}
 * and {@code budget}, the most steps in all.
 */
public final class AshaProvider implements PrunerProvider {

  @Override
  public String name() {
    return "asha";
  }

  @Override
  public String description() {
    return "trains the best 1/factor of each rung further, without waiting for a rung to fill";
  }

  @Override
  public List<String> options() {
    return List.of("max", "min", "factor", "budget");
  }

  @Override
  public Pruner create(Map<String, String> options) {
    HalvingOptions read = new HalvingOptions(name(), options);
    Asha asha =
        Asha.maxSteps(read.number("max", HyperbandProvider.DEFAULT_MAX))
            .minSteps(read.number("min", 1))
            .factor(read.number("factor", Hyperband.DEFAULT_FACTOR));
    return read.has("budget") ? asha.budget(read.number("budget", 0)) : asha;
  }
}
