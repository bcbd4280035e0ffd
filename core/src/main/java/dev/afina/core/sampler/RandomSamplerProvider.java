package dev.afina.core.sampler;

import java.util.Map;

/** Offers {@link RandomSampler}. */
public final class RandomSamplerProvider implements SamplerProvider {

  @Override
  public String name() {
    return "random";
  }

  @Override
  public String description() {
    return "independent uniform draws, each on its parameter's scale";
  }

  @Override
  public Sampler create(Map<String, String> options) {
    return new RandomSampler();
  }
}
