package dev.afina.core.sampler;

import dev.afina.core.space.Distribution;
import dev.afina.core.space.Prior;
import dev.afina.core.trial.TrialHistory;
import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Independent draws: uniform ones, each on its parameter's scale, or from the parameter's prior.
 *
 * <p>In a small finite space (at most 10,000 configurations) nothing is tried twice, and the
 * sampler is exhausted when everything was tried. Processes that share a study see each other's
 * running trials late, and may meet.
 *
 * <p>Bergstra and Bengio 2012, <a href="https://jmlr.org/papers/v13/bergstra12a.html">Random Search
 * for Hyper-Parameter Optimization</a>.
 */
public final class RandomSampler implements Sampler {

  private static final int REDRAWS = 100;

  private final FiniteTree tree;

  /** Of all parameters. */
  public RandomSampler() {
    this(Map.of());
  }

  private RandomSampler(Map<String, ?> fixed) {
    tree = new FiniteTree(fixed);
  }

  @Override
  public String name() {
    return "random";
  }

  /** Draws until the value leads to something new, so that the scale holds among what is left. */
  @Override
  public double sample(SamplingContext context, String name, Distribution distribution) {
    RandomGenerator random = context.random(name);
    Prior prior = context.prior(name, distribution).orElse(null);
    double[] open = tree.open(context, name, distribution);
    double value = draw(prior, distribution, random);
    if (open == null) {
      return value;
    }
    for (int i = 0; i < REDRAWS && Arrays.binarySearch(open, value) < 0; i++) {
      value = draw(prior, distribution, random);
    }
    if (Arrays.binarySearch(open, value) >= 0) {
      return value;
    }
    return prior == null
        ? open[random.nextInt(open.length)]
        : drawOpen(prior, distribution, open, random);
  }

  private static double draw(
      @Nullable Prior prior, Distribution distribution, RandomGenerator random) {
    return prior == null ? Uniform.draw(distribution, random) : prior.draw(distribution, random);
  }

  /** Of the values left, in proportion to the prior, also far in its tail. */
  private static double drawOpen(
      Prior prior, Distribution distribution, double[] open, RandomGenerator random) {
    double[] logs = Arrays.stream(open).map(v -> prior.logDensity(distribution, v)).toArray();
    double top = Arrays.stream(logs).max().orElseThrow();
    if (top == Double.NEGATIVE_INFINITY) {
      return open[random.nextInt(open.length)];
    }
    double rest = random.nextDouble() * Arrays.stream(logs).map(log -> Math.exp(log - top)).sum();
    int last = 0;
    for (int i = 0; i < open.length && rest >= 0; i++) {
      double weight = Math.exp(logs[i] - top);
      last = weight > 0 ? i : last;
      rest -= weight;
    }
    return open[last];
  }

  /**
   * The internal values of a parameter, ascending, that lead to a configuration that was not tried,
   * for samplers that draw otherwise.
   *
   * @return {@code null} if all do, if none does, or if the space is not finite and small
   */
  public double @Nullable [] untried(
      SamplingContext context, String name, Distribution distribution) {
    return tree.open(context, name, distribution);
  }

  @Override
  public RandomSampler knowing(Map<String, ?> fixed) {
    return new RandomSampler(fixed);
  }

  /** Only in a space that may be small: one that once was not, never is again. */
  @Override
  public boolean readsHistory(TrialHistory history) {
    return tree.mayTrack(history);
  }

  @Override
  public boolean isExhausted(TrialHistory history) {
    return tree.isExhausted(history);
  }
}
