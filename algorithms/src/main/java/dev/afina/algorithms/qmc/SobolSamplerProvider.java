package dev.afina.algorithms.qmc;

import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.SamplerProvider;
import java.util.List;
import java.util.Map;

/**
 * Offers {@link QuasiRandomSampler#sobol()}, with the option {@code scramble}, {@code true} or
 * {@code false}.
 */
public final class SobolSamplerProvider implements SamplerProvider {

  @Override
  public String name() {
    return "sobol";
  }

  @Override
  public String description() {
    return "scrambled Sobol points, evenly spread; best for 2^k trials";
  }

  @Override
  public List<String> options() {
    return List.of(Scrambling.OPTION);
  }

  @Override
  public Sampler create(Map<String, String> options) {
    return Scrambling.apply(QuasiRandomSampler.sobol(), options);
  }
}
