package dev.afina.algorithms.qmc;

import dev.afina.core.sampler.SamplingContext;

/** Points that fill the unit cube evenly, one a trial. */
interface Sequence {

  /** The name of the sampler that takes them. */
  String name();

  /**
   * A coordinate of the point at the trial's index.
   *
   * @param dimension in {@code [0, Sobol.LARGEST_DIMENSION)}
   * @return in [0, 1)
   */
  double coordinate(SamplingContext context, int dimension);
}
