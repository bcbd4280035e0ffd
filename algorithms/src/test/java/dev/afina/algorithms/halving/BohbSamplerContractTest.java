package dev.afina.algorithms.halving;

import dev.afina.core.sampler.Sampler;
import dev.afina.core.space.SearchSpace;
import dev.afina.testkit.SamplerContract;
import java.util.Optional;

class BohbSamplerContractTest implements SamplerContract {

  @Override
  public Optional<Sampler> sampler(SearchSpace space) {
    return Optional.of(BohbSampler.create());
  }
}
