package dev.afina.algorithms.cma;

import dev.afina.core.sampler.Sampler;
import dev.afina.core.space.SearchSpace;
import dev.afina.testkit.SamplerContract;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** The contract, with and without the options. */
class CmaEsContractTest {

  @Nested
  class ByDefault implements SamplerContract {
    @Override
    public Optional<Sampler> sampler(SearchSpace space) {
      return Optional.of(CmaEsSampler.create());
    }
  }

  @Nested
  class WarmlyStarted implements SamplerContract {
    @Override
    public Optional<Sampler> sampler(SearchSpace space) {
      return Optional.of(CmaEsSampler.create().withWarmStart(10).withoutRestarts());
    }
  }

  @Nested
  class WithAdaptedLearningRates implements SamplerContract {
    @Override
    public Optional<Sampler> sampler(SearchSpace space) {
      return Optional.of(CmaEsSampler.create().withAdaptedLearningRates().withPopulation(4));
    }
  }
}
