package dev.afina.cli.tune;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.pruner.Pruners;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.Samplers;
import dev.afina.neural.tune.NetworkSpace;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Samplers and pruners by name, with what tuning a network adds. */
final class Choices {

  private static final String GRID = "grid";
  private static final String BRUTE_FORCE = "brute-force";
  private static final Set<String> LADDERS = Set.of("asha", "pasha");

  /** Those that need what only their user can know. */
  private static final Set<String> DEMANDING = Set.of("threshold", "timed-halving");

  private static final Set<String> POPULATIONS = Set.of("pbt", "pb2");

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
   * Whether a scheduler starts trials without end, as long as it may, and has no plan of so many.
   */
  static boolean isOpenEnded(Pruner scheduler) {
    return LADDERS.contains(scheduler.name());
  }

  /**
   * A pruner, told of the epochs where it has options of that kind. Rules that look at one epoch
   * begin after a tenth of the epochs, but at least 3: networks that learn slowly at first would
   * not survive them sooner. Rungs without brackets begin at a quarter of the epochs, rounded up,
   * and double. Populations are compared eight times.
   *
   * @throws IllegalArgumentException if there is none of this name, or it cannot be had by its name
   *     alone
   */
  static Pruner pruner(String name, int epochs) {
    if (DEMANDING.contains(name)) {
      throw new IllegalArgumentException(
          "--pruner %s needs options that this command has not; choose another one, such as asha, or use it from Java"
              .formatted(name));
    }
    Map<String, String> options = new TreeMap<>();
    List<String> known =
        Pruners.providers().stream()
            .filter(provider -> provider.name().equals(name))
            .flatMap(provider -> provider.options().stream())
            .toList();
    if (known.contains("warmup")) {
      options.put("warmup", String.valueOf(Math.max(3, epochs / 10)));
    }
    if (known.contains("max")) {
      options.put("max", String.valueOf(epochs));
    }
    if (LADDERS.contains(name)) {
      options.put("min", String.valueOf((epochs + 3) / 4));
      options.put("factor", "2");
    }
    if (POPULATIONS.contains(name)) {
      options.put("interval", String.valueOf(Math.max(1, epochs / 8)));
    }
    return Pruners.named(name, options);
  }
}
