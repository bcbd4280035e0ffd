package dev.afina.algorithms.halving;

import dev.afina.core.trial.Seeds;

/**
 * Population-based training: all members train for an interval; then the worst fifth are replaced
 * by copies of members of the best fifth, with changed parameters, and all go on.
 *
 * <p><a href="https://arxiv.org/abs/1711.09846">Jaderberg et al. 2017</a>, algorithm 1, with
 * truncation selection and the perturbation of its section 4.1: each number is multiplied by 0.8 or
 * 1.2, or drawn anew with a chance of a quarter. A copy is a trial of its own, which begins with
 * its parent's checkpoint, at its parent's step; the one that it replaces ends as pruned.
 *
 * <p>Deviation: members wait for each other after each interval, so that the result does not depend
 * on their speed; one that fails is not replaced. The objective must be one that can be set aside,
 * and takes its parameters from the trial each time it goes on.
 */
public final class PopulationBasedTraining extends Population {

  /** That of the paper, section 4.1. */
  public static final double SHARE = 0.2;

  private static final Generations.Explorer PERTURBING =
      (history, generations, selection, worst) ->
          Perturbation.of(
              history,
              selection.parents().get(worst),
              Seeds.generator(generations.seed(), selection.worst().get(worst), "pbt:explore"));

  private PopulationBasedTraining(Generations generations) {
    super(generations);
  }

  /**
   * A population.
   *
   * @param members at least 2
   * @param interval steps between two selections, at least 1
   * @param maxSteps the last step of all, at least the interval
   * @throws IllegalArgumentException if one of them is less
   */
  public static PopulationBasedTraining of(int members, int interval, int maxSteps) {
    return new PopulationBasedTraining(new Generations(members, interval, maxSteps, 0, PERTURBING));
  }

  /** With another seed of what is drawn for copies; 0 by default. */
  public PopulationBasedTraining seed(long value) {
    return new PopulationBasedTraining(generations.withSeed(value));
  }

  @Override
  public String name() {
    return "pbt";
  }
}
