package dev.afina.algorithms.gp;

import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.SamplerProvider;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Offers {@link GaussianProcessSampler}, with the options {@code startup}, a number of trials;
 * {@code acquisition}, a {@link AcquisitionFunction#label}; {@code noisy} and {@code warping}, each
 * {@code true} or {@code false}; and {@code cost}, the exponent of the cost or 0.
 */
public final class GaussianProcessSamplerProvider implements SamplerProvider {

  private static final String STARTUP = "startup";
  private static final String ACQUISITION = "acquisition";
  private static final String NOISY = "noisy";
  private static final String WARPING = "warping";
  private static final String COST = "cost";

  @Override
  public String name() {
    return "gp";
  }

  @Override
  public String description() {
    return "Bayesian optimisation with a Gaussian process; fewest trials, up to some hundreds";
  }

  @Override
  public List<String> options() {
    return List.of(STARTUP, ACQUISITION, NOISY, WARPING, COST);
  }

  @Override
  public Sampler create(Map<String, String> options) {
    GaussianProcessSampler sampler = GaussianProcessSampler.create();
    String expected =
        "a whole number of trials, such as %d".formatted(GaussianProcessSampler.STARTUP_TRIALS);
    Integer startup = parsed(options, STARTUP, expected, Integer::valueOf);
    if (startup != null) {
      sampler = sampler.withStartupTrials(startup);
    }
    if (isOn(options, NOISY)) {
      sampler = sampler.withNoise();
    }
    if (isOn(options, WARPING)) {
      sampler = sampler.withInputWarping();
    }
    String acquisition = options.get(ACQUISITION);
    if (acquisition != null) {
      sampler = sampler.withAcquisition(AcquisitionFunction.of(acquisition.strip()));
    }
    Double cost = parsed(options, COST, "a number from 0 to 1", Double::valueOf);
    return cost == null || cost == 0 ? sampler : sampler.withCostAwareness(cost);
  }

  private static boolean isOn(Map<String, String> options, String name) {
    return switch (options.getOrDefault(name, "false").strip()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw misspelt(options, name, "true or false");
    };
  }

  private static <T> @Nullable T parsed(
      Map<String, String> options, String name, String expected, Function<String, T> parser) {
    String text = options.get(name);
    if (text == null) {
      return null;
    }
    try {
      return parser.apply(text.strip());
    } catch (NumberFormatException e) {
      IllegalArgumentException misspelt = misspelt(options, name, expected);
      misspelt.initCause(e);
      throw misspelt;
    }
  }

  private static IllegalArgumentException misspelt(
      Map<String, String> options, String name, String expected) {
    return new IllegalArgumentException(
        "option %s (\"%s\") must be %s".formatted(name, options.get(name), expected));
  }
}
