package dev.afina.data.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A column of categories as one feature a value, 1 where the row has it and 0 elsewhere (one-hot).
 *
 * <p>The {@link #MAX_VALUES} most frequent values of the training rows get a feature each, the
 * rarer ones share one. A value never seen in training goes to the shared feature, or, if there is
 * none, leaves all features 0. Missing values are a value of their own, if they occur in training.
 *
 * @param values the values with a feature, most frequent first, equally frequent ones by name
 * @param hasOther whether there is a shared feature for rarer values
 * @param isFlagged whether there is a feature for missing values
 */
record CategoryEncoder(String column, List<String> values, boolean hasOther, boolean isFlagged)
    implements FeatureEncoder {
  static final String KIND = "category";

  /** Most values of a column that get a feature of their own. */
  static final int MAX_VALUES = 50;

  CategoryEncoder {
    values = List.copyOf(values);
  }

  /** Without any value if all training rows have the same: there is nothing to learn from it. */
  static CategoryEncoder fit(Column.Categorical column) {
    int[] counts = new int[column.values().size()];
    int missing = 0;
    for (int code : column.codes()) {
      if (code < 0) {
        missing++;
      } else {
        counts[code]++;
      }
    }
    Integer[] order = new Integer[counts.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        Comparator.<Integer>comparingInt(i -> -counts[i])
            .thenComparing(i -> column.values().get(i)));
    if (counts.length + (missing > 0 ? 1 : 0) < 2) {
      return new CategoryEncoder(column.name(), List.of(), false, false);
    }
    List<String> values =
        Arrays.stream(order).limit(MAX_VALUES).map(i -> column.values().get(i)).toList();
    return new CategoryEncoder(column.name(), values, counts.length > values.size(), missing > 0);
  }

  @Override
  public List<String> features() {
    List<String> names = new ArrayList<>();
    values.forEach(value -> names.add(column + " = " + value));
    if (hasOther) {
      names.add(column + " is another");
    }
    if (isFlagged) {
      names.add(column + " is missing");
    }
    return names;
  }

  @Override
  public Column.Categorical read(RawTable raw, int[] rows) {
    return new ColumnReader(raw, column, rows).categories();
  }

  /** Values of a table that were never frequent enough, or never there, in training; sorted. */
  List<String> unseen(RawTable raw, int[] rows) {
    TreeSet<String> unseen = new TreeSet<>(read(raw, rows).values());
    values.forEach(unseen::remove);
    return List.copyOf(unseen);
  }

  @Override
  public void encode(Column from, float[] out, int offset, int width) {
    Column.Categorical categories = (Column.Categorical) from;
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      positions.put(values.get(i), i);
    }
    int other = hasOther ? values.size() : -1;
    int missing = isFlagged ? values.size() + (hasOther ? 1 : 0) : other;
    int[] featureOfCode =
        categories.values().stream().mapToInt(v -> positions.getOrDefault(v, other)).toArray();
    for (int i = 0; i < categories.size(); i++) {
      int code = categories.codes()[i];
      int feature = code < 0 ? missing : featureOfCode[code];
      if (feature >= 0) {
        out[offset + i * width + feature] = 1;
      }
    }
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", KIND);
    map.put("column", column);
    map.put("values", values);
    map.put("other", hasOther);
    map.put("flagMissing", isFlagged);
    return map;
  }

  static CategoryEncoder fromMap(StoredMap map) {
    return new CategoryEncoder(
        map.text("column"), map.texts("values"), map.bool("other"), map.bool("flagMissing"));
  }
}
