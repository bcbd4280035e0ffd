package dev.afina.data.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A column of numbers as one standardised feature, and one more that is 1 where the number is
 * missing, if it ever was in training. Missing numbers become the median of the training rows.
 *
 * @param median what a missing number becomes
 * @param isFlagged whether there is a feature for missing numbers
 * @param alsoMissing texts that count as missing
 */
record NumberEncoder(
    String column,
    double median,
    Standardizer standardizer,
    boolean isFlagged,
    List<String> alsoMissing)
    implements FeatureEncoder {
  static final String KIND = "number";

  NumberEncoder {
    alsoMissing = List.copyOf(alsoMissing);
  }

  static NumberEncoder fit(Column.Numeric column, List<String> alsoMissing) {
    double median = Standardizer.median(column.values());
    Standardizer standardizer = new Standardizer(0, 0);
    if (!Double.isNaN(median)) {
      standardizer = Standardizer.fit(Standardizer.filled(column.values(), median));
    }
    boolean anyPresent = !Double.isNaN(median);
    boolean isFlagged = anyPresent && Standardizer.hasMissing(column.values());
    return new NumberEncoder(
        column.name(), anyPresent ? median : 0, standardizer, isFlagged, alsoMissing);
  }

  @Override
  public List<String> features() {
    List<String> names = new ArrayList<>();
    if (!standardizer.isConstant()) {
      names.add(column);
    }
    if (isFlagged) {
      names.add(column + " is missing");
    }
    return names;
  }

  @Override
  public Column read(RawTable raw, int[] rows) {
    return new ColumnReader(raw, column, rows).numbers(alsoMissing);
  }

  @Override
  public void encode(Column from, float[] out, int offset, int width) {
    double[] values = ((Column.Numeric) from).values();
    for (int i = 0; i < values.length; i++) {
      int at = offset + i * width;
      boolean missing = Double.isNaN(values[i]);
      if (!standardizer.isConstant()) {
        out[at++] = (float) standardizer.apply(missing ? median : values[i]);
      }
      if (isFlagged) {
        out[at] = missing ? 1 : 0;
      }
    }
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", KIND);
    map.put("column", column);
    map.put("median", median);
    map.putAll(standardizer.toMap());
    map.put("flagMissing", isFlagged);
    map.put("alsoMissing", alsoMissing);
    return map;
  }

  static NumberEncoder fromMap(StoredMap map) {
    return new NumberEncoder(
        map.text("column"),
        map.number("median"),
        Standardizer.fromMap(map),
        map.bool("flagMissing"),
        map.texts("alsoMissing"));
  }
}
