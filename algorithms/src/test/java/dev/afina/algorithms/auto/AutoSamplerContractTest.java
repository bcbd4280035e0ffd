package dev.afina.algorithms.auto;

import dev.afina.core.sampler.Sampler;
import dev.afina.core.space.SearchSpace;
import dev.afina.testkit.SamplerContract;
import java.util.Optional;

class AutoSamplerContractTest implements SamplerContract {

  @Override
  public Optional<Sampler> sampler(SearchSpace space) {
    return Optional.of(AutoSampler.create());
  }
}
