package dev.afina.core.sampler;

import dev.afina.core.space.Distribution;
import dev.afina.core.trial.TrialHistory;
import java.util.Map;

/**
 * Every configuration of a finite define-by-run space once, conditional parameters included: the
 * lowest value that still leads to something new, parameter by parameter.
 *
 * <p>At most 10,000 configurations, as far as they are known from the trials.
 */
public final class BruteForceSampler implements Sampler {

  private final FiniteTree tree;

  /** Of all configurations. */
  public BruteForceSampler() {
    this(Map.of());
  }

  private BruteForceSampler(Map<String, ?> fixed) {
    tree = new FiniteTree(fixed);
  }

  @Override
  public String name() {
    return "brute-force";
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the distribution is continuous
   */
  @Override
  public double sample(SamplingContext context, String name, Distribution distribution) {
    if (distribution.cardinality().isEmpty()) {
      throw new IllegalArgumentException(
          "parameter \"%s\" (%s) is continuous and cannot be enumerated; give it a step"
              .formatted(name, distribution));
    }
    double[] open = tree.open(context, name, distribution);
    return open == null ? distribution.valueAt(0) : open[0];
  }

  @Override
  public Sampler knowing(Map<String, ?> fixed) {
    return new BruteForceSampler(fixed);
  }

  @Override
  public boolean isExhausted(TrialHistory history) {
    return tree.isExhausted(history);
  }
}
