package dev.afina.data.table;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells columns that only number or identify the rows from features.
 *
 * <ul>
 *   <li>A column called an identifier ({@code id}, {@code index}, {@code row}, {@code customer_id},
 *       {@code PassengerId}, or nothing at all) with a different integer in every row is left out:
 *       a row number if the integers go up, an identifier if not.
 *   <li>Any other column is a row number only if it counts 0, 1, 2… or 1, 2, 3… over at least
 *       {@link #MIN_ROWS} rows and its name does not speak of time.
 * </ul>
 */
final class RowNumbers {
  /** Fewest rows that make a count under an ordinary name suspicious. */
  static final int MIN_ROWS = 10;

  private static final Set<String> IDENTIFIERS =
      Set.of(
          "id",
          "ids",
          "idx",
          "index",
          "row",
          "rowid",
          "rownum",
          "rownumber",
          "no",
          "nr",
          "num",
          "number",
          "#",
          "key",
          "recordid",
          "uid");
  private static final Set<String> TIMES =
      Set.of(
          "t",
          "time",
          "timestamp",
          "step",
          "epoch",
          "year",
          "month",
          "week",
          "day",
          "date",
          "hour",
          "minute",
          "second",
          "age");

  private RowNumbers() {}

  /** The reason to leave out a column of numbers none of which is missing, or null. */
  static @Nullable LeftOut of(String name, double[] values) {
    if (!isAllIntegers(values)) {
      return null;
    }
    if (isIdentifier(name)) {
      if (isIncreasing(values)) {
        return LeftOut.ROW_NUMBER;
      }
      return isUnique(values) ? LeftOut.IDENTIFIER : null;
    }
    boolean counts = values.length >= MIN_ROWS && isCount(values);
    return counts && !TIMES.contains(name.toLowerCase(Locale.ROOT)) ? LeftOut.ROW_NUMBER : null;
  }

  /** Whether a name says that the column identifies rows. */
  static boolean isIdentifier(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return IDENTIFIERS.contains(lower.replaceAll("[ _-]", ""))
        || lower.startsWith(HeaderCheck.UNNAMED)
        || lower.startsWith("unnamed: ")
        || lower.matches(".*[ _.-](id|idx|index|nr|no|number)")
        || name.matches(".*\\p{Ll}(Id|ID|Index|Nr|No|Number)");
  }

  private static boolean isAllIntegers(double[] values) {
    return Arrays.stream(values).allMatch(v -> v == Math.rint(v));
  }

  private static boolean isIncreasing(double[] values) {
    for (int i = 1; i < values.length; i++) {
      if (!(values[i] > values[i - 1])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isCount(double[] values) {
    for (int i = 1; i < values.length; i++) {
      if (values[i] != values[i - 1] + 1) {
        return false;
      }
    }
    return values[0] == 0 || values[0] == 1;
  }

  private static boolean isUnique(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return isIncreasing(sorted);
  }
}
