package dev.afina.algorithms.halving;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.pruner.PrunerProvider;
import java.util.List;
import java.util.Map;

/**
 * Offers {@link Dehb}, with the options {@code max} (81 by default), {@code min}, {@code factor}
 * and {@code iterations}.
 */
public final class DehbProvider implements PrunerProvider {

  @Override
  public String name() {
    return "dehb";
  }

  @Override
  public String description() {
    return "Hyperband whose later brackets evolve new trials; for the sampler dehb";
  }

  @Override
  public List<String> options() {
    return List.of("max", "min", "factor", "iterations");
  }

  @Override
  public Pruner create(Map<String, String> options) {
    HalvingOptions read = new HalvingOptions(name(), options);
    return Dehb.maxSteps(read.number("max", HyperbandProvider.DEFAULT_MAX))
        .minSteps(read.number("min", 1))
        .factor(read.number("factor", Hyperband.DEFAULT_FACTOR))
        .iterations(read.number("iterations", 1));
  }
}
