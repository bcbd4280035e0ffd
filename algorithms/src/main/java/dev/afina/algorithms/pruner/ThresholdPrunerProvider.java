package dev.afina.algorithms.pruner;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.pruner.PrunerProvider;
import java.util.List;
import java.util.Map;

/**
 * Offers {@link ThresholdPruner}, with the options {@code lower}, {@code upper}, at least one of
 * them, {@code warmup} and {@code interval}.
 */
public final class ThresholdPrunerProvider implements PrunerProvider {

  @Override
  public String name() {
    return "threshold";
  }

  @Override
  public String description() {
    return "ends trials that report NaN, or values outside of two limits";
  }

  @Override
  public List<String> options() {
    return List.of("lower", "upper", "warmup", "interval");
  }

  @Override
  public Pruner create(Map<String, String> options) {
    PrunerOptions read = new PrunerOptions(name(), options);
    if (!options.containsKey("lower") && !options.containsKey("upper")) {
      throw new IllegalArgumentException(
          "pruner threshold needs the option lower or upper, the limits of what may be reported");
    }
    return ThresholdPruner.between(
            read.real("lower", Double.NEGATIVE_INFINITY),
            read.real("upper", Double.POSITIVE_INFINITY))
        .withWarmup(read.number("warmup", 0))
        .withInterval(read.number("interval", 1));
  }
}
