package dev.afina.data.table;

import dev.afina.data.DataException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a column is.
 *
 * <ul>
 *   <li>Numbers, if at least {@link #NUMBER_SHARE} of the cells with a value are numbers and the
 *       others are at most {@link #MAX_STRANGERS} different texts, which then count as missing.
 *   <li>Dates, if all cells with a value are dates of one {@link DatePattern}, and of one only: if
 *       day and month cannot be told apart, the column is text.
 *   <li>Categories otherwise.
 * </ul>
 *
 * <p>Left out are constants; text with at least {@link #MIN_FREE_TEXT} different values that make
 * up more than half of the cells; and integers that only count or identify, see {@link RowNumbers}.
 */
final class ColumnAnalysis {
  /** Least share of numbers in a column of numbers. */
  static final double NUMBER_SHARE = 0.95;

  /** Most different texts among the numbers of a column of numbers. */
  static final int MAX_STRANGERS = 20;

  /** Fewest different values of free text. */
  static final int MIN_FREE_TEXT = 10;

  private final RawTable raw;
  private final String name;
  private final TextColumn text;

  private ColumnAnalysis(RawTable raw, int position) {
    this.raw = raw;
    this.name = raw.header().get(position);
    this.text = raw.column(position);
  }

  static ColumnProfile of(RawTable raw, int position) {
    return new ColumnAnalysis(raw, position).analyze();
  }

  private ColumnProfile analyze() {
    double[] values = new double[text.size()];
    int missing = 0; // always
    int soft = 0; // missing among numbers and dates only
    int numbers = 0;
    int strange = 0;
    Set<String> strangers = new TreeSet<>();
    for (int row = 0; row < values.length; row++) {
      values[row] = text.number(row, raw.decimal());
      if (!Double.isNaN(values[row])) {
        numbers++;
      } else if (text.isMissing(row)) {
        missing++;
      } else if (text.isMissingAmongNumbers(row)) {
        soft++;
      } else {
        strange++;
        if (strangers.size() <= MAX_STRANGERS) {
          strangers.add(text.get(row));
        }
      }
    }
    if (missing == values.length) {
      return empty(missing);
    }
    if (numbers > 0
        && numbers >= NUMBER_SHARE * (numbers + strange)
        && strangers.size() <= MAX_STRANGERS) {
      return numbers(values, missing + soft + strange, List.copyOf(strangers));
    }
    DatePattern pattern = strange > 0 && numbers == 0 ? datePattern() : null;
    return pattern != null ? dates(pattern, missing + soft) : categories(missing);
  }

  private ColumnProfile empty(int missing) {
    if (!name.startsWith(HeaderCheck.UNNAMED)) {
      throw new DataException(
          "%s: column \"%s\" has no value in any of %d rows; remove the column"
              .formatted(raw.source(), name, missing));
    }
    return profile(ColumnKind.CATEGORY, LeftOut.EMPTY, missing, 0, null, List.of());
  }

  private ColumnProfile numbers(double[] values, int missing, List<String> strangers) {
    LeftOut leftOut = null;
    if (missing == 0) {
      double first = values[0];
      leftOut =
          Arrays.stream(values).allMatch(v -> v == first)
              ? LeftOut.CONSTANT
              : RowNumbers.of(name, values);
    }
    return profile(ColumnKind.NUMBER, leftOut, missing, 0, null, strangers);
  }

  private ColumnProfile dates(DatePattern pattern, int missing) {
    LeftOut leftOut = missing == 0 && isConstantText() ? LeftOut.CONSTANT : null;
    return profile(ColumnKind.DATE, leftOut, missing, 0, pattern, List.of());
  }

  private ColumnProfile categories(int missing) {
    Set<String> distinct = new HashSet<>();
    for (int row = 0; row < text.size(); row++) {
      if (!text.isMissing(row)) {
        distinct.add(text.get(row));
      }
    }
    int present = text.size() - missing;
    LeftOut leftOut = null;
    if (distinct.size() == 1 && missing == 0) {
      leftOut = LeftOut.CONSTANT;
    } else if (distinct.size() >= MIN_FREE_TEXT && 2L * distinct.size() > present) {
      leftOut = LeftOut.FREE_TEXT;
    }
    return profile(ColumnKind.CATEGORY, leftOut, missing, distinct.size(), null, List.of());
  }

  private boolean isConstantText() {
    String first = text.get(0);
    for (int row = 1; row < text.size(); row++) {
      if (!text.get(row).equals(first)) {
        return false;
      }
    }
    return true;
  }

  private @Nullable DatePattern datePattern() {
    DatePattern found = null;
    for (DatePattern pattern : DatePattern.values()) {
      if (isAllDates(pattern)) {
        if (found != null) {
          return null;
        }
        found = pattern;
      }
    }
    return found;
  }

  private boolean isAllDates(DatePattern pattern) {
    for (int row = 0; row < text.size(); row++) {
      if (!text.isMissingAmongNumbers(row) && Double.isNaN(pattern.parse(text.get(row)))) {
        return false;
      }
    }
    return true;
  }

  private ColumnProfile profile(
      ColumnKind kind,
      @Nullable LeftOut leftOut,
      int missing,
      int distinct,
      @Nullable DatePattern pattern,
      List<String> alsoMissing) {
    return new ColumnProfile(name, kind, leftOut, missing, distinct, pattern, alsoMissing);
  }
}
