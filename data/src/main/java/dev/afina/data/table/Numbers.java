package dev.afina.data.table;

import java.nio.charset.StandardCharsets;

/**
 * Parses numbers out of UTF-8 text without making strings of them.
 *
 * <p>Accepted are an optional sign, digits (in well-formed groups of three, if grouped), an
 * optional decimal mark with digits, and an optional exponent. Not accepted are hexadecimal
 * numbers, Java's type suffixes, infinities, and magnitudes beyond {@link #LARGEST}, whose squares
 * would overflow.
 */
final class Numbers {
  /** Largest magnitude taken for a number. */
  static final double LARGEST = 1e150;

  private static final int EXACT_DIGITS = 15;
  private static final double[] POWERS = new double[23];

  static {
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = Double.parseDouble("1e" + i); // exact up to 1e22
    }
  }

  private Numbers() {}

  /** The number in a text, or NaN if it is none. */
  static double parse(String text, DecimalStyle style) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return parse(bytes, 0, bytes.length, style);
  }

  /** The number in {@code text[from, to)}, or NaN if it is none. */
  static double parse(byte[] text, int from, int to, DecimalStyle style) {
    int i = from;
    boolean negative = i < to && text[i] == '-';
    if (i < to && (text[i] == '-' || text[i] == '+')) {
      i++;
    }
    int start = i;
    long mantissa = 0;
    int digits = 0;
    boolean grouped = false;
    int run = 0;
    for (; i < to; i++) {
      byte c = text[i];
      if (isDigit(c)) {
        run++;
        digits++;
        mantissa = digits <= EXACT_DIGITS ? mantissa * 10 + (c - '0') : 0;
      } else if (c == style.group()) {
        if (grouped ? run != 3 : run < 1 || run > 3 || text[start] == '0') {
          return Double.NaN;
        }
        grouped = true;
        run = 0;
      } else {
        break;
      }
    }
    if (grouped && run != 3) {
      return Double.NaN;
    }
    int decimals = 0;
    if (i < to && text[i] == style.mark()) {
      for (i++; i < to && isDigit(text[i]); i++) {
        decimals++;
        digits++;
        mantissa = digits <= EXACT_DIGITS ? mantissa * 10 + (text[i] - '0') : 0;
      }
    }
    if (digits == 0) {
      return Double.NaN;
    }
    boolean hasExponent = i < to && (text[i] == 'e' || text[i] == 'E');
    if (hasExponent) {
      i++;
      if (i < to && (text[i] == '-' || text[i] == '+')) {
        i++;
      }
      int exponentStart = i;
      while (i < to && isDigit(text[i])) {
        i++;
      }
      if (i == exponentStart) {
        return Double.NaN;
      }
    }
    if (i != to) {
      return Double.NaN;
    }
    if (!hasExponent && digits <= EXACT_DIGITS) {
      // Both are exact doubles, so their quotient is the correctly rounded number (Clinger 1990).
      double value = mantissa / POWERS[decimals];
      return negative ? -value : value;
    }
    return slow(new String(text, from, to - from, StandardCharsets.US_ASCII), style);
  }

  private static double slow(String text, DecimalStyle style) {
    String plain = text.replace(String.valueOf(style.group()), "").replace(style.mark(), '.');
    double value = Double.parseDouble(plain);
    return Math.abs(value) <= LARGEST ? value : Double.NaN;
  }

  static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }
}
