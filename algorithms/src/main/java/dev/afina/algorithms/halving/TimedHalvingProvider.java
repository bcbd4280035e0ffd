package dev.afina.algorithms.halving;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.pruner.PrunerProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Offers {@link TimedHalving}, with the options {@code trials} (27 by default), {@code seconds},
 * which must be given, and {@code factor}.
 */
public final class TimedHalvingProvider implements PrunerProvider {

  private static final int TRIALS = 27;

  @Override
  public String name() {
    return "timed-halving";
  }

  @Override
  public String description() {
    return "trains many trials a little and the best of them further, within a budget of time";
  }

  @Override
  public List<String> options() {
    return List.of("trials", "seconds", "factor");
  }

  @Override
  public Pruner create(Map<String, String> options) {
    HalvingOptions read = new HalvingOptions(name(), options);
    if (!read.has("seconds")) {
      throw new IllegalArgumentException(
          "pruner timed-halving needs the option seconds, the sum of the times of all trials");
    }
    return TimedHalving.of(
        read.number("trials", TRIALS),
        Duration.ofSeconds(read.number("seconds", 0)),
        read.number("factor", Hyperband.DEFAULT_FACTOR));
  }
}
