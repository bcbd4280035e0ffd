package dev.afina.cli.tune;

import dev.afina.data.DataException;
import dev.afina.data.Split;

/** Refuses data too few to be split. */
final class Parts {

  private Parts() {}

  static void check(Split split) {
    if (split.train().length == 0 || split.validation().length == 0 || split.test().length == 0) {
      throw new DataException(
          "%d rows are too few to be split into training, validation and test; expected at least 10"
              .formatted(split.size()));
    }
  }
}
