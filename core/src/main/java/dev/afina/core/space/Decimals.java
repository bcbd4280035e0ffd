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

  /** For people: without an exponent where the number is neither tiny nor huge. */
  static String text(double value) {
    double size = Math.abs(value);
    return size == 0 || (size >= 1e-6 && size < 1e9)
        ? decimal(value).stripTrailingZeros().toPlainString()
        : Double.toString(value);
  }

  private static BigDecimal decimal(double value) {
    return new BigDecimal(Double.toString(value));
  }
}
