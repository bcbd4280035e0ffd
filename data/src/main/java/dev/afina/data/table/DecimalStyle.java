package dev.afina.data.table;

/** How a table writes decimal numbers: the decimal mark, and the mark that may group thousands. */
public enum DecimalStyle {
  /** {@code 1234.5}, or grouped {@code 1,234.5}. */
  POINT('.', ','),
  /** {@code 1234,5}, or grouped {@code 1.234,5}. */
  COMMA(',', '.');

  private final char mark;
  private final char group;

  DecimalStyle(char mark, char group) {
    this.mark = mark;
    this.group = group;
  }

  /** The mark before the decimals. */
  public char mark() {
    return mark;
  }

  /** The mark between groups of three digits. */
  char group() {
    return group;
  }

  @Override
  public String toString() {
    return this == POINT ? "decimal point" : "decimal comma";
  }
}
