package dev.afina.neural.tune;

import dev.afina.core.space.HyperParameters;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;

/** Builds a network from hyperparameters; any number of trials may build at once. */
@FunctionalInterface
public interface HyperModel {

  /** The network of a trial. Parameters asked for here or in {@link #fit} make up the space. */
  Blueprint build(HyperParameters hp);

  /**
   * How the network is fitted; the given settings by default. Called after {@link #build}.
   *
   * @param fit epochs, validation data and callbacks of the tuner
   */
  default Fit fit(HyperParameters hp, Fit fit) {
    return fit;
  }
}
