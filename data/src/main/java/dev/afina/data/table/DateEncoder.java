package dev.afina.data.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A column of dates as the standardised number of days, and sine and cosine of the year, the week
 * and the day, as far as these vary in training; missing dates become the median of the training
 * rows, with one more feature that is 1 where the date is missing, if it ever was in training.
 *
 * @param median what a missing date becomes, in days since 1970-01-01
 * @param days how days are standardised
 * @param cycles the cycles that vary
 * @param isFlagged whether there is a feature for missing dates
 */
record DateEncoder(
    String column,
    DatePattern pattern,
    double median,
    Standardizer days,
    List<Cycle> cycles,
    boolean isFlagged)
    implements FeatureEncoder {
  static final String KIND = "date";

  /** What dates go around in. */
  enum Cycle {
    /** From 1 January on, 365.2425 days. */
    YEAR(365.2425, 0),
    /** From Monday on; 1970-01-01 was a Thursday. */
    WEEK(7, 3),
    /** From midnight UTC on. */
    DAY(1, 0);

    private final double length;
    private final double offset;

    Cycle(double length, double offset) {
      this.length = length;
      this.offset = offset;
    }

    /** Radians in [0, 2π). */
    double angle(double days) {
      // Only whole weeks and days are told by the day's number; a time of day must not blur them.
      double position = this == WEEK ? Math.floor(days) + offset : days + offset;
      double turns = position / length;
      return 2 * Math.PI * (turns - Math.floor(turns));
    }

    private boolean varies(double[] days) {
      return Arrays.stream(days).anyMatch(d -> Math.abs(angle(d) - angle(days[0])) > 1e-9);
    }
  }

  DateEncoder {
    cycles = List.copyOf(cycles);
  }

  static DateEncoder fit(Column.Dated column, DatePattern pattern) {
    double median = Standardizer.median(column.days());
    if (Double.isNaN(median)) {
      return new DateEncoder(column.name(), pattern, 0, new Standardizer(0, 0), List.of(), false);
    }
    double[] filled = Standardizer.filled(column.days(), median);
    return new DateEncoder(
        column.name(),
        pattern,
        median,
        Standardizer.fit(filled),
        Arrays.stream(Cycle.values()).filter(c -> c.varies(filled)).toList(),
        Standardizer.hasMissing(column.days()));
  }

  @Override
  public List<String> features() {
    List<String> names = new ArrayList<>();
    if (!days.isConstant()) {
      names.add(column + " in days");
    }
    for (Cycle cycle : cycles) {
      String unit = cycle.name().toLowerCase(Locale.ROOT);
      names.add(column + " sine of the " + unit);
      names.add(column + " cosine of the " + unit);
    }
    if (isFlagged) {
      names.add(column + " is missing");
    }
    return names;
  }

  @Override
  public Column read(RawTable raw, int[] rows) {
    return new ColumnReader(raw, column, rows).dates(pattern);
  }

  @Override
  public void encode(Column from, float[] out, int offset, int width) {
    double[] values = ((Column.Dated) from).days();
    for (int i = 0; i < values.length; i++) {
      int at = offset + i * width;
      boolean missing = Double.isNaN(values[i]);
      double value = missing ? median : values[i];
      if (!days.isConstant()) {
        out[at++] = (float) days.apply(value);
      }
      for (Cycle cycle : cycles) {
        out[at++] = (float) Math.sin(cycle.angle(value));
        out[at++] = (float) Math.cos(cycle.angle(value));
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
    map.put("pattern", pattern.name());
    map.put("median", median);
    map.putAll(days.toMap());
    map.put("cycles", cycles.stream().map(Cycle::name).toList());
    map.put("flagMissing", isFlagged);
    return map;
  }

  static DateEncoder fromMap(StoredMap map) {
    List<Cycle> cycles = new ArrayList<>();
    for (String name : map.texts("cycles")) {
      cycles.add(
          Arrays.stream(Cycle.values())
              .filter(c -> c.name().equals(name))
              .findFirst()
              .orElseThrow(() -> map.wrong("cycles", name, "YEAR, WEEK or DAY")));
    }
    return new DateEncoder(
        map.text("column"),
        map.constant("pattern", DatePattern.class),
        map.number("median"),
        Standardizer.fromMap(map),
        cycles,
        map.bool("flagMissing"));
  }
}
