package dev.afina.algorithms.qmc;

import dev.afina.core.sampler.Sampler;
import dev.afina.core.space.SearchSpace;
import dev.afina.testkit.SamplerContract;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** The contract, for every sampler of this package. */
class QuasiRandomContractTest {

  @Nested
  class ScrambledSobol implements SamplerContract {
    @Override
    public Optional<Sampler> sampler(SearchSpace space) {
      return Optional.of(QuasiRandomSampler.sobol());
    }
  }

  @Nested
  class PlainSobol implements SamplerContract {
    @Override
    public Optional<Sampler> sampler(SearchSpace space) {
      return Optional.of(QuasiRandomSampler.sobol().unscrambled());
    }
  }

  @Nested
  class ScrambledHalton implements SamplerContract {
    @Override
    public Optional<Sampler> sampler(SearchSpace space) {
      return Optional.of(QuasiRandomSampler.halton());
    }
  }

  @Nested
  class PlainHalton implements SamplerContract {
    @Override
    public Optional<Sampler> sampler(SearchSpace space) {
      return Optional.of(QuasiRandomSampler.halton().unscrambled());
    }
  }

  @Nested
  class LatinHypercube implements SamplerContract {
    @Override
    public Optional<Sampler> sampler(SearchSpace space) {
      return Optional.of(LatinHypercubeSampler.create());
    }
  }
}
