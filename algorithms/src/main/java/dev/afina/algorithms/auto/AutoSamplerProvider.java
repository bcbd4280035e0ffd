package dev.afina.algorithms.auto;

import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.SamplerProvider;
import java.util.Map;

/** Offers {@link AutoSampler}. */
public final class AutoSamplerProvider implements SamplerProvider {

  @Override
  public String name() {
    return "auto";
  }

  @Override
  public String description() {
    return "the default: chooses by space, trials and progress, and says what it chose";
  }

  @Override
  public Sampler create(Map<String, String> options) {
    return AutoSampler.create();
  }
}
