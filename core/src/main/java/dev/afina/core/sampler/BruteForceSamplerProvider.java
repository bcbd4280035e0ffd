package dev.afina.core.sampler;

import java.util.Map;

/** Offers {@link BruteForceSampler}. */
public final class BruteForceSamplerProvider implements SamplerProvider {

  @Override
  public String name() {
    return "brute-force";
  }

  @Override
  public String description() {
    return "every configuration of a finite space once";
  }

  @Override
  public Sampler create(Map<String, String> options) {
    return new BruteForceSampler();
  }
}
