package dev.afina.algorithms.halving;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.pruner.PrunerProvider;
import java.util.List;
import java.util.Map;

/**
 * Offers {@link PopulationBasedBandits}, with the options {@code members} (8 by default), {@code
 * interval} (5 by default), {@code max} (50 by default) and {@code seed}.
 */
public final class PopulationBasedBanditsProvider implements PrunerProvider {

  private static final int MEMBERS = 8;
  private static final int INTERVAL = 5;
  private static final int MAX = 50;

  @Override
  public String name() {
    return "pb2";
  }

  @Override
  public String description() {
    return "population-based training whose copies are chosen by a model that forgets";
  }

  @Override
  public List<String> options() {
    return List.of("members", "interval", "max", "seed");
  }

  @Override
  public Pruner create(Map<String, String> options) {
    HalvingOptions read = new HalvingOptions(name(), options);
    return PopulationBasedBandits.of(
            read.number("members", MEMBERS),
            read.number("interval", INTERVAL),
            read.number("max", MAX))
        .seed(read.number("seed", 0));
  }
}
