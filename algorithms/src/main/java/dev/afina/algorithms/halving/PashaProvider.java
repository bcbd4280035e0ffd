package dev.afina.algorithms.halving;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.pruner.PrunerProvider;
import java.util.List;
import java.util.Map;

/**
 * Offers {@link Pasha}, with the options {@code max} (81 by default), {@code min}, {@code factor}
 * and {@code budget}, the most steps in all.
 */
public final class PashaProvider implements PrunerProvider {

  @Override
  public String name() {
    return "pasha";
  }

  @Override
  public String description() {
    return "as asha, but trains no further than the order of the trials needs to settle";
  }

  @Override
  public List<String> options() {
    return List.of("max", "min", "factor", "budget");
  }

  @Override
  public Pruner create(Map<String, String> options) {
    HalvingOptions read = new HalvingOptions(name(), options);
    Pasha pasha =
        Pasha.maxSteps(read.number("max", HyperbandProvider.DEFAULT_MAX))
            .minSteps(read.number("min", 1))
            .factor(read.number("factor", Hyperband.DEFAULT_FACTOR));
    return read.has("budget") ? pasha.budget(read.number("budget", 0)) : pasha;
  }
}
