package dev.afina.cli.tune;

import dev.afina.core.pruner.MedianPruner;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.BruteForceSampler;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.sampler.Sampler;
import dev.afina.neural.tune.MlpSpace;

/** Samplers and pruners by name. */
final class Choices {

  private Choices() {}

  /**
   * A sampler.
   *
   * @throws IllegalArgumentException if there is none of this name, or it cannot serve the space
   */
  static Sampler sampler(String name, MlpSpace space) {
    return switch (name) {
      case "random" -> new RandomSampler();
      case "grid" -> {
        if (!space.isFinite()) {
          throw new IllegalArgumentException(
              "--sampler grid needs a finite space, but %s can have any value of a range;"
                      .formatted(String.join(", ", space.continuous()))
                  + " give choices or steps with --space FILE");
        }
        yield new BruteForceSampler();
      }
      default ->
          throw new IllegalArgumentException(
              "unknown sampler \"%s\", expected one of random, grid".formatted(name));
    };
  }

  /**
   * A pruner; the median rule begins after a tenth of the epochs, but at least 3: networks that
   * learn slowly at first would not survive it sooner.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  static Pruner pruner(String name, int epochs) {
    return switch (name) {
      case "median" -> MedianPruner.afterWarmup(Math.max(3, epochs / 10));
      case "none" -> Pruner.none();
      default ->
          throw new IllegalArgumentException(
              "unknown pruner \"%s\", expected one of median, none".formatted(name));
    };
  }
}
