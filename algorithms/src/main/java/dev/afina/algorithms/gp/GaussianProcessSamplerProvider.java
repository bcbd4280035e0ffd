package dev.afina.algorithms.gp;

import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.SamplerProvider;
import java.util.List;
import java.util.Map;

/** Offers {@link GaussianProcessSampler}. */
public final class GaussianProcessSamplerProvider implements SamplerProvider {

  private static final String STARTUP = "startup";

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
    return List.of(STARTUP);
  }

  @Override
  public Sampler create(Map<String, String> options) {
    GaussianProcessSampler sampler = GaussianProcessSampler.create();
    String startup = options.get(STARTUP);
    if (startup == null) {
      return sampler;
    }
    try {
      return sampler.withStartupTrials(Integer.parseInt(startup.trim()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "option startup (\"%s\") must be a whole number of trials, such as %d"
              .formatted(startup, GaussianProcessSampler.STARTUP_TRIALS),
          e);
    }
  }
}
