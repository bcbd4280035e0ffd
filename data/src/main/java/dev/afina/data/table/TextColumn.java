package dev.afina.data.table;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The cells of one column as text.
 *
 * <p>All cells lie behind each other as UTF-8 in one array, with the end of each in a second: a
 * cell costs its bytes and four more, where a string would cost sixty. One column holds up to 2
 * GiB.
 */
final class TextColumn {
  private static final int LIMIT = Integer.MAX_VALUE - 8;

  private byte[] text = new byte[256];
  private int[] ends = new int[16];
  private int size;

  void add(String cell) {
    int from = end(size);
    int length = cell.length();
    reserve(from, length);
    for (int i = 0; i < length; i++) {
      char c = cell.charAt(i);
      if (c >= 0x80) {
        byte[] utf8 = cell.getBytes(StandardCharsets.UTF_8);
        reserve(from, utf8.length);
        System.arraycopy(utf8, 0, text, from, utf8.length);
        length = utf8.length;
        break;
      }
      text[from + i] = (byte) c;
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, size + (size >> 1));
    }
    ends[size++] = from + length;
  }

  /** Gives back what was reserved for more cells. */
  void trim() {
    text = Arrays.copyOf(text, end(size));
    ends = Arrays.copyOf(ends, size);
  }

  int size() {
    return size;
  }

  String get(int row) {
    int from = end(row);
    return new String(text, from, ends[row] - from, StandardCharsets.UTF_8);
  }

  boolean isMissing(int row) {
    return MissingValues.isAlways(text, end(row), ends[row]);
  }

  boolean isMissingAmongNumbers(int row) {
    return MissingValues.isAmongNumbers(text, end(row), ends[row]);
  }

  /** The number in a cell, or NaN if it is none. */
  double number(int row, DecimalStyle style) {
    return Numbers.parse(text, end(row), ends[row], style);
  }

  /** What a cell says about the table's decimal style. */
  DecimalEvidence evidence(int row) {
    return DecimalEvidence.of(text, end(row), ends[row]);
  }

  private int end(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  private void reserve(int from, int length) {
    long needed = (long) from + length;
    if (needed > LIMIT) {
      throw new IllegalStateException("a column of more than 2 GiB of text does not fit");
    }
    if (needed > text.length) {
      text = Arrays.copyOf(text, (int) Math.min(LIMIT, Math.max(needed, text.length * 3L / 2)));
    }
  }
}
