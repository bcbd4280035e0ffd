package dev.afina.algorithms.halving;

import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.SamplerProvider;
import java.util.Map;

/** Offers {@link DehbSampler}. */
public final class DehbSamplerProvider implements SamplerProvider {

  @Override
  public String name() {
    return "dehb";
  }

  @Override
  public String description() {
    return "differential evolution with a population a rung; for the pruner dehb";
  }

  @Override
  public Sampler create(Map<String, String> options) {
    return DehbSampler.create();
  }
}
