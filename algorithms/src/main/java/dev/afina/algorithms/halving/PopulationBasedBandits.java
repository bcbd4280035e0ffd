package dev.afina.algorithms.halving;

/**
 * Population-based bandits (PB2): {@linkplain PopulationBasedTraining population-based training}
 * whose copies get the parameters that promise the greatest gain until the next selection, by a
 * model of the gains so far that forgets.
 *
 * <p><a href="https://arxiv.org/abs/2002.02518">Parker-Holder, Nguyen and Roberts 2020</a>,
 * algorithm 1. Worth it where a population is small (4 to 8 members), or the best parameters change
 * while a network trains, as those of a learning rate schedule do.
 *
 * <p>Deviations: numbers are chosen by the model, choices as in population-based training; a fifth
 * of the members are replaced, as there; the model's length, noise and forgetting are the most
 * likely ones of a grid. Until two gains are known copies are perturbed. The first interval of a
 * trial has no gain, for nothing is reported before it.
 */
public final class PopulationBasedBandits extends Population {

  private PopulationBasedBandits(Generations generations) {
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
  public static PopulationBasedBandits of(int members, int interval, int maxSteps) {
    return new PopulationBasedBandits(
        new Generations(members, interval, maxSteps, 0, new Bandit()));
  }

  /** With another seed of what is drawn for copies; 0 by default. */
  public PopulationBasedBandits seed(long value) {
    return new PopulationBasedBandits(generations.withSeed(value));
  }

  @Override
  public String name() {
    return "pb2";
  }
}
