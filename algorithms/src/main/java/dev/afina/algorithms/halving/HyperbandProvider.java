package dev.afina.algorithms.halving;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.pruner.PrunerProvider;
import java.util.List;
import java.util.Map;

/**
 * Offers {@link Hyperband}, with the options {@code max} (81 by default, as in the paper), {@code
 * min}, {@code factor}, {@code iterations}, and {@code plan}, which is {@code paper} or {@code
 * keras-tuner}.
 */
public final class HyperbandProvider implements PrunerProvider {

  /** The paper's example, table 1. */
  static final int DEFAULT_MAX = 81;

  @Override
  public String name() {
    return "hyperband";
  }

  @Override
  public String description() {
    return "trains many trials a little and the best of them further, in several brackets";
  }

  @Override
  public List<String> options() {
    return List.of("max", "min", "factor", "iterations", "plan");
  }

  @Override
  public Pruner create(Map<String, String> options) {
    HalvingOptions read = new HalvingOptions(name(), options);
    Hyperband hyperband =
        Hyperband.maxSteps(read.number("max", DEFAULT_MAX))
            .minSteps(read.number("min", 1))
            .factor(read.number("factor", Hyperband.DEFAULT_FACTOR))
            .iterations(read.number("iterations", 1));
    String plan = options.getOrDefault("plan", "paper");
    return switch (plan) {
      case "paper" -> hyperband;
      case "keras-tuner" -> hyperband.asKerasTuner();
      default ->
          throw new IllegalArgumentException(
              "option plan of pruner hyperband is \"%s\", expected paper or keras-tuner"
                  .formatted(plan));
    };
  }
}
