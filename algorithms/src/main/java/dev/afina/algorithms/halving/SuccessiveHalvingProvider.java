package dev.afina.algorithms.halving;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.pruner.PrunerProvider;
import java.util.List;
import java.util.Map;

/**
 * Offers {@link SuccessiveHalving}, with the options {@code trials} (27 by default), {@code budget}
 * (4 steps a trial by default) and {@code factor}.
 */
public final class SuccessiveHalvingProvider implements PrunerProvider {

  private static final int TRIALS = 27;
  private static final int STEPS_A_TRIAL = 4;

  @Override
  public String name() {
    return "successive-halving";
  }

  @Override
  public String description() {
    return "trains many trials a little and the best of them further, within a budget of steps";
  }

  @Override
  public List<String> options() {
    return List.of("trials", "budget", "factor");
  }

  @Override
  public Pruner create(Map<String, String> options) {
    HalvingOptions read = new HalvingOptions(name(), options);
    int trials = read.number("trials", TRIALS);
    return SuccessiveHalving.of(
        trials,
        read.number("budget", STEPS_A_TRIAL * trials),
        read.number("factor", Hyperband.DEFAULT_FACTOR));
  }
}
