package dev.afina.algorithms.qmc;

import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.SamplerProvider;
import java.util.List;
import java.util.Map;

/** Offers {@link LatinHypercubeSampler}, with the option {@code block}, an integer. */
public final class LatinHypercubeSamplerProvider implements SamplerProvider {

  private static final String BLOCK = "block";

  @Override
  public String name() {
    return "lhs";
  }

  @Override
  public String description() {
    return "Latin hypercube: of every block of trials, one in each share of each range";
  }

  @Override
  public List<String> options() {
    return List.of(BLOCK);
  }

  @Override
  public Sampler create(Map<String, String> options) {
    String block = options.get(BLOCK);
    if (block == null) {
      return LatinHypercubeSampler.create();
    }
    try {
      return LatinHypercubeSampler.of(Integer.parseInt(block.strip()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "option %s of sampler lhs is \"%s\", expected a number of trials".formatted(BLOCK, block),
          e);
    }
  }
}
