package dev.afina.core.space;

import static java.lang.System.Logger.Level.WARNING;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Puts a parameter's name into the message of what is wrong with its distribution. */
final class NamedParameter {

  private static final System.Logger LOG = System.getLogger("dev.afina.space");

  /** More ranges than this are not told apart; they shrink without a warning. */
  private static final int MOST_WARNINGS = 1000;

  private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

  private NamedParameter() {}

  static <D> D check(String name, Supplier<D> distribution) {
    try {
      return distribution.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("parameter \"%s\": %s".formatted(name, e.getMessage()), e);
    }
  }

  /** A grid; one warning, ever, if the range is no multiple of the step. */
  static DoubleDistribution grid(String name, double low, double high, double step) {
    DoubleDistribution grid =
        check(name, () -> new DoubleDistribution(low, high, Scale.LINEAR, step));
    if (grid.high() < high) {
      warn(name, Decimals.text(high), Decimals.text(step), Decimals.text(grid.high()));
    }
    return grid;
  }

  /** A grid of integers; one warning, ever, if the range is no multiple of the step. */
  static IntDistribution grid(String name, long low, long high, long step) {
    IntDistribution grid = check(name, () -> new IntDistribution(low, high, step, Scale.LINEAR));
    if (grid.high() < high) {
      warn(name, Long.toString(high), Long.toString(step), Long.toString(grid.high()));
    }
    return grid;
  }

  /** The powers of a factor, from the low end on. */
  static List<Integer> powers(int low, int high, int factor) {
    if (low < 1 || high < low || factor < 2) {
      throw new IllegalArgumentException(
          "powers of %d from %d to %d, expected a factor of at least 2 and bounds that ascend from at least 1"
              .formatted(factor, low, high));
    }
    List<Integer> powers = new ArrayList<>();
    for (long value = low; value <= high; value *= factor) {
      powers.add((int) value);
    }
    return powers;
  }

  private static void warn(String name, String high, String step, String last) {
    String message =
        "parameter \"%s\": high (%s) is no multiple of step (%s) above low; it shrinks to %s"
            .formatted(name, high, step, last);
    if (WARNED.size() < MOST_WARNINGS && WARNED.add(message)) {
      LOG.log(WARNING, message);
    }
  }
}
