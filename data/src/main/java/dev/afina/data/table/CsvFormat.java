package dev.afina.data.table;

import org.jspecify.annotations.Nullable;

/**
 * How a CSV file is written: what is given here is believed, the rest is detected.
 *
 * @param delimiter the character between cells; null to detect {@code ,} {@code ;} tab or {@code |}
 * @param decimal how decimals are written; null to detect
 */
public record CsvFormat(@Nullable Character delimiter, @Nullable DecimalStyle decimal) {

  /** Checks the delimiter. */
  public CsvFormat {
    if (delimiter != null
        && (Character.isLetterOrDigit(delimiter) || "\"\r\n".indexOf(delimiter) >= 0)) {
      throw new IllegalArgumentException(
          "delimiter %s cannot separate cells, expected one such as \",\" \";\" \"|\" or a tab"
              .formatted(delimiterName(delimiter)));
    }
  }

  /** Everything is detected. */
  public static CsvFormat detect() {
    return new CsvFormat(null, null);
  }

  /** The same with a given delimiter. */
  public CsvFormat withDelimiter(char given) {
    return new CsvFormat(given, decimal);
  }

  /** The same with a given decimal style. */
  public CsvFormat withDecimal(DecimalStyle given) {
    return new CsvFormat(delimiter, given);
  }

  /**
   * A delimiter in words: {@code comma}, {@code semicolon}, {@code tab}, {@code bar}, or quoted.
   */
  static String delimiterName(char delimiter) {
    return switch (delimiter) {
      case ',' -> "comma";
      case ';' -> "semicolon";
      case '\t' -> "tab";
      case '|' -> "bar";
      default -> "'" + delimiter + "'";
    };
  }
}
