package dev.afina.core.space;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Grid arithmetic on the shortest decimal form of doubles, so that 0.1 means one tenth. */
final class Decimals {

  private Decimals() {}

  /** ⌊(high − low) / step⌋. */
  static long steps(double low, double high, double step) {
    return decimal(high)
        .subtract(decimal(low))
        .divide(decimal(step), 0, RoundingMode.FLOOR)
        .longValueExact();
  }

  /** low + rank · step. */
  static double at(double low, double step, long rank) {
    return decimal(low).add(decimal(step).multiply(BigDecimal.valueOf(rank))).doubleValue();
  }

  private static BigDecimal decimal(double value) {
    return new BigDecimal(Double.toString(value));
  }
}
