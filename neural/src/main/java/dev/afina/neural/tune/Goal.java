package dev.afina.neural.tune;

import dev.afina.core.storage.Direction;
import dev.afina.neural.callback.Training;
import org.jspecify.annotations.Nullable;

/**
 * One of the values that trials are compared by.
 *
 * @param name such as {@code val_accuracy}
 * @param direction whether less or more is better; null for what the network's metric says, and
 *     less where there is none
 */
record Goal(String name, @Nullable Direction direction) {

  /** The goal that is the size of the network, its number of trained weights. */
  static final String WEIGHTS = "weights";

  boolean isSize() {
    return name.equals(WEIGHTS);
  }

  /** Whether less or more is better in a training. */
  Direction direction(Training training) {
    if (direction != null) {
      return direction;
    }
    return training.higherIsBetter(name).orElse(false) ? Direction.MAXIMIZE : Direction.MINIMIZE;
  }
}
