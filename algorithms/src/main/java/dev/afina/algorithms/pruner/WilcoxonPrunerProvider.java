package dev.afina.algorithms.pruner;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.pruner.PrunerProvider;
import java.util.List;
import java.util.Map;

/**
 * Offers {@link WilcoxonPruner}, with the options {@code threshold} (of the p-value) and {@code
 * startup} (of common steps).
 */
public final class WilcoxonPrunerProvider implements PrunerProvider {

  @Override
  public String name() {
    return "wilcoxon";
  }

  @Override
  public String description() {
    return "ends trials that a signed-rank test finds worse than the best at common steps";
  }

  @Override
  public List<String> options() {
    return List.of("threshold", "startup");
  }

  @Override
  public Pruner create(Map<String, String> options) {
    PrunerOptions read = new PrunerOptions(name(), options);
    return WilcoxonPruner.create()
        .withThreshold(read.real("threshold", WilcoxonPruner.DEFAULT_THRESHOLD))
        .withStartupSteps(read.number("startup", WilcoxonPruner.DEFAULT_STARTUP_STEPS));
  }
}
