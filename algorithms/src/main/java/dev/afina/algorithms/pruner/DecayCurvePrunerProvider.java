package dev.afina.algorithms.pruner;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.pruner.PrunerProvider;
import java.util.List;
import java.util.Map;

/**
 * Offers {@link DecayCurvePruner}, with the options {@code chance}, {@code min-reports} and {@code
 * startup}.
 */
public final class DecayCurvePrunerProvider implements PrunerProvider {

  @Override
  public String name() {
    return "decay-curve";
  }

  @Override
  public String description() {
    return "ends trials whose extrapolated curve hardly reaches the best completed one";
  }

  @Override
  public List<String> options() {
    return List.of("chance", "min-reports", "startup");
  }

  @Override
  public Pruner create(Map<String, String> options) {
    PrunerOptions read = new PrunerOptions(name(), options);
    return DecayCurvePruner.create()
        .withChance(read.real("chance", DecayCurvePruner.DEFAULT_CHANCE))
        .withMinReports(read.number("min-reports", DecayCurvePruner.DEFAULT_MIN_REPORTS))
        .withStartupTrials(read.number("startup", DecayCurvePruner.DEFAULT_STARTUP_TRIALS));
  }
}
