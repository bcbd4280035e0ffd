package dev.afina.benchmarks.suite.report;

import dev.afina.benchmarks.suite.search.Contender;
import dev.afina.core.sampler.SamplerProvider;
import dev.afina.core.sampler.Samplers;

/** How samplers are called. */
final class Names {

  private Names() {}

  /** Whether it is a sampler of Afina. */
  static boolean isAfinas(String sampler) {
    String name = Contender.named(sampler).sampler();
    return name.equals(Summary.AUTO)
        || Samplers.providers().stream().map(SamplerProvider::name).anyMatch(name::equals);
  }

  /** What stands in tables. */
  static String label(String sampler) {
    return isAfinas(sampler) ? "Afina " + sampler : sampler;
  }
}
