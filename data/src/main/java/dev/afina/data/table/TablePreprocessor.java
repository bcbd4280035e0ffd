package dev.afina.data.table;

import dev.afina.data.DataException;
import dev.afina.data.Dataset;
import dev.afina.data.TaskType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Turns rows of a table into features and targets, by what it learned from the training rows alone.
 *
 * <p>Numbers are standardised, categories one-hot, dates made into days and cycles; what is missing
 * is filled in and flagged; columns without variation in training are dropped. Any table with the
 * columns of the training table will do, in whatever order, delimiter and decimal style; further
 * columns are ignored. Immutable and thread-safe.
 */
public final class TablePreprocessor {
  /** Version of what {@link #toMap} writes; {@link #fromMap} reads no other. */
  public static final int FORMAT_VERSION = 1;

  private final List<FeatureEncoder> encoders;
  private final TargetEncoder target;
  private final List<String> features;

  private TablePreprocessor(List<FeatureEncoder> encoders, TargetEncoder target) {
    this.encoders = List.copyOf(encoders);
    this.target = target;
    this.features = encoders.stream().flatMap(e -> e.features().stream()).toList();
  }

  /** Fits on the given rows; columns that do not vary there are dropped. */
  static TablePreprocessor fit(
      RawTable raw, List<ColumnProfile> columns, TargetEncoder target, int[] rows) {
    List<FeatureEncoder> encoders = new ArrayList<>();
    for (ColumnProfile profile : columns) {
      Column column = ColumnReader.read(raw, profile, rows);
      FeatureEncoder encoder = encoder(profile, column);
      if (!encoder.features().isEmpty()) {
        encoders.add(encoder);
      }
    }
    if (encoders.isEmpty()) {
      throw new DataException(
          "%s: no column varies in the %d training rows, so there is nothing to learn from"
              .formatted(raw.source(), rows.length));
    }
    return new TablePreprocessor(encoders, target);
  }

  private static FeatureEncoder encoder(ColumnProfile profile, Column column) {
    if (column instanceof Column.Numeric numbers) {
      return NumberEncoder.fit(numbers, profile.alsoMissing());
    }
    DatePattern pattern = profile.datePattern();
    if (column instanceof Column.Dated dates && pattern != null) {
      return DateEncoder.fit(dates, pattern);
    }
    return CategoryEncoder.fit((Column.Categorical) column);
  }

  /**
   * Features and targets of the given rows, in the given order: class indices for classification,
   * standardised values for regression.
   *
   * @throws DataException if columns are missing, a cell does not fit its column, or a row has no
   *     target
   */
  public Dataset transform(RawTable raw, int[] rows) {
    float[] features = features(raw, rows);
    return new Dataset(features, new int[] {width()}, target.encode(raw, rows));
  }

  /** Features and targets of all rows. */
  public Dataset transform(RawTable raw) {
    return transform(raw, IntStream.range(0, raw.rows()).toArray());
  }

  /**
   * Features of all rows behind each other, {@code [n][width]}; the target column need not be
   * there.
   *
   * @throws DataException if columns are missing or a cell does not fit its column
   */
  public float[] features(RawTable raw) {
    return features(raw, IntStream.range(0, raw.rows()).toArray());
  }

  /** Features of the given rows behind each other, {@code [rows.length][width]}. */
  public float[] features(RawTable raw, int[] rows) {
    checkColumns(raw);
    if ((long) rows.length * width() > Integer.MAX_VALUE - 8) {
      throw new DataException(
          "%s: %d rows of %d features each do not fit into one array; use fewer rows"
              .formatted(raw.source(), rows.length, width()));
    }
    float[] out = new float[rows.length * width()];
    int offset = 0;
    for (FeatureEncoder encoder : encoders) {
      encoder.encode(encoder.read(raw, rows), out, offset, width());
      offset += encoder.features().size();
    }
    return out;
  }

  /**
   * Values of a table that have no feature of their own, by column: rare in training, or never
   * seen. Columns without such values are not in the map.
   */
  public Map<String, List<String>> unseenCategories(RawTable raw) {
    checkColumns(raw);
    int[] rows = IntStream.range(0, raw.rows()).toArray();
    Map<String, List<String>> unseen = new LinkedHashMap<>();
    for (FeatureEncoder encoder : encoders) {
      if (encoder instanceof CategoryEncoder categories) {
        List<String> values = categories.unseen(raw, rows);
        if (!values.isEmpty()) {
          unseen.put(encoder.column(), values);
        }
      }
    }
    return unseen;
  }

  /** Number of features a row. */
  public int width() {
    return features.size();
  }

  /**
   * What the features are called, in their order, such as {@code age} or {@code port = Cherbourg}.
   */
  public List<String> featureNames() {
    return features;
  }

  /** The columns that a table must have. */
  public List<String> columns() {
    return encoders.stream().map(FeatureEncoder::column).toList();
  }

  /** Name of the target column. */
  public String targetColumn() {
    return target.column();
  }

  /** Whether a table has the target column, so that predictions on it can be scored. */
  public boolean hasTarget(RawTable raw) {
    return raw.position(target.column()) >= 0;
  }

  /** What is learned. */
  public TaskType task() {
    return target instanceof TargetEncoder.Classes ? TaskType.CLASSIFICATION : TaskType.REGRESSION;
  }

  /** The labels in the order of their indices; empty for regression. */
  public List<String> classes() {
    return target instanceof TargetEncoder.Classes classes ? classes.labels() : List.of();
  }

  /** The label of a class, as the training table wrote it. */
  public String label(int classIndex) {
    List<String> labels = classes();
    if (classIndex < 0 || classIndex >= labels.size()) {
      throw new IllegalArgumentException(
          "class %d does not exist, expected an index in [0, %d)"
              .formatted(classIndex, labels.size()));
    }
    return labels.get(classIndex);
  }

  /** A prediction of a regression in the target's own unit. */
  public double unscale(double standardized) {
    return value().standardizer().invert(standardized);
  }

  /**
   * Standard deviation of the target in training, in its own unit: an absolute error of
   * standardised targets times this is the error in the target's unit.
   */
  public double targetScale() {
    return value().standardizer().scale();
  }

  private TargetEncoder.Value value() {
    if (target instanceof TargetEncoder.Value value) {
      return value;
    }
    throw new IllegalStateException(
        "target \"%s\" has classes, only numbers are scaled".formatted(target.column()));
  }

  private void checkColumns(RawTable raw) {
    List<String> lacking = columns().stream().filter(c -> raw.position(c) < 0).toList();
    if (!lacking.isEmpty()) {
      String names = lacking.stream().map(c -> "\"" + c + "\"").collect(Collectors.joining(", "));
      throw new DataException(
          "%s lacks %s the model was trained on: %s"
              .formatted(
                  raw.source(),
                  lacking.size() == 1 ? "a column" : lacking.size() + " columns",
                  names));
    }
  }

  /** Everything learned as maps, lists, strings, numbers and booleans, in a fixed order. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("formatVersion", (double) FORMAT_VERSION);
    map.put("target", target.toMap());
    map.put("columns", encoders.stream().map(FeatureEncoder::toMap).toList());
    return map;
  }

  /**
   * The preprocessor that {@link #toMap} described, equal to the last bit.
   *
   * @throws DataException if the map is of another version or damaged
   */
  public static TablePreprocessor fromMap(Map<String, ?> map) {
    StoredMap stored = new StoredMap(map, "preprocessor");
    double version = stored.number("formatVersion");
    if (version != FORMAT_VERSION) {
      throw new DataException(
          "preprocessor has format version %s, expected %d; use the version of Afina that wrote it"
              .formatted(version, FORMAT_VERSION));
    }
    return new TablePreprocessor(
        stored.maps("columns").stream().map(FeatureEncoder::fromMap).toList(),
        TargetEncoder.fromMap(stored.map("target")));
  }
}
