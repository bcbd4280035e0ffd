package dev.afina.algorithms.pruner;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.pruner.PrunerProvider;
import dev.afina.core.pruner.Pruners;
import java.util.List;
import java.util.Map;

/**
 * Offers {@link PatientPruner}, with the options {@code patience} (3 by default), {@code
 * min-delta}, and {@code around}, the name of a pruner with its defaults.
 */
public final class PatientPrunerProvider implements PrunerProvider {

  private static final int PATIENCE = 3;

  @Override
  public String name() {
    return "patient";
  }

  @Override
  public String description() {
    return "lets another pruner end a trial only when it has not become better for some reports";
  }

  @Override
  public List<String> options() {
    return List.of("patience", "min-delta", "around");
  }

  @Override
  public Pruner create(Map<String, String> options) {
    PrunerOptions read = new PrunerOptions(name(), options);
    int patience = read.number("patience", PATIENCE);
    double delta = read.real("min-delta", 0);
    String around = options.getOrDefault("around", "");
    return around.isEmpty()
        ? PatientPruner.patience(patience).withMinDelta(delta)
        : PatientPruner.around(Pruners.named(around), patience).withMinDelta(delta);
  }
}
