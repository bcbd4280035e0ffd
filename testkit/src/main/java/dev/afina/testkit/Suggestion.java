package dev.afina.testkit;

import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.SamplingContext;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialTable;
import java.util.Arrays;

/** Asks a sampler for a trial's parameters, in the order a study does. */
final class Suggestion {

  private Suggestion() {}

  /**
   * Values for a trial of the history that has just begun.
   *
   * @return {@code [space.size()]}
   */
  static double[] of(Sampler sampler, TrialTable history, int index, long seed, SearchSpace space) {
    SearchSpace joint = sampler.jointSpace(history);
    double[] together =
        joint.size() == 0
            ? new double[0]
            : sampler.sampleJoint(new SamplingContext(history, index, Params::empty, seed), joint);
    double[] values = new double[space.size()];
    for (int i = 0; i < values.length; i++) {
      Distribution distribution = space.distribution(i);
      int position = together.length == 0 ? -1 : joint.position(space.name(i));
      if (distribution.isSinglePoint()) {
        values[i] = distribution.valueAt(0);
      } else if (position >= 0 && joint.distribution(position).equals(distribution)) {
        values[i] = together[position];
      } else {
        Params soFar = Params.of(first(space, i), Arrays.copyOf(values, i));
        values[i] =
            sampler.sample(
                new SamplingContext(history, index, () -> soFar, seed),
                space.name(i),
                distribution);
      }
    }
    return values;
  }

  private static SearchSpace first(SearchSpace space, int count) {
    SearchSpace.Builder part = SearchSpace.builder();
    for (int i = 0; i < count; i++) {
      part.add(space.name(i), space.distribution(i));
    }
    return part.build();
  }
}
