package dev.afina.algorithms.cma;

import dev.afina.algorithms.tpe.TpeSampler;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.SamplingContext;
import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The covariance matrix adaptation evolution strategy: draws trials from a normal distribution and,
 * generation by generation, moves and shapes it towards the better ones. For numeric parameters and
 * hundreds to thousands of trials; it follows narrow valleys, and needs nothing but ranks.
 *
 * <ul>
 *   <li>Hansen 2016, <a href="https://arxiv.org/abs/1604.00772">The CMA Evolution Strategy: A
 *       Tutorial</a>, with its constants and negative weights, on ranges scaled to [0, 1].
 *   <li>Integers, and numbers on a grid, keep a <a href="https://arxiv.org/abs/2205.13482">margin
 *       </a> of chance to change (Hamano et al. 2022).
 *   <li>A run that stagnates is followed by another from a random place with twice the population
 *       (<a href="https://doi.org/10.1109/CEC.2005.1554902">Auger and Hansen 2005</a>).
 *   <li>Choices, and parameters that only some trials ask for, are drawn by {@link
 *       TpeSampler#univariate()}; Optuna draws them at random. With a choice of five beside four
 *       numbers the median of the best losses after 200 trials was 0.015 so, at random 0.11; on a
 *       space of two branches 0.001 and 0.043 (16 seeds).
 *   <li>Pruned trials rank behind completed ones, then those that violate constraints, by how much,
 *       then failed ones.
 * </ul>
 *
 * <p>Nothing is stored with the trials: the distribution is made again from the history. Every λ
 * ended trials, in the order of their indices, are a generation, whoever proposed them; while one
 * is incomplete, trials are drawn from the distribution before it, as many as are asked for. So a
 * parallel study wastes no result: trials that belong to a later generation than they were drawn
 * for count there as steps of limited length. In the order of indices a late result may shift the
 * trials after it by one place, and the distribution with them.
 *
 * <p>One suggestion costs O(trials · parameters) and, once a generation, O(parameters³). Not
 * thread-safe; a study calls it by one thread at a time.
 */
public final class CmaEsSampler implements Sampler {

  /** The default of {@link #withSigma}, as in Optuna: three deviations reach the bounds. */
  public static final double SIGMA = 1.0 / 6;

  private static final int REDRAWS = 100;

  private final Options options;
  private final TpeSampler others = TpeSampler.create().univariate();
  private final Replay replay;

  private CmaEsSampler(Options options) {
    this.options = options;
    replay = new Replay(options);
  }

  /**
   * With Hansen's and Optuna's defaults, but with restarts: a population of 4 + ⌊3 ln d⌋, a mean in
   * the middle of the ranges, full learning rates, no warm start.
   */
  public static CmaEsSampler create() {
    return new CmaEsSampler(new Options(0, SIGMA, true, false, 0));
  }

  /**
   * With another number of trials in a generation of the first run; by default 4 + ⌊3 ln d⌋ for d
   * parameters (Hansen's equation 48).
   *
   * @param trials at least 4; more search wider, and slower
   */
  public CmaEsSampler withPopulation(int trials) {
    return new CmaEsSampler(options.withPopulation(trials));
  }

  /**
   * With another first deviation.
   *
   * @param sigma as a part of each range, in (0, 1]; 1/6 by default
   */
  public CmaEsSampler withSigma(double sigma) {
    return new CmaEsSampler(options.withSigma(sigma));
  }

  /** Drawing on from the same distribution when it has converged, as Optuna does by default. */
  public CmaEsSampler withoutRestarts() {
    return new CmaEsSampler(options.withRestarts(false));
  }

  /**
   * With learning rates that shrink when the ranks tell little (<a
   * href="https://arxiv.org/abs/2304.03473">Nomura, Akimoto and Ono 2023</a>), for noisy or rugged
   * objectives and thousands of trials. Off by default, as in Optuna: on smooth ones it is slower.
   */
  public CmaEsSampler withAdaptedLearningRates() {
    return new CmaEsSampler(options.withAdaptive(true));
  }

  /**
   * Going on from another sampler's trials: the first mean and covariance are those of their best
   * tenth (<a href="https://arxiv.org/abs/2012.06932">Nomura et al. 2021</a>). They belong to no
   * generation. For trials that have gathered somewhere, such as a Gaussian process's; scattered
   * ones serve at least as well as generations of its own (Rosenbrock's function of five arguments
   * after 100 random trials and 300 more: 2.5 as its own, 3.4 as a warm start, medians of 8 seeds).
   *
   * @param trials how many the other sampler has begun, that is, the first index of this one; 0 by
   *     default, and then trials of others count as if they were its own
   */
  public CmaEsSampler withWarmStart(int trials) {
    return new CmaEsSampler(options.withWarmStart(trials));
  }

  @Override
  public String name() {
    return "cma-es";
  }

  /**
   * The numeric parameters that every completed or pruned trial has, with the same distribution.
   *
   * @throws IllegalArgumentException if the study has more than one objective
   */
  @Override
  public SearchSpace jointSpace(TrialHistory history) {
    if (history.objectives() > 1) {
      throw new IllegalArgumentException(
          "sampler cma-es searches for one objective, but the study has %d; take tpe or gp"
              .formatted(history.objectives()));
    }
    SearchSpace common = null;
    SearchSpace last = null;
    Set<SearchSpace> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int row = 0; row < history.size(); row++) {
      SearchSpace space = history.space(row);
      if (!space.equals(last) && counts(history, row) && seen.add(space)) {
        common = numeric(common == null ? space : common, space);
        last = space;
      }
    }
    return common == null ? SearchSpace.empty() : common;
  }

  private static boolean counts(TrialHistory history, int row) {
    return history.state(row) == TrialState.COMPLETE || history.state(row) == TrialState.PRUNED;
  }

  /** The numeric parameters of more than one point that two spaces share. */
  private static SearchSpace numeric(SearchSpace first, SearchSpace second) {
    SearchSpace.Builder shared = SearchSpace.builder();
    for (int i = 0; i < first.size(); i++) {
      Distribution distribution = first.distribution(i);
      if (!(distribution instanceof CategoricalDistribution)
          && !distribution.isSinglePoint()
          && second.distribution(first.name(i)).filter(distribution::equals).isPresent()) {
        shared.add(first.name(i), distribution);
      }
    }
    return shared.build();
  }

  @Override
  public double[] sampleJoint(SamplingContext context, SearchSpace space) {
    Evolution evolution = replay.evolution(context, space);
    Coordinate[] coordinates = replay.coordinates();
    double[] step = Individual.draw(evolution, coordinates, Replay.random(context));
    return Individual.internals(evolution, coordinates, step);
  }

  /** Before any trial has ended, a number is drawn from the first distribution. */
  @Override
  public double sample(SamplingContext context, String name, Distribution distribution) {
    TrialHistory history = context.history();
    int ended = history.count(TrialState.COMPLETE) + history.count(TrialState.PRUNED);
    if (ended > 0 || distribution instanceof CategoricalDistribution) {
      return others.sample(context, name, distribution);
    }
    RandomGenerator random = context.random("cma-es:" + name);
    double value = -1;
    for (int i = 0; i < REDRAWS && !(value >= 0 && value <= 1); i++) {
      value = 0.5 + options.sigma() * Individual.normal(random);
    }
    return new Coordinate(distribution).internal(Math.min(1, Math.max(0, value)));
  }
}
