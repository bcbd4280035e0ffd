package dev.afina.core.sampler;

import dev.afina.core.space.Distribution;
import dev.afina.core.trial.TrialHistory;
import java.util.random.RandomGenerator;

/**
 * Independent uniform draws, each on its parameter's scale.
 *
 * <p>In a small finite space (at most 10,000 configurations) nothing is tried twice, and the
 * sampler is exhausted when everything was tried.
 *
 * <p>Bergstra and Bengio 2012, <a href="https://jmlr.org/papers/v13/bergstra12a.html">Random Search
 * for Hyper-Parameter Optimization</a>.
 */
public final class RandomSampler implements Sampler {

  private final FiniteTree tree = new FiniteTree();

  @Override
  public String name() {
    return "random";
  }

  @Override
  public double sample(SamplingContext context, String name, Distribution distribution) {
    RandomGenerator random = context.random(name);
    double[] open = tree.open(context, name, distribution);
    return open == null ? Uniform.draw(distribution, random) : open[random.nextInt(open.length)];
  }

  @Override
  public boolean isExhausted(TrialHistory history) {
    return tree.isExhausted(history);
  }
}
