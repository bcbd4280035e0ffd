package dev.afina.algorithms.tpe;

import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.SamplingContext;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.Prior;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The tree-structured Parzen estimator: draws where good trials are dense, and of these draws takes
 * the one that the other trials are furthest from.
 *
 * <p>Bergstra et al. 2011, <a
 * href="https://papers.nips.cc/paper/4443-algorithms-for-hyper-parameter-optimization">Algorithms
 * for Hyper-Parameter Optimization</a>; Watanabe 2023, <a
 * href="https://arxiv.org/abs/2304.11127">Tree-Structured Parzen Estimator</a>; joint densities as
 * in <a href="https://arxiv.org/abs/1807.01774">Falkner et al. 2018</a>, several objectives as in
 * <a href="https://doi.org/10.1613/jair.1.13188">Ozaki et al. 2022</a>. Split, weights, bandwidths
 * and kernels are those of Optuna 5.0.0 with its defaults: running trials count as bad, pruned ones
 * by how far they came, infeasible ones last.
 *
 * <p>Deviation: failed trials count as bad as well, so that the search keeps off what fails; Optuna
 * leaves them out, as {@link #ignoringFailures()} does. Where Optuna repeats itself in a finite
 * space, the next best draw that is new is taken, see {@link #withRepeats()}.
 *
 * <p>What is {@linkplain SamplingContext#prior believed} about a parameter takes the place of the
 * wide kernel, in both densities, as in Hyperopt; the random trials of the start are drawn from it.
 *
 * <p>One suggestion costs O(trials · parameters · candidates) at most. What does not change from
 * one suggestion to the next is kept and compared, so a suggestion depends on the history, the seed
 * and the trial's index alone.
 */
public final class TpeSampler implements Sampler {

  /** Optuna's default. */
  public static final int DEFAULT_STARTUP_TRIALS = 10;

  /** Hyperopt's and Optuna's default. */
  public static final int DEFAULT_CANDIDATES = 24;

  /** How parameters depend on each other. */
  private enum Mode {
    DEFAULT,
    JOINT,
    GROUPED,
    ALONE
  }

  private record Options(
      int startupTrials,
      int candidates,
      Mode mode,
      boolean failures,
      boolean repeats,
      Map<String, ?> fixed) {}

  private final Options options;
  private final RandomSampler startup;
  private final JointSpaces jointSpaces;
  private final Estimators.Kept estimators = new Estimators.Kept();

  private @Nullable TrialHistory splitOf;
  private long splitVersion;
  private int splitIndex;
  private int splitObjectives;
  private Split split = Split.empty();

  private TpeSampler(Options options) {
    if (options.startupTrials < 0 || options.candidates < 1) {
      throw new IllegalArgumentException(
          "startupTrials (%d) must be at least 0, candidates (%d) at least 1"
              .formatted(options.startupTrials, options.candidates));
    }
    this.options = options;
    startup = new RandomSampler().knowing(options.fixed);
    jointSpaces = new JointSpaces(options.mode == Mode.GROUPED);
  }

  /**
   * With Optuna's defaults: 10 random trials first, 24 candidates; with one objective, the
   * parameters that all trials have are sampled jointly, with several each one alone.
   */
  public static TpeSampler create() {
    return new TpeSampler(
        new Options(
            DEFAULT_STARTUP_TRIALS, DEFAULT_CANDIDATES, Mode.DEFAULT, true, false, Map.of()));
  }

  /** With another number of completed or pruned trials before the first that is not random. */
  public TpeSampler withStartupTrials(int trials) {
    return new TpeSampler(
        new Options(
            trials,
            options.candidates,
            options.mode,
            options.failures,
            options.repeats,
            options.fixed));
  }

  /** With another number of draws that a suggestion is taken from; 24 by default. */
  public TpeSampler withCandidates(int candidates) {
    return new TpeSampler(
        new Options(
            options.startupTrials,
            candidates,
            options.mode,
            options.failures,
            options.repeats,
            options.fixed));
  }

  /** Sampling each parameter alone, as Optuna did by default before 5.0. */
  public TpeSampler univariate() {
    return withMode(Mode.ALONE);
  }

  /** Sampling the parameters that all trials have jointly, also with several objectives. */
  public TpeSampler multivariate() {
    return withMode(Mode.JOINT);
  }

  /**
   * Sampling parameters jointly that occur together: they are divided into blocks, each of which
   * every trial has fully or not at all. For conditional spaces; off by default, as in Optuna.
   */
  public TpeSampler grouped() {
    return withMode(Mode.GROUPED);
  }

  private TpeSampler withMode(Mode mode) {
    return new TpeSampler(
        new Options(
            options.startupTrials,
            options.candidates,
            mode,
            options.failures,
            options.repeats,
            options.fixed));
  }

  /** Leaving failed trials out, as Optuna does; by default they count as bad. */
  public TpeSampler ignoringFailures() {
    return new TpeSampler(
        new Options(
            options.startupTrials,
            options.candidates,
            options.mode,
            false,
            options.repeats,
            options.fixed));
  }

  /**
   * Suggesting again what was tried or is being tried, as Optuna does: for noisy objectives, whose
   * value at a point is worth a second look. By default that happens in a finite space only when
   * nothing else can be found, and the search ends when all of at most 10,000 configurations were
   * tried. The random trials of the start repeat nothing either way.
   */
  public TpeSampler withRepeats() {
    return new TpeSampler(
        new Options(
            options.startupTrials,
            options.candidates,
            options.mode,
            options.failures,
            true,
            options.fixed));
  }

  @Override
  public Sampler knowing(Map<String, ?> fixed) {
    return new TpeSampler(
        new Options(
            options.startupTrials,
            options.candidates,
            options.mode,
            options.failures,
            options.repeats,
            fixed));
  }

  @Override
  public boolean isExhausted(TrialHistory history) {
    return !options.repeats && startup.isExhausted(history);
  }

  @Override
  public String name() {
    return "tpe";
  }

  @Override
  public SearchSpace jointSpace(TrialHistory history) {
    boolean joint =
        options.mode == Mode.DEFAULT ? history.objectives() == 1 : options.mode != Mode.ALONE;
    if (!joint || isStarting(history)) {
      return SearchSpace.empty();
    }
    List<SearchSpace> blocks = blocks(history);
    if (blocks.size() == 1) {
      return blocks.get(0);
    }
    SearchSpace.Builder all = SearchSpace.builder();
    for (SearchSpace block : blocks) {
      for (int i = 0; i < block.size(); i++) {
        all.add(block.name(i), block.distribution(i));
      }
    }
    return all.build();
  }

  @Override
  public double[] sampleJoint(SamplingContext context, SearchSpace space) {
    double[] values = new double[space.size()];
    for (SearchSpace block : blocks(context.history())) {
      double[] point = suggest(context, block, "tpe:joint:" + block.name(0), null);
      for (int i = 0; i < point.length; i++) {
        values[space.position(block.name(i))] = point[i];
      }
    }
    return values;
  }

  @Override
  public double sample(SamplingContext context, String name, Distribution distribution) {
    if (isStarting(context.history())) {
      return startup.sample(context, name, distribution);
    }
    SearchSpace alone = SearchSpace.of(List.of(name), List.of(distribution));
    double[] open = options.repeats ? null : startup.untried(context, name, distribution);
    return suggest(context, alone, "tpe:" + name, open)[0];
  }

  private List<SearchSpace> blocks(TrialHistory history) {
    List<SearchSpace> blocks = jointSpaces.of(history);
    return options.fixed.isEmpty()
        ? blocks
        : blocks.stream().map(this::free).filter(block -> block.size() > 0).toList();
  }

  private SearchSpace free(SearchSpace block) {
    SearchSpace.Builder free = SearchSpace.builder();
    for (int i = 0; i < block.size(); i++) {
      if (!options.fixed.containsKey(block.name(i))) {
        free.add(block.name(i), block.distribution(i));
      }
    }
    return free.build();
  }

  private boolean isStarting(TrialHistory history) {
    return history.count(TrialState.COMPLETE) + history.count(TrialState.PRUNED)
        < options.startupTrials;
  }

  /**
   * A point of a space.
   *
   * @param open the values of a single parameter that lead to something new; {@code null} if all do
   */
  private double[] suggest(
      SamplingContext context, SearchSpace space, String purpose, double @Nullable [] open) {
    TrialHistory history = context.history();
    divide(history, context.index());
    Map<String, Prior> priors = priors(context, space);
    Estimators kept = estimators.get(space);
    if (kept == null || !kept.believes(priors)) {
      kept = new Estimators(space, history.objectives() == 1, priors);
      estimators.put(space, kept);
    }
    kept.update(history, space, split);
    RandomGenerator random = context.random(purpose);
    if (options.repeats) {
      return kept.suggest(random, options.candidates, point -> true, () -> new double[0][]);
    }
    if (open != null) {
      return kept.suggest(
          random,
          options.candidates,
          point -> Arrays.binarySearch(open, point[0]) >= 0,
          () -> Arrays.stream(open).mapToObj(v -> new double[] {v}).toArray(double[][]::new));
    }
    Repeats repeats = new Repeats(context, space, options.fixed);
    return kept.suggest(
        random, options.candidates, point -> !repeats.contains(point), repeats::left);
  }

  private static Map<String, Prior> priors(SamplingContext context, SearchSpace space) {
    Map<String, Prior> priors = new LinkedHashMap<>();
    for (int i = 0; i < space.size(); i++) {
      String name = space.name(i);
      context.prior(name, space.distribution(i)).ifPresent(prior -> priors.put(name, prior));
    }
    return priors;
  }

  private void divide(TrialHistory history, int index) {
    if (splitObjectives != history.objectives()) {
      splitObjectives = history.objectives();
      estimators.clear();
    } else if (splitOf == history && splitVersion == history.version() && splitIndex == index) {
      return;
    }
    split = Split.of(history, index, options.failures);
    splitOf = history;
    splitVersion = history.version();
    splitIndex = index;
  }
}
