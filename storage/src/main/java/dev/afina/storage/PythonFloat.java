package dev.afina.storage;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Doubles as Python prints them.
 *
 * <p>The shortest decimal that reads back as the same double, the nearest to it among those, in
 * positional form for exponents in [−4, 16), else as {@code 1e-05}. {@link Double#toString} does
 * not serve: it always prints two digits, and up to JDK 18 sometimes more than are needed.
 */
final class PythonFloat {

  private static final int MAX_DIGITS = 17;
  private static final double POSITIONAL = 1e15;

  private PythonFloat() {}

  /** Python's {@code repr}, in JSON's spelling of NaN and the infinities. */
  static String repr(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Infinity" : "-Infinity";
    }
    if (value == 0) {
      return 1 / value > 0 ? "0.0" : "-0.0";
    }
    if (value == Math.rint(value) && Math.abs(value) < POSITIONAL) {
      return (long) value + ".0";
    }
    String sign = value < 0 ? "-" : "";
    BigDecimal shortest = shortest(Math.abs(value));
    String digits = shortest.unscaledValue().toString();
    return sign + layOut(digits, digits.length() - 1 - shortest.scale());
  }

  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < MAX_DIGITS; digits++) {
      BigDecimal below = exact.round(new MathContext(digits, RoundingMode.DOWN));
      BigDecimal above = exact.round(new MathContext(digits, RoundingMode.UP));
      boolean belowReads = below.doubleValue() == value;
      boolean aboveReads = above.doubleValue() == value;
      if (belowReads || aboveReads) {
        boolean takeBelow =
            belowReads
                && (!aboveReads || exact.subtract(below).compareTo(above.subtract(exact)) <= 0);
        return (takeBelow ? below : above).stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
  }

  private static String layOut(String digits, int exponent) {
    if (exponent < -4 || exponent >= 16) {
      String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
      String power = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
      return digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + power;
    }
    if (exponent < 0) {
      return "0." + "0".repeat(-exponent - 1) + digits;
    }
    int whole = exponent + 1;
    return digits.length() <= whole
        ? digits + "0".repeat(whole - digits.length()) + ".0"
        : digits.substring(0, whole) + "." + digits.substring(whole);
  }
}
