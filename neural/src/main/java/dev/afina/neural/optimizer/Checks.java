package dev.afina.neural.optimizer;

/** Range checks shared by the optimizers. */
final class Checks {

  private Checks() {}

  static void above(String owner, String name, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "%s has %s %s, expected a finite number above 0".formatted(owner, name, value));
    }
  }

  static void atLeastZero(String owner, String name, double value) {
    if (!(value >= 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "%s has %s %s, expected a finite number of at least 0".formatted(owner, name, value));
    }
  }

  static void belowOne(String owner, String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          "%s has %s %s, expected a number in [0, 1)".formatted(owner, name, value));
    }
  }
}
