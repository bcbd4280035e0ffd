package dev.afina.data.table;

/** What one cell says about the decimal style of its table. */
enum DecimalEvidence {
  /** Nothing: a text, an integer, a date. */
  NONE,
  /** Can only be read with a decimal point: {@code 0.5}, {@code 1,234.5}. */
  POINT,
  /** Can only be read with a decimal comma: {@code 0,5}, {@code 1.234,5}. */
  COMMA,
  /** {@code 1.234}: a fraction, or thousands. */
  POINT_OR_GROUP,
  /** {@code 1,234}: a fraction, or thousands. */
  COMMA_OR_GROUP;

  static DecimalEvidence of(byte[] text, int from, int to) {
    if (!mayBeFraction(text, from, to)) {
      return NONE;
    }
    boolean point = !Double.isNaN(Numbers.parse(text, from, to, DecimalStyle.POINT));
    boolean comma = !Double.isNaN(Numbers.parse(text, from, to, DecimalStyle.COMMA));
    if (point && comma) {
      return indexOf(text, from, to, '.') >= 0 ? POINT_OR_GROUP : COMMA_OR_GROUP;
    }
    return point ? POINT : comma ? COMMA : NONE;
  }

  /** Decides for a table: sure cells first, then the custom of the file's delimiter. */
  static DecimalStyle decide(Iterable<TextColumn> columns, char delimiter) {
    long sure = 0; // positive for points, negative for commas
    long open = 0;
    for (TextColumn column : columns) {
      for (int row = 0; row < column.size(); row++) {
        switch (column.evidence(row)) {
          case POINT -> sure++;
          case COMMA -> sure--;
          case POINT_OR_GROUP -> open++;
          case COMMA_OR_GROUP -> open--;
          case NONE -> {}
        }
      }
    }
    if (sure != 0) {
      return sure > 0 ? DecimalStyle.POINT : DecimalStyle.COMMA;
    }
    return open < 0 && delimiter != ',' ? DecimalStyle.COMMA : DecimalStyle.POINT;
  }

  private static boolean mayBeFraction(byte[] text, int from, int to) {
    boolean mark = false;
    for (int i = from; i < to; i++) {
      byte c = text[i];
      if (c == '.' || c == ',') {
        mark = true;
      } else if (!Numbers.isDigit(c) && c != '-' && c != '+' && c != 'e' && c != 'E') {
        return false;
      }
    }
    return mark;
  }

  private static int indexOf(byte[] text, int from, int to, char wanted) {
    for (int i = from; i < to; i++) {
      if (text[i] == wanted) {
        return i;
      }
    }
    return -1;
  }
}
