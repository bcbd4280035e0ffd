package dev.afina.testkit;

import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.space.SearchSpace;
import java.util.Optional;

/** Random search keeps the contract. */
class RandomSamplerTest implements SamplerContract {

  @Override
  public Optional<Sampler> sampler(SearchSpace space) {
    return Optional.of(new RandomSampler());
  }
}
