package dev.afina.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as people and machines read them, in the same form whatever the locale. */
final class Numbers {

  private static final int DIGITS = 5;
  private static final double SMALLEST_PLAIN = 1e-4;
  private static final double LARGEST_PLAIN = 1e7;
  private static final double LARGEST_EXACT = 1L << 53;

  private Numbers() {}

  /** For reading: five significant digits, plain from 0.0001 to 10 million; whole numbers whole. */
  static String readable(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    if (value == 0) {
      return "0";
    }
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < LARGEST_PLAIN) {
      return Long.toString((long) value);
    }
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
    if (size >= SMALLEST_PLAIN && size < LARGEST_PLAIN) {
      return rounded.stripTrailingZeros().toPlainString();
    }
    BigDecimal stripped = rounded.stripTrailingZeros();
    int exponent = stripped.precision() - stripped.scale() - 1;
    return stripped.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
  }

  /** For machines: the shortest text that reads back as the same number; whole ones without .0. */
  static String exact(double value) {
    return isWhole(value) ? Long.toString((long) value) : Double.toString(value);
  }

  /** Whether a number is an integer of at most 53 bits, and not the negative zero. */
  static boolean isWhole(double value) {
    return Math.abs(value) < LARGEST_EXACT && Double.compare(value, (double) (long) value) == 0;
  }

  /** Rounded to a number of significant decimal digits; infinities and NaN stay. */
  static double rounded(double value, int digits) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(new MathContext(digits)).doubleValue()
        : value;
  }
}
