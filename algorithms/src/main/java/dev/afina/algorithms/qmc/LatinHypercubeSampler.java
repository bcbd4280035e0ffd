package dev.afina.algorithms.qmc;

import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.SamplingContext;
import dev.afina.core.space.Distribution;
import dev.afina.math.Permutations;

/**
 * Latin hypercube sampling: of <i>n</i> trials, each parameter has exactly one in each <i>n</i>-th
 * of its range.
 *
 * <p><a href="https://doi.org/10.1080/00401706.1979.10489755">McKay, Beckman and Conover 1979</a>.
 * Trials come in blocks of <i>n</i> by their index; each block pairs the parameters' shares anew,
 * by a permutation drawn for the study's seed, the block and the parameter's name. Parameters know
 * nothing of each other, so a conditional one is as even as the trials that ask for it allow, and
 * workers share nothing. Values have the same shares as in random search.
 *
 * <p>A block cut short is no better than random search: choose the number of trials that will run,
 * or a divisor of it. For a number not known in advance, {@link QuasiRandomSampler#halton()}.
 *
 * <p>O(n) a suggestion; thread-safe.
 */
public final class LatinHypercubeSampler implements Sampler {

  /**
   * The default number of trials of a block: ten for each of five parameters, by the rule of <a
   * href="https://doi.org/10.1198/TECH.2009.08040">Loeppky, Sacks and Welch 2009</a>.
   */
  public static final int BLOCK = 50;

  /** The largest number of trials of a block. */
  public static final int LARGEST_BLOCK = 1_000_000;

  private final int block;

  private LatinHypercubeSampler(int block) {
    this.block = block;
  }

  /** Blocks of {@value #BLOCK} trials. */
  public static LatinHypercubeSampler create() {
    return of(BLOCK);
  }

  /**
   * Blocks of so many trials.
   *
   * @param trials in {@code [1, }{@value #LARGEST_BLOCK}{@code ]}; 1 is random search
   */
  public static LatinHypercubeSampler of(int trials) {
    if (trials < 1 || trials > LARGEST_BLOCK) {
      throw new IllegalArgumentException(
          "number of trials of a Latin hypercube (%d) must be in [1, %d]"
              .formatted(trials, LARGEST_BLOCK));
    }
    return new LatinHypercubeSampler(trials);
  }

  @Override
  public String name() {
    return "lhs";
  }

  @Override
  public double sample(SamplingContext context, String name, Distribution distribution) {
    String purpose = "lhs:" + context.index() / block + ":" + name;
    int[] order = Permutations.random(block, context.sharedRandom(purpose));
    double within = context.random("lhs:" + name).nextDouble();
    double uniform = (order[context.index() % block] + within) / block;
    return UnitInterval.value(distribution, Math.min(Math.nextDown(1.0), uniform));
  }
}
