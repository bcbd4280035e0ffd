package dev.afina.algorithms.halving;

import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.SamplerProvider;
import java.util.Map;

/** Offers {@link BohbSampler}. */
public final class BohbSamplerProvider implements SamplerProvider {

  @Override
  public String name() {
    return "bohb";
  }

  @Override
  public String description() {
    return "learns at the furthest rung that enough trials came to; for the pruner hyperband";
  }

  @Override
  public Sampler create(Map<String, String> options) {
    return BohbSampler.create();
  }
}
