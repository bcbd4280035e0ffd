package dev.afina.data.table;

import java.util.List;

/**
 * A typed column: one value a row, in the order of the rows that were asked for.
 *
 * <p>Arrays are handed out without a copy and must not be written to.
 */
public sealed interface Column {

  /** The column's name. */
  String name();

  /** Number of rows. */
  int size();

  /** Whether a row has no value. */
  boolean isMissing(int row);

  /**
   * Numbers.
   *
   * @param values one a row; NaN where missing
   */
  @SuppressWarnings("ArrayRecordComponent") // large, shared without a copy, never compared
  record Numeric(String name, double[] values) implements Column {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public boolean isMissing(int row) {
      return Double.isNaN(values[row]);
    }
  }

  /**
   * Dates.
   *
   * @param days days since 1970-01-01 UTC, one a row, time of day as a fraction; NaN where missing
   */
  @SuppressWarnings("ArrayRecordComponent") // large, shared without a copy, never compared
  record Dated(String name, double[] days) implements Column {
    @Override
    public int size() {
      return days.length;
    }

    @Override
    public boolean isMissing(int row) {
      return Double.isNaN(days[row]);
    }
  }

  /**
   * Categories, as indices into a dictionary.
   *
   * @param codes one a row; −1 where missing
   * @param values the dictionary, in the order of first appearance
   */
  @SuppressWarnings("ArrayRecordComponent") // large, shared without a copy, never compared
  record Categorical(String name, int[] codes, List<String> values) implements Column {
    /** Copies the dictionary. */
    public Categorical {
      values = List.copyOf(values);
    }

    @Override
    public int size() {
      return codes.length;
    }

    @Override
    public boolean isMissing(int row) {
      return codes[row] < 0;
    }
  }
}
