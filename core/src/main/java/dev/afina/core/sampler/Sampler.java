package dev.afina.core.sampler;

import dev.afina.core.space.Distribution;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialHistory;
import java.util.Map;

/**
 * Chooses parameters.
 *
 * <p>When a trial starts, the study asks for the {@linkplain #jointSpace joint space} and samples
 * it {@linkplain #sampleJoint at once}; a parameter that the objective asks for and that is not
 * among these, or with another distribution, is {@linkplain #sample sampled alone}.
 *
 * <p>A suggestion is a pure function of the {@link SamplingContext}: all randomness comes from it,
 * and what an instance keeps between calls may change a suggestion's cost, never its value. The
 * study calls a sampler by one thread at a time, which need not be the one that evaluates the
 * trial: with several workers the next trial may be sampled for before it starts. Values are
 * internal ones, see {@link Distribution}.
 */
public interface Sampler {

  /** The name it is chosen and stored by, such as {@code random}. */
  String name();

  /**
   * The value of one parameter.
   *
   * @param distribution of more than one point
   * @return a value that the distribution contains
   */
  double sample(SamplingContext context, String name, Distribution distribution);

  /** The parameters to be sampled together when a trial starts; none by default. */
  default SearchSpace jointSpace(TrialHistory history) {
    return SearchSpace.empty();
  }

  /**
   * Values for the joint space.
   *
   * @param space as {@link #jointSpace} returned it, never empty
   * @return {@code [space.size()]}, or an empty array to leave all to {@link #sample}
   */
  default double[] sampleJoint(SamplingContext context, SearchSpace space) {
    return new double[0];
  }

  /**
   * This sampler with the knowledge that some parameters always have the same value, so that it
   * need not choose them, nor wait for other values of theirs; without it, by default. It is still
   * right to choose them: {@link FixedSampler} drops that.
   *
   * @param fixed external values by name
   */
  default Sampler knowing(Map<String, ?> fixed) {
    return this;
  }

  /**
   * Whether what it does next may depend on trials that are not in the history yet; true by
   * default. Where it may not, a study does not read other workers' trials before it starts one.
   */
  default boolean readsHistory(TrialHistory history) {
    return true;
  }

  /** Whether nothing is left that this sampler would still try. */
  default boolean isExhausted(TrialHistory history) {
    return false;
  }
}
