package dev.afina.testkit;

import dev.afina.core.sampler.GridSampler;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.space.SearchSpace;
import java.util.Optional;

/** Grid search keeps the contract where there is a grid. */
class GridSamplerTest implements SamplerContract {

  @Override
  public Optional<Sampler> sampler(SearchSpace space) {
    return space.cardinality().isPresent()
        ? Optional.of(GridSampler.over(space))
        : Optional.empty();
  }
}
