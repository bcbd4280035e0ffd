package dev.afina.core.sampler;

import dev.afina.core.space.Distribution;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialHistory;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives some parameters always the same value, and leaves the rest to another sampler.
 *
 * <p>What is {@linkplain dev.afina.core.study.Study#enqueue enqueued} for a trial comes first;
 * values of parameters that no objective asks for are of no effect.
 *
 * @see Sampler#knowing
 */
public final class FixedSampler implements Sampler {

  private final Map<String, @Nullable Object> values;
  private final Sampler base;

  private FixedSampler(Map<String, @Nullable Object> values, Sampler base) {
    this.values = values;
    this.base = base;
  }

  /**
   * With these values.
   *
   * @param values external ones by name
   * @param base chooses the other parameters
   * @throws IllegalArgumentException if the base knows the parameter, and that it cannot have the
   *     value; otherwise this is found out when the objective asks for it
   */
  public static FixedSampler fixing(Map<String, ?> values, Sampler base) {
    Map<String, @Nullable Object> copy = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    return new FixedSampler(copy, base.knowing(copy));
  }

  /** The base's name, which is also stored with the study. */
  @Override
  public String name() {
    return base.name();
  }

  @Override
  public SearchSpace jointSpace(TrialHistory history) {
    SearchSpace all = base.jointSpace(history);
    if (all.names().stream().noneMatch(values::containsKey)) {
      return all;
    }
    SearchSpace.Builder free = SearchSpace.builder();
    for (int i = 0; i < all.size(); i++) {
      if (!values.containsKey(all.name(i))) {
        free.add(all.name(i), all.distribution(i));
      }
    }
    return free.build();
  }

  @Override
  public double[] sampleJoint(SamplingContext context, SearchSpace space) {
    SearchSpace all = base.jointSpace(context.history());
    double[] drawn = base.sampleJoint(context, all);
    if (drawn.length == 0 || all.size() == space.size()) {
      return drawn;
    }
    double[] free = new double[space.size()];
    for (int i = 0; i < free.length; i++) {
      free[i] = drawn[all.position(space.name(i))];
    }
    return free;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the parameter is fixed to a value that it cannot have
   */
  @Override
  public double sample(SamplingContext context, String name, Distribution distribution) {
    return values.containsKey(name)
        ? internal(name, distribution, values.get(name))
        : base.sample(context, name, distribution);
  }

  static double internal(String name, Distribution distribution, @Nullable Object value) {
    try {
      return distribution.toInternal(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "parameter \"%s\" is fixed to %s, expected a value of %s; fix it to one, or leave it out"
              .formatted(name, value, distribution),
          e);
    }
  }

  @Override
  public Sampler knowing(Map<String, ?> fixed) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(values);
    all.putAll(fixed);
    return new FixedSampler(values, base.knowing(all));
  }

  @Override
  public boolean readsHistory(TrialHistory history) {
    return base.readsHistory(history);
  }

  @Override
  public boolean isExhausted(TrialHistory history) {
    return base.isExhausted(history);
  }

  @Override
  public String toString() {
    return "%s with %s".formatted(name(), values);
  }
}
