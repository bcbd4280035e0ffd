package dev.afina.algorithms.tpe;

import dev.afina.core.sampler.Sampler;
import dev.afina.core.space.SearchSpace;
import dev.afina.testkit.SamplerContract;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** The contract, in every mode. */
class TpeContractTest {

  @Nested
  class ByDefault implements SamplerContract {
    @Override
    public Optional<Sampler> sampler(SearchSpace space) {
      return Optional.of(TpeSampler.create());
    }
  }

  @Nested
  class Univariate implements SamplerContract {
    @Override
    public Optional<Sampler> sampler(SearchSpace space) {
      return Optional.of(TpeSampler.create().univariate().ignoringFailures());
    }
  }

  @Nested
  class Grouped implements SamplerContract {
    @Override
    public Optional<Sampler> sampler(SearchSpace space) {
      return Optional.of(TpeSampler.create().grouped().withStartupTrials(0));
    }
  }
}
