package dev.afina.algorithms.tpe;

import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.SamplerProvider;
import java.util.List;
import java.util.Map;

/**
 * Offers {@link TpeSampler}, with the options {@code startup} and {@code candidates}, integers,
 * {@code mode}, one of {@code multivariate}, {@code univariate} and {@code grouped}, {@code
 * failures}, one of {@code avoid} and {@code ignore}, and {@code repeats}, one of {@code avoid} and
 * {@code allow}.
 */
public final class TpeSamplerProvider implements SamplerProvider {

  @Override
  public String name() {
    return "tpe";
  }

  @Override
  public String description() {
    return "tree-structured Parzen estimator, Optuna's default";
  }

  @Override
  public List<String> options() {
    return List.of("startup", "candidates", "mode", "failures", "repeats");
  }

  @Override
  public Sampler create(Map<String, String> options) {
    TpeSampler sampler =
        TpeSampler.create()
            .withStartupTrials(number(options, "startup", TpeSampler.DEFAULT_STARTUP_TRIALS))
            .withCandidates(number(options, "candidates", TpeSampler.DEFAULT_CANDIDATES));
    String mode = options.getOrDefault("mode", "default");
    sampler =
        switch (mode) {
          case "default" -> sampler;
          case "multivariate" -> sampler.multivariate();
          case "univariate" -> sampler.univariate();
          case "grouped" -> sampler.grouped();
          default ->
              throw new IllegalArgumentException(
                  "option mode of sampler tpe is \"%s\", expected multivariate, univariate or grouped"
                      .formatted(mode));
        };
    String failures = options.getOrDefault("failures", "avoid");
    sampler =
        switch (failures) {
          case "avoid" -> sampler;
          case "ignore" -> sampler.ignoringFailures();
          default ->
              throw new IllegalArgumentException(
                  "option failures of sampler tpe is \"%s\", expected avoid or ignore"
                      .formatted(failures));
        };
    String repeats = options.getOrDefault("repeats", "avoid");
    return switch (repeats) {
      case "avoid" -> sampler;
      case "allow" -> sampler.withRepeats();
      default ->
          throw new IllegalArgumentException(
              "option repeats of sampler tpe is \"%s\", expected avoid or allow"
                  .formatted(repeats));
    };
  }

  private static int number(Map<String, String> options, String name, int otherwise) {
    String text = options.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "option %s of sampler tpe is \"%s\", expected an integer".formatted(name, text), e);
    }
  }
}
