package dev.afina.neural.optimizer;

/** What schedules share. */
final class Schedules {

  private Schedules() {}

  static void checkSteps(String owner, long steps) {
    if (steps < 1) {
      throw new IllegalArgumentException(
          "%s has %d steps, expected at least 1".formatted(owner, steps));
    }
  }

  static void checkDecay(String owner, double start, double factor, long steps) {
    Checks.above(owner, "start", start);
    if (!(factor > 0 && factor <= 1)) {
      throw new IllegalArgumentException(
          "%s has factor %s, expected a number in (0, 1]".formatted(owner, factor));
    }
    checkSteps(owner, steps);
  }

  static void checkEnds(String owner, double start, double end, long steps) {
    Checks.above(owner, "start", start);
    Checks.atLeastZero(owner, "end", end);
    checkSteps(owner, steps);
  }

  /** How much of the steps is done, at most 1. */
  static double share(long step, long steps) {
    return Math.min(1, (double) step / steps);
  }

  /** Half a cosine between two values, after the given share of it. */
  static double cosine(double from, double to, double share) {
    return to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2;
  }

  static Schedule piecewise(long[] boundaries, double[] rates) {
    if (rates.length != boundaries.length + 1) {
      throw new IllegalArgumentException(
          "piecewise schedule has %d rates and %d boundaries, expected one rate more"
              .formatted(rates.length, boundaries.length));
    }
    for (int i = 0; i < rates.length; i++) {
      Checks.atLeastZero("piecewise schedule", "rate", rates[i]);
      if (i > 1 && boundaries[i - 1] <= boundaries[i - 2]) {
        throw new IllegalArgumentException(
            "piecewise schedule has boundary %d after %d, expected them to increase"
                .formatted(boundaries[i - 1], boundaries[i - 2]));
      }
    }
    return step -> {
      int i = 0;
      while (i < boundaries.length && step >= boundaries[i]) {
        i++;
      }
      return rates[i];
    };
  }
}
