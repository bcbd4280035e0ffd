package dev.afina.core.sampler;

import dev.afina.core.space.Distribution;
import dev.afina.core.space.Params;
import dev.afina.core.space.Prior;
import dev.afina.core.trial.Seeds;
import dev.afina.core.trial.TrialHistory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All that a suggestion may depend on. */
public final class SamplingContext {

  private static final int SHARED = -1;

  private final TrialHistory history;
  private final int index;
  private final Supplier<Params> params;
  private final long seed;
  private final Map<String, Prior> priors;

  /** A context without priors. */
  public SamplingContext(TrialHistory history, int index, Supplier<Params> params, long seed) {
    this(history, index, params, seed, Map.of());
  }

  /**
   * A context.
   *
   * @param history the study's trials, among them the one being sampled for, as running
   * @param index the index of that trial
   * @param params what that trial was given so far; asked for only when needed
   * @param seed the study's seed
   * @param priors what its user believes about parameters, by name
   */
  public SamplingContext(
      TrialHistory history,
      int index,
      Supplier<Params> params,
      long seed,
      Map<String, Prior> priors) {
    this.history = history;
    this.index = index;
    this.params = params;
    this.seed = seed;
    this.priors = priors;
  }

  /** The study's trials, among them the one being sampled for, as running. */
  public TrialHistory history() {
    return history;
  }

  /** The index of the trial being sampled for. */
  public int index() {
    return index;
  }

  /** What that trial was given so far. */
  public Params params() {
    return params.get();
  }

  /** What the study's user believes about a parameter; empty if nothing was said. */
  public Optional<Prior> prior(String name) {
    return Optional.ofNullable(priors.get(name));
  }

  /**
   * What the study's user believes about a parameter of this distribution.
   *
   * @throws IllegalArgumentException if that cannot be said of the distribution
   */
  public Optional<Prior> prior(String name, Distribution distribution) {
    Prior prior = priors.get(name);
    if (prior != null) {
      prior.check(name, distribution);
    }
    return Optional.ofNullable(prior);
  }

  /** This context with a belief about a parameter of which it has none; null for none. */
  public SamplingContext withPrior(String name, @Nullable Prior prior) {
    if (prior == null || priors.containsKey(name)) {
      return this;
    }
    Map<String, Prior> more = new LinkedHashMap<>(priors);
    more.put(name, prior);
    return new SamplingContext(history, index, params, seed, more);
  }

  /** This context with another view of the study's trials, of the same rows. */
  public SamplingContext withHistory(TrialHistory view) {
    return new SamplingContext(view, index, params, seed, priors);
  }

  /** A fresh generator for a purpose of this trial; the same purpose gives the same numbers. */
  public RandomGenerator random(String purpose) {
    return Seeds.generator(seed, index, purpose);
  }

  /** A fresh generator for a purpose that all trials of the study share, such as a scrambling. */
  public RandomGenerator sharedRandom(String purpose) {
    return Seeds.generator(seed, SHARED, purpose);
  }
}
