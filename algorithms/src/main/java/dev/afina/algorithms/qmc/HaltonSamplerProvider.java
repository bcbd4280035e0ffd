package dev.afina.algorithms.qmc;

import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.SamplerProvider;
import java.util.List;
import java.util.Map;

/**
 * Offers {@link QuasiRandomSampler#halton()}, with the option {@code scramble}, {@code true} or
 * {@code false}.
 */
public final class HaltonSamplerProvider implements SamplerProvider {

  @Override
  public String name() {
    return "halton";
  }

  @Override
  public String description() {
    return "scrambled Halton points, evenly spread for any number of trials";
  }

  @Override
  public List<String> options() {
    return List.of(Scrambling.OPTION);
  }

  @Override
  public Sampler create(Map<String, String> options) {
    return Scrambling.apply(QuasiRandomSampler.halton(), options);
  }
}
