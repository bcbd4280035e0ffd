package dev.afina.algorithms.halving;

import dev.afina.algorithms.tpe.TpeSampler;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.SamplingContext;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The sampler of BOHB, to be used with {@link Hyperband}: a third of the trials at random, the
 * others by densities of good and bad trials at the furthest rung that enough of them came to.
 *
 * <p><a href="https://arxiv.org/abs/1807.01774">Falkner, Klein, Hutter 2018</a>, algorithm 2: the
 * furthest rung with at least d + 2 trials, where d is the number of parameters; 64 draws.
 * Deviation: densities and bandwidths are those of {@link TpeSampler}, which share trials that fail
 * and trials that run, in place of the paper's.
 *
 * <p>In a study without a scheduler it is random for a third of the trials, and otherwise TPE.
 */
public final class BohbSampler implements Sampler {

  /** That of the paper, table 1. */
  public static final double RANDOM_SHARE = 1.0 / 3;

  /** That of the paper, table 1. */
  public static final int CANDIDATES = 64;

  private final RandomSampler random;
  private final Sampler model;
  private @Nullable RungView view;
  private @Nullable TrialHistory viewOf;

  private BohbSampler(Map<String, ?> fixed) {
    random = new RandomSampler().knowing(fixed);
    model =
        TpeSampler.create()
            .withStartupTrials(1)
            .withCandidates(CANDIDATES)
            .multivariate()
            .knowing(fixed);
  }

  /** With the constants of the paper. */
  public static BohbSampler create() {
    return new BohbSampler(Map.of());
  }

  @Override
  public String name() {
    return "bohb";
  }

  @Override
  public Sampler knowing(Map<String, ?> fixed) {
    return new BohbSampler(fixed);
  }

  @Override
  public boolean isExhausted(TrialHistory history) {
    return random.isExhausted(history);
  }

  @Override
  public SearchSpace jointSpace(TrialHistory history) {
    TrialHistory rung = rung(history);
    return rung == null ? SearchSpace.empty() : model.jointSpace(rung);
  }

  @Override
  public double[] sampleJoint(SamplingContext context, SearchSpace space) {
    TrialHistory rung = rung(context.history());
    return rung == null || isRandom(context)
        ? new double[0]
        : model.sampleJoint(context.withHistory(rung), space);
  }

  @Override
  public double sample(SamplingContext context, String name, Distribution distribution) {
    TrialHistory rung = rung(context.history());
    return rung == null || isRandom(context)
        ? random.sample(context, name, distribution)
        : model.sample(context.withHistory(rung), name, distribution);
  }

  private static boolean isRandom(SamplingContext context) {
    return context.random("bohb:random").nextDouble() < RANDOM_SHARE;
  }

  /** The furthest rung that has enough trials; null if there is none. */
  private @Nullable TrialHistory rung(TrialHistory history) {
    if (viewOf == history
        && view != null
        && view.version() == history.version()
        && view.size() == history.size()) {
      return view;
    }
    TreeSet<Integer> steps = new TreeSet<>();
    int parameters = 0;
    for (int row = 0; row < history.size(); row++) {
      history.leg(row).ifPresent(leg -> steps.add(leg.maxStep()));
      parameters = Math.max(parameters, history.space(row).size());
    }
    if (steps.isEmpty()) {
      int ended = history.count(TrialState.COMPLETE) + history.count(TrialState.PRUNED);
      return ended >= parameters + 2 ? history : null;
    }
    for (int step : steps.descendingSet()) {
      RungView rung = new RungView(history, step);
      if (rung.complete() >= parameters + 2) {
        viewOf = history;
        view = rung;
        return rung;
      }
    }
    return null;
  }
}
