package dev.afina.neural.tune;

import dev.afina.core.space.GivenParameters;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.neural.Model;

/**
 * The network of a trial as it was measured, with the weights of its best epoch; close it after
 * use.
 *
 * @param trial of the search
 * @param execution which of the trial's trainings it comes from, counted from 0: the best one
 * @param score what this network scored there by the first objective: what evaluating it on the
 *     same rows gives again
 * @param model the network
 */
public record TunedModel(FrozenTrial trial, int execution, double score, Model model)
    implements AutoCloseable {

  /** The trial's parameters, to build its network again. */
  public GivenParameters hyperparameters() {
    return GivenParameters.of(trial.params());
  }

  /** Releases the network's memory. */
  @Override
  public void close() {
    model.close();
  }
}
