package dev.afina.algorithms.qmc;

import java.util.Map;

/** The option that both quasi-random samplers have. */
final class Scrambling {

  static final String OPTION = "scramble";

  private Scrambling() {}

  static QuasiRandomSampler apply(QuasiRandomSampler sampler, Map<String, String> options) {
    String scramble = options.getOrDefault(OPTION, "true");
    return switch (scramble) {
      case "true" -> sampler;
      case "false" -> sampler.unscrambled();
      default ->
          throw new IllegalArgumentException(
              "option %s of sampler %s is \"%s\", expected true or false"
                  .formatted(OPTION, sampler.name(), scramble));
    };
  }
}
