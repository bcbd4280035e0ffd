package dev.afina.data.table;

import dev.afina.data.DataException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns the text cells of chosen rows into typed columns; a cell that does not fit is an error. */
final class ColumnReader {
  private final RawTable raw;
  private final String name;
  private final int position;
  private final int[] rows;

  ColumnReader(RawTable raw, String name, int[] rows) {
    this.raw = raw;
    this.name = name;
    this.rows = rows;
    this.position = raw.position(name);
    if (position < 0) {
      throw new DataException("%s has no column \"%s\"".formatted(raw.source(), name));
    }
  }

  /** Reads a column as its profile says. */
  static Column read(RawTable raw, ColumnProfile profile, int[] rows) {
    ColumnReader reader = new ColumnReader(raw, profile.name(), rows);
    DatePattern pattern = profile.datePattern();
    if (pattern != null) {
      return reader.dates(pattern);
    }
    return profile.kind() == ColumnKind.NUMBER
        ? reader.numbers(profile.alsoMissing())
        : reader.categories();
  }

  Column.Numeric numbers(Collection<String> alsoMissing) {
    TextColumn text = raw.column(position);
    double[] values = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int row = rows[i];
      values[i] = text.number(row, raw.decimal());
      if (Double.isNaN(values[i])
          && !text.isMissingAmongNumbers(row)
          && !alsoMissing.contains(text.get(row))) {
        throw unreadable(row, "a number (with a " + raw.decimal() + ")");
      }
    }
    return new Column.Numeric(name, values);
  }

  Column.Dated dates(DatePattern pattern) {
    TextColumn text = raw.column(position);
    double[] values = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int row = rows[i];
      values[i] = Double.NaN;
      if (!text.isMissingAmongNumbers(row)) {
        values[i] = pattern.parse(text.get(row));
        if (Double.isNaN(values[i])) {
          throw unreadable(row, "a date such as " + pattern.example());
        }
      }
    }
    return new Column.Dated(name, values);
  }

  Column.Categorical categories() {
    TextColumn text = raw.column(position);
    int[] codes = new int[rows.length];
    Map<String, Integer> dictionary = new HashMap<>();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      if (text.isMissing(rows[i])) {
        codes[i] = -1;
        continue;
      }
      String value = text.get(rows[i]);
      Integer code = dictionary.putIfAbsent(value, values.size());
      codes[i] = code == null ? values.size() : code;
      if (code == null) {
        values.add(value);
      }
    }
    return new Column.Categorical(name, codes, values);
  }

  private DataException unreadable(int row, String expected) {
    return new DataException(
        "%s line %d: \"%s\" in column \"%s\" is not %s"
            .formatted(raw.source(), raw.line(row), raw.cell(row, position), name, expected));
  }
}
