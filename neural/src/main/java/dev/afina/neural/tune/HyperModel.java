package dev.afina.neural.tune;

import dev.afina.core.space.HyperParameters;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.History;
import dev.afina.neural.Model;

/**
 * Builds and trains a network from hyperparameters; any number of trials may do so at once.
 *
 * <p>What is asked for in any of the methods makes up the search space, and a trial records what it
 * asked for, nothing else: widths of layers that are not there, and settings of an optimizer that
 * was not chosen, are no part of it.
 */
@FunctionalInterface
public interface HyperModel {

  /** The network of a trial. */
  Blueprint build(HyperParameters hp);

  /**
   * How the network is fitted; the given settings by default. Called after {@link #build}.
   *
   * @param fit epochs, validation data and callbacks of the tuner
   */
  default Fit fit(HyperParameters hp, Fit fit) {
    return fit;
  }

  /**
   * Trains the network; by default on the data as they are, with the settings of {@link
   * #fit(HyperParameters, Fit)}. What is changed in the data here is to be changed in the same way
   * where the model is used later; a layer such as {@code Normalization} does that by itself.
   *
   * @param data what the search was given; its fit carries the callbacks of the tuner, which must
   *     see every epoch that counts
   * @return of the training
   */
  default History fit(HyperParameters hp, Model model, TuningData data) {
    return model.fit(data.train(), fit(hp, data.fit()));
  }
}
