package dev.afina.data.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about a column.
 *
 * @param name the column's name
 * @param kind what its cells are
 * @param leftOut why it is not learned from; null if it is
 * @param missing rows without a value, those with a text of {@code alsoMissing} among them
 * @param distinct number of different values; 0 for numbers and dates, where nobody counts them
 * @param datePattern how dates are written; null unless the column holds dates
 * @param alsoMissing texts in a column of numbers that are none and count as missing, such as
 *     {@code unknown}; sorted
 */
public record ColumnProfile(
    String name,
    ColumnKind kind,
    @Nullable LeftOut leftOut,
    int missing,
    int distinct,
    @Nullable DatePattern datePattern,
    List<String> alsoMissing) {

  /** Copies the list. */
  public ColumnProfile {
    alsoMissing = List.copyOf(alsoMissing);
  }

  /** Whether the column is learned from. */
  public boolean isFeature() {
    return leftOut == null;
  }

  /** The same column, learned from. */
  ColumnProfile kept() {
    return new ColumnProfile(name, kind, null, missing, distinct, datePattern, alsoMissing);
  }
}
