package dev.afina.testkit;

import dev.afina.core.sampler.BruteForceSampler;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.space.SearchSpace;
import java.util.Optional;

/** Enumeration keeps the contract where there is something to enumerate. */
class BruteForceSamplerTest implements SamplerContract {

  @Override
  public Optional<Sampler> sampler(SearchSpace space) {
    return space.cardinality().isPresent()
        ? Optional.of(new BruteForceSampler())
        : Optional.empty();
  }
}
