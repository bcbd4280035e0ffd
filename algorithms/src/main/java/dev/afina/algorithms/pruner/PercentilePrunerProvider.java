package dev.afina.algorithms.pruner;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.pruner.PrunerProvider;
import java.util.List;
import java.util.Map;

/**
 * Offers {@link PercentilePruner}, with the options {@code percentile} (50 by default), {@code
 * startup}, {@code warmup}, {@code interval} and {@code min-trials}.
 */
public final class PercentilePrunerProvider implements PrunerProvider {

  private static final double MEDIAN = 50;

  @Override
  public String name() {
    return "percentile";
  }

  @Override
  public String description() {
    return "ends trials that are not among the best percent of completed ones at the same step";
  }

  @Override
  public List<String> options() {
    return List.of("percentile", "startup", "warmup", "interval", "min-trials");
  }

  @Override
  public Pruner create(Map<String, String> options) {
    PrunerOptions read = new PrunerOptions(name(), options);
    return PercentilePruner.keeping(read.real("percentile", MEDIAN))
        .withStartupTrials(read.number("startup", PercentilePruner.DEFAULT_STARTUP_TRIALS))
        .withWarmup(read.number("warmup", 0))
        .withInterval(read.number("interval", 1))
        .withMinTrials(read.number("min-trials", 1));
  }
}
