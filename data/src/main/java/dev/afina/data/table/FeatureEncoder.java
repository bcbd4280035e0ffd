package dev.afina.data.table;

import java.util.List;
import java.util.Map;

/** Turns one column into features, by what it learned from the training rows. */
sealed interface FeatureEncoder permits NumberEncoder, DateEncoder, CategoryEncoder {

  /** Name of the column. */
  String column();

  /** What the features are called, one each. */
  List<String> features();

  /** Reads the column's cells; one that does not fit is an error. */
  Column read(RawTable raw, int[] rows);

  /**
   * Writes the features of every row: row {@code i}'s first goes to {@code out[offset + i ×
   * width]}.
   *
   * @param column of the type that {@link #read} returns
   */
  void encode(Column column, float[] out, int offset, int width);

  /** What was learned, as values that JSON can hold. */
  Map<String, Object> toMap();

  /** The encoder that {@link #toMap} described. */
  static FeatureEncoder fromMap(StoredMap map) {
    String kind = map.text("kind");
    return switch (kind) {
      case NumberEncoder.KIND -> NumberEncoder.fromMap(map);
      case DateEncoder.KIND -> DateEncoder.fromMap(map);
      case CategoryEncoder.KIND -> CategoryEncoder.fromMap(map);
      default -> throw map.wrong("kind", kind, "number, date or category");
    };
  }
}
