package dev.afina.cli.tune;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.pruner.Pruners;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.Samplers;
import dev.afina.neural.tune.NetworkSpace;
import java.util.List;
import java.util.Map;

/** Samplers and pruners by name, with what tuning a network adds. */
final class Choices {

  private static final String GRID = "grid";
  private static final String BRUTE_FORCE = "brute-force";

  private static final List<String> HALVING = List.of("hyperband", "asha", "pasha", "dehb");

  private Choices() {}

  /**
   * A sampler; {@code grid} is another name of {@code brute-force}.
   *
   * @throws IllegalArgumentException if there is none of this name, or it cannot serve the space
   */
  static Sampler sampler(String name, NetworkSpace space) {
    boolean enumerates = name.equals(GRID) || name.equals(BRUTE_FORCE);
    if (enumerates && !space.isFinite()) {
      throw new IllegalArgumentException(
          "--sampler %s needs a finite space, but %s can have any value of a range;"
                  .formatted(name, String.join(", ", space.continuous()))
              + " give choices or steps with --space FILE");
    }
    return Samplers.named(enumerates ? BRUTE_FORCE : name);
  }

  /**
   * A pruner; the median rule begins after a tenth of the epochs, but at least 3: networks that
   * learn slowly at first would not survive it sooner. Halving trains up to the epochs.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  static Pruner pruner(String name, int epochs) {
    if (name.equals("median")) {
      return Pruners.named(name, Map.of("warmup", String.valueOf(Math.max(3, epochs / 10))));
    }
    return Pruners.named(
        name, HALVING.contains(name) ? Map.of("max", String.valueOf(epochs)) : Map.of());
  }
}
