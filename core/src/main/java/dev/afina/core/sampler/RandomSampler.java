package dev.afina.core.sampler;

import dev.afina.core.space.Distribution;
import dev.afina.core.trial.TrialHistory;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Independent uniform draws, each on its parameter's scale.
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

  private final FiniteTree tree = new FiniteTree();

  @Override
  public String name() {
    return "random";
  }

  /** Draws until the value leads to something new, so that the scale holds among what is left. */
  @Override
  public double sample(SamplingContext context, String name, Distribution distribution) {
    RandomGenerator random = context.random(name);
    double[] open = tree.open(context, name, distribution);
    double value = Uniform.draw(distribution, random);
    if (open == null) {
      return value;
    }
    for (int i = 0; i < REDRAWS && Arrays.binarySearch(open, value) < 0; i++) {
      value = Uniform.draw(distribution, random);
    }
    return Arrays.binarySearch(open, value) >= 0 ? value : open[random.nextInt(open.length)];
  }

  @Override
  public boolean isExhausted(TrialHistory history) {
    return tree.isExhausted(history);
  }
}
