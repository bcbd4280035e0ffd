package dev.afina.data.table;

import dev.afina.data.DataException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns the target column into what a network learns, and predictions back. */
sealed interface TargetEncoder {

  /** Name of the target column. */
  String column();

  /** The targets of rows that all have one. */
  float[] encode(RawTable raw, int[] rows);

  /** What was learned, as values that JSON can hold. */
  Map<String, Object> toMap();

  /** The encoder that {@link #toMap} described. */
  static TargetEncoder fromMap(StoredMap map) {
    String kind = map.text("kind");
    return switch (kind) {
      case "classes" ->
          new Classes(map.text("column"), map.texts("labels"), map.bool("numericLabels"));
      case "number" -> new Value(map.text("column"), Standardizer.fromMap(map));
      default -> throw map.wrong("kind", kind, "classes or number");
    };
  }

  /**
   * Classes as their indices.
   *
   * @param labels as written in the table, in the order of the indices
   * @param isNumeric whether labels are numbers and equal as such: {@code 7} is {@code 7.0}
   */
  record Classes(String column, List<String> labels, boolean isNumeric) implements TargetEncoder {
    public Classes {
      labels = List.copyOf(labels);
    }

    @Override
    public float[] encode(RawTable raw, int[] rows) {
      ColumnReader reader = new ColumnReader(raw, column, rows);
      Map<Object, Integer> indices = new HashMap<>();
      for (int i = 0; i < labels.size(); i++) {
        indices.put(key(labels.get(i)), i);
      }
      int position = raw.position(column);
      float[] targets = new float[rows.length];
      double[] numbers = isNumeric ? reader.numbers(List.of()).values() : new double[0];
      for (int i = 0; i < rows.length; i++) {
        Object key = isNumeric ? (Object) (numbers[i] + 0.0) : raw.cell(rows[i], position);
        Integer index = indices.get(key);
        if (index == null) {
          throw new DataException(
              "%s line %d: \"%s\" in the target column \"%s\" is no known class, expected one of %s"
                  .formatted(
                      raw.source(),
                      raw.line(rows[i]),
                      raw.cell(rows[i], position),
                      column,
                      labels));
        }
        targets[i] = index;
      }
      return targets;
    }

    private Object key(String label) {
      if (!isNumeric) {
        return label;
      }
      double point = Numbers.parse(label, DecimalStyle.POINT);
      return (Double.isNaN(point) ? Numbers.parse(label, DecimalStyle.COMMA) : point) + 0.0;
    }

    @Override
    public Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("kind", "classes");
      map.put("column", column);
      map.put("labels", labels);
      map.put("numericLabels", isNumeric);
      return map;
    }
  }

  /** A number, standardised. */
  record Value(String column, Standardizer standardizer) implements TargetEncoder {

    static Value fit(RawTable raw, String column, int[] rows) {
      double[] values = new ColumnReader(raw, column, rows).numbers(List.of()).values();
      Standardizer standardizer = Standardizer.fit(values);
      // A constant training part cannot be scaled; it is only shifted.
      return new Value(
          column,
          standardizer.isConstant() ? new Standardizer(standardizer.mean(), 1) : standardizer);
    }

    @Override
    public float[] encode(RawTable raw, int[] rows) {
      double[] values = new ColumnReader(raw, column, rows).numbers(List.of()).values();
      float[] targets = new float[rows.length];
      for (int i = 0; i < rows.length; i++) {
        if (Double.isNaN(values[i])) {
          throw new DataException(
              "%s line %d has no value in the target column \"%s\""
                  .formatted(raw.source(), raw.line(rows[i]), column));
        }
        targets[i] = (float) standardizer.apply(values[i]);
      }
      return targets;
    }

    @Override
    public Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("kind", "number");
      map.put("column", column);
      map.putAll(standardizer.toMap());
      return map;
    }
  }
}
