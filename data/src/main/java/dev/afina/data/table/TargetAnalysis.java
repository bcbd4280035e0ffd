package dev.afina.data.table;

import dev.afina.data.DataException;
import dev.afina.data.TaskType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the target column asks for.
 *
 * <p>Texts and booleans are classes. Numbers are classes if all of them are integers, there are at
 * most {@link #MAX_INTEGER_CLASSES} different ones, and each appears in {@link
 * #MIN_ROWS_PER_INTEGER} rows on average; otherwise they are values to regress on. A given task is
 * believed as far as the cells allow it. Rows without a target are left out.
 *
 * @param profile the column
 * @param task what is learned
 * @param rows the rows with a target, ascending
 * @param values the target of each of these rows: class indices, or values as written
 * @param labels the classes: numbers in numeric order, texts in the order of their characters;
 *     empty for a regression
 */
@SuppressWarnings("ArrayRecordComponent") // large, shared without a copy, never compared
record TargetAnalysis(
    ColumnProfile profile, TaskType task, int[] rows, double[] values, List<String> labels) {
  /** Most different integers that are still taken for classes. */
  static final int MAX_INTEGER_CLASSES = 20;

  /** Rows that each different integer must have on average to be taken for a class. */
  static final int MIN_ROWS_PER_INTEGER = 2;

  static TargetAnalysis of(RawTable raw, String target, Optional<TaskType> given) {
    ColumnProfile profile = ColumnAnalysis.of(raw, raw.position(target));
    boolean isNumeric = profile.kind() == ColumnKind.NUMBER;
    boolean isClean = isNumeric && profile.alsoMissing().isEmpty();
    if (given.equals(Optional.of(TaskType.CLASSIFICATION)) && !isClean) {
      return classes(raw, profile, false);
    }
    if (isNumeric) {
      // Text among the numbers of a target is an error: it must not vanish with its rows.
      int[] all = IntStream.range(0, raw.rows()).toArray();
      double[] numbers = new ColumnReader(raw, target, all).numbers(List.of()).values();
      TaskType task = given.orElseGet(() -> taskOf(numbers));
      return task == TaskType.CLASSIFICATION
          ? classes(raw, profile, true)
          : values(raw, profile, numbers);
    }
    if (given.equals(Optional.of(TaskType.REGRESSION)) || profile.kind() == ColumnKind.DATE) {
      throw new DataException(
          "%s: the target column \"%s\" holds %s, expected numbers for a regression%s"
              .formatted(
                  raw.source(),
                  target,
                  profile.kind() == ColumnKind.DATE ? "dates" : "text",
                  profile.kind() == ColumnKind.DATE ? "" : "; maybe the task is a classification"));
    }
    return classes(raw, profile, false);
  }

  private static TaskType taskOf(double[] numbers) {
    Map<Double, Integer> counts = new LinkedHashMap<>();
    int present = 0;
    for (double number : numbers) {
      if (Double.isNaN(number)) {
        continue;
      }
      present++;
      if (number != Math.rint(number)) {
        return TaskType.REGRESSION;
      }
      counts.merge(number + 0.0, 1, Integer::sum);
      if (counts.size() > MAX_INTEGER_CLASSES) {
        return TaskType.REGRESSION;
      }
    }
    return present >= (long) MIN_ROWS_PER_INTEGER * counts.size()
        ? TaskType.CLASSIFICATION
        : TaskType.REGRESSION;
  }

  private static TargetAnalysis values(RawTable raw, ColumnProfile profile, double[] numbers) {
    int[] rows = IntStream.range(0, raw.rows()).filter(r -> !Double.isNaN(numbers[r])).toArray();
    double[] values = IntStream.of(rows).mapToDouble(r -> numbers[r]).toArray();
    if (Standardizer.fit(values).isConstant()) {
      throw new DataException(
          "%s: the target column \"%s\" is %s in every row, expected values that differ"
              .formatted(
                  raw.source(), profile.name(), raw.cell(rows[0], raw.position(profile.name()))));
    }
    return new TargetAnalysis(profile, TaskType.REGRESSION, rows, values, List.of());
  }

  private static TargetAnalysis classes(RawTable raw, ColumnProfile profile, boolean isNumeric) {
    int position = raw.position(profile.name());
    TextColumn text = raw.column(position);
    int[] rows =
        IntStream.range(0, raw.rows())
            .filter(r -> !(isNumeric ? text.isMissingAmongNumbers(r) : text.isMissing(r)))
            .toArray();
    Map<Object, Group> groups = new LinkedHashMap<>();
    for (int row : rows) {
      double number = isNumeric ? text.number(row, raw.decimal()) + 0.0 : 0;
      Object key = isNumeric ? (Object) number : text.get(row);
      groups.computeIfAbsent(key, k -> new Group(text.get(row), number, row)).rows++;
    }
    List<Group> ordered = new ArrayList<>(groups.values());
    ordered.sort(Comparator.<Group>comparingDouble(g -> g.number).thenComparing(g -> g.label));
    check(raw, profile.name(), ordered, isNumeric);
    for (int i = 0; i < ordered.size(); i++) {
      ordered.get(i).index = i;
    }
    double[] values = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      Object key =
          isNumeric ? (Object) (text.number(rows[i], raw.decimal()) + 0.0) : text.get(rows[i]);
      Group group = groups.get(key);
      values[i] = group == null ? -1 : group.index;
    }
    List<String> labels = ordered.stream().map(g -> g.label).toList();
    return new TargetAnalysis(profile, TaskType.CLASSIFICATION, rows, values, labels);
  }

  private static void check(RawTable raw, String target, List<Group> groups, boolean isNumeric) {
    if (groups.size() == 1) {
      throw new DataException(
          "%s: the target column \"%s\" has one class, \"%s\"; expected at least two"
              .formatted(raw.source(), target, groups.get(0).label));
    }
    List<Group> single = groups.stream().filter(g -> g.rows == 1).toList();
    if (!single.isEmpty()) {
      Group first = single.get(0);
      String others =
          single.size() == 1 ? "" : " (one of %d such classes)".formatted(single.size());
      String hint =
          isNumeric && 2 * single.size() > groups.size() ? "; maybe the task is a regression" : "";
      throw new DataException(
          "%s: class \"%s\" of the target column \"%s\" has a single row, line %d%s; expected at least two rows a class%s"
              .formatted(
                  raw.source(), first.label, target, raw.line(first.firstRow), others, hint));
    }
  }

  /** A class while its rows are counted. */
  private static final class Group {
    final String label;
    final double number;
    final int firstRow;
    int rows;
    int index;

    Group(String label, double number, int firstRow) {
      this.label = label;
      this.number = number;
      this.firstRow = firstRow;
    }
  }
}
