package dev.afina.data.table;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The cells that mean "no value".
 *
 * <p>Always missing are the empty cell and {@code NA}, {@code N/A}, {@code n/a}, {@code #N/A},
 * {@code <NA>}, {@code NaN}, {@code nan}, {@code NAN}, {@code null}, {@code NULL}, {@code Null} and
 * {@code ?}. Among numbers and dates also {@code none}, {@code None}, {@code NONE}, {@code -},
 * {@code --} and {@code .}; in a column of texts those are ordinary values, for "none" often is
 * one.
 */
final class MissingValues {
  private static final Set<String> ALWAYS =
      Set.of("NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "NAN", "null", "NULL", "Null", "?");
  private static final Set<String> AMONG_NUMBERS = Set.of("none", "None", "NONE", "-", "--", ".");
  private static final int LONGEST = 4;

  private MissingValues() {}

  static boolean isAlways(byte[] text, int from, int to) {
    if (to - from > LONGEST) {
      return false;
    }
    return from == to
        || ("Nn#<?".indexOf(text[from]) >= 0 && ALWAYS.contains(string(text, from, to)));
  }

  static boolean isAmongNumbers(byte[] text, int from, int to) {
    return isAlways(text, from, to)
        || (to - from <= LONGEST
            && "nN-.".indexOf(text[from]) >= 0
            && AMONG_NUMBERS.contains(string(text, from, to)));
  }

  private static String string(byte[] text, int from, int to) {
    return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
