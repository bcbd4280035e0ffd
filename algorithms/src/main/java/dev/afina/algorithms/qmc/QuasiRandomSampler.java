package dev.afina.algorithms.qmc;

import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.SamplingContext;
import dev.afina.core.space.Distribution;
import dev.afina.math.Sobol;

/**
 * Quasi-random search: trials follow a sequence that fills the space evenly. As blind as random
 * search, but it leaves no gaps and draws no clusters.
 *
 * <ul>
 *   <li>The trial of index <i>i</i> takes the <i>i</i>-th point, so workers share nothing, and a
 *       lost trial's retry takes its point again.
 *   <li>Each parameter has its own coordinate, in the order in which they first appear in the
 *       history: trial after trial, as asked for. With the same parameters in every trial that is
 *       the same for any number of workers. In a conditional space a parameter not seen yet takes
 *       the next free coordinate; if trials run in parallel, one may turn out to have been taken by
 *       another parameter too, and the later of them moves on.
 *   <li>Each value of an integer, a grid or a choice has an equal share of its coordinate, integers
 *       on a logarithmic scale the share that they have in random search.
 *   <li>Points are scrambled by the study's seed unless {@link #unscrambled}, after Owen: plain
 *       sequences begin in the corner of all lower bounds, give every seed the same trials, and
 *       their coordinates beyond the first few draw stripes across the space for hundreds of
 *       points. Scrambled ones are as even, uniform point by point, and <a
 *       href="https://doi.org/10.1214/aos/1031594731">integrate with a smaller error</a> (Owen
 *       1997). Optuna's default is plain.
 *   <li>Parameters beyond the {@value Sobol#LARGEST_DIMENSION}th are drawn independently.
 *   <li>Finite spaces: what was tried is not looked at, and comes again.
 * </ul>
 *
 * <p>Sobol points fill best when their number is a power of two. Not thread-safe; a study calls it
 * by one thread at a time.
 */
public final class QuasiRandomSampler implements Sampler {

  private enum Kind {
    SOBOL,
    HALTON
  }

  private final Kind kind;
  private final Sequence sequence;
  private final Dimensions dimensions = new Dimensions();

  private QuasiRandomSampler(Kind kind, boolean scrambled) {
    this.kind = kind;
    sequence = kind == Kind.SOBOL ? new SobolPoints(scrambled) : new HaltonPoints(scrambled);
  }

  /**
   * The Sobol sequence, scrambled: direction numbers of <a
   * href="https://doi.org/10.1137/070709359">Joe and Kuo 2008</a>, scrambling of <a
   * href="https://jcgt.org/published/0009/04/01/">Burley 2020</a>.
   */
  public static QuasiRandomSampler sobol() {
    return new QuasiRandomSampler(Kind.SOBOL, true);
  }

  /**
   * The Halton sequence, scrambled by random permutations of its digits (<a
   * href="https://arxiv.org/abs/1706.02808">Owen 2017</a>). Even for any number of trials.
   */
  public static QuasiRandomSampler halton() {
    return new QuasiRandomSampler(Kind.HALTON, true);
  }

  /** The plain sequence, the same for every seed; its first point has every parameter lowest. */
  public QuasiRandomSampler unscrambled() {
    return new QuasiRandomSampler(kind, false);
  }

  /** {@code sobol} or {@code halton}. */
  @Override
  public String name() {
    return sequence.name();
  }

  @Override
  public double sample(SamplingContext context, String name, Distribution distribution) {
    int dimension = dimensions.of(context, name);
    double uniform =
        dimension < Sobol.LARGEST_DIMENSION
            ? sequence.coordinate(context, dimension)
            : context.random(name).nextDouble();
    return UnitInterval.value(distribution, uniform);
  }
}
