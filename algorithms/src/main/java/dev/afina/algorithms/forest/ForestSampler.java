package dev.afina.algorithms.forest;

import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.SamplingContext;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialHistory;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bayesian optimisation with random forests, after SMAC (<a
 * href="https://doi.org/10.1007/978-3-642-25566-3_40">Hutter et al. 2011</a>; <a
 * href="https://jmlr.org/papers/v23/21-0888.html">Lindauer et al. 2022</a>): for spaces of many
 * choices and conditions.
 *
 * <ul>
 *   <li>All parameters are chosen together, those that only some trials ask for among them: what a
 *       trial will ask for is learnt, and what it will not ask for has a branch of its own.
 *   <li>Until {@link #withStartupTrials some} trials have ended, and in a {@linkplain
 *       #withExploredShare share} of those after, points are spread over the space.
 *   <li>The forest is of extremely randomised trees, grown anew for each suggestion. Losses are
 *       warped so that bad ones count by their rank only.
 *   <li>Running trials count as ended with what the forest expects of them.
 *   <li>Constraints and failed trials multiply the expected improvement by the probability that a
 *       point is feasible, and that its trial does not fail, each by a forest of its own.
 *   <li>Pruned trials count by their last report, but as no better than the median.
 *   <li>Nothing is tried twice while something else is found, except where running trials of other
 *       processes are seen late.
 *   <li>Several objectives become one by weights drawn anew for each trial.
 *   <li>Of more than {@value Observations#MOST} trials, the forest sees the best half of that
 *       number, and an even selection of the others.
 * </ul>
 *
 * <p>Stateless, and so thread-safe but for what small finite spaces keep; a study calls it by one
 * thread at a time.
 */
public final class ForestSampler implements Sampler {

  /**
   * The default of {@link #withStartupTrials}. With 5, more searches of two synthetic problems with
   * branches stayed in the first good one; those of a network began faster (10 seeds).
   */
  public static final int STARTUP_TRIALS = 10;

  /** The default of {@link #withExploredShare}: half of SMAC's. */
  public static final double EXPLORED_SHARE = 0.1;

  private final int startupTrials;
  private final double exploredShare;
  private final RandomSampler random = new RandomSampler();

  private ForestSampler(int startupTrials, double exploredShare) {
    this.startupTrials = startupTrials;
    this.exploredShare = exploredShare;
  }

  /** With defaults. */
  public static ForestSampler create() {
    return new ForestSampler(STARTUP_TRIALS, EXPLORED_SHARE);
  }

  /**
   * The same with another number of trials that are to end before the forest is asked.
   *
   * @param trials at least 1; {@value #STARTUP_TRIALS} by default
   */
  public ForestSampler withStartupTrials(int trials) {
    if (trials < 1) {
      throw new IllegalArgumentException(
          "number of startup trials (%d) must be at least 1".formatted(trials));
    }
    return new ForestSampler(trials, exploredShare);
  }

  /**
   * The same with another share of trials that explore without asking the forest.
   *
   * @param share in [0, 1]; {@value #EXPLORED_SHARE} by default
   */
  public ForestSampler withExploredShare(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "share of trials that explore (%s) must be from 0 to 1".formatted(share));
    }
    return new ForestSampler(startupTrials, share);
  }

  @Override
  public String name() {
    return "forest";
  }

  /** For parameters that no trial had before: an independent draw. */
  @Override
  public double sample(SamplingContext context, String name, Distribution distribution) {
    return random.sample(context, name, distribution);
  }

  /** All parameters that ended trials had, each with its latest distribution. */
  @Override
  public SearchSpace jointSpace(TrialHistory history) {
    Map<String, Distribution> union = new LinkedHashMap<>();
    for (SearchSpace space : history.spaces()) {
      for (int i = 0; i < space.size(); i++) {
        union.put(space.name(i), space.distribution(i));
      }
    }
    SearchSpace.Builder joint = SearchSpace.builder();
    union.forEach(
        (name, distribution) -> {
          if (!distribution.isSinglePoint()) {
            joint.add(name, distribution);
          }
        });
    return joint.build();
  }

  @Override
  public double[] sampleJoint(SamplingContext context, SearchSpace space) {
    Observations seen = new Observations(context, space);
    Encoding encoding = seen.encoding();
    boolean explores =
        seen.ended() < startupTrials
            || context.random("forest:explore").nextDouble() < exploredShare;
    double[] point =
        explores
            ? StartingDesign.next(
                encoding, seen.all(), seen.tried(), context.random("forest:start"))
            : new Maximizer(
                    encoding,
                    seen.promise(context.random("forest:grow")),
                    seen.incumbents(),
                    context.random("forest:search"))
                .best(seen.tried());
    return point == null ? new double[0] : encoding.internals(point);
  }

  @Override
  public boolean isExhausted(TrialHistory history) {
    return random.isExhausted(history);
  }
}
