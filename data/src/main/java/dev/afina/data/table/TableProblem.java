package dev.afina.data.table;

import dev.afina.data.ClassBalance;
import dev.afina.data.DataException;
import dev.afina.data.Split;
import dev.afina.data.TaskType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A table and the column to predict: what the columns are, which are left out and why, whether
 * classes or numbers are learned, and how rows are split.
 */
public final class TableProblem {
  private final RawTable raw;
  private final TargetAnalysis target;
  private final List<ColumnProfile> columns;

  private TableProblem(RawTable raw, TargetAnalysis target, List<ColumnProfile> columns) {
    this.raw = raw;
    this.target = target;
    this.columns = List.copyOf(columns);
  }

  /** Finds everything out, the task among it. */
  public static TableProblem analyze(RawTable raw, String target) {
    return analyze(raw, target, Optional.empty());
  }

  /**
   * Finds everything out.
   *
   * @param target name of the column to predict
   * @param task what to learn; empty to let the target column decide
   * @throws DataException if there is no such column, a column has no value at all, the target has
   *     one class only or a class with a single row, or no column is left to learn from
   */
  public static TableProblem analyze(RawTable raw, String target, Optional<TaskType> task) {
    if (raw.position(target) < 0) {
      String nearest =
          NearestName.of(target, raw.header())
              .map(name -> "; maybe \"%s\" is meant".formatted(name))
              .orElse("");
      throw new DataException(
          "%s has no column \"%s\"%s%s"
              .formatted(raw.source(), target, nearest, HeaderCheck.noHeaderHint(raw.header())));
    }
    TargetAnalysis analysis = TargetAnalysis.of(raw, target, task);
    List<ColumnProfile> columns = new ArrayList<>();
    for (int c = 0; c < raw.header().size(); c++) {
      if (c != raw.position(target)) {
        columns.add(ColumnAnalysis.of(raw, c));
      }
    }
    return new TableProblem(raw, analysis, withSomeFeature(raw, columns));
  }

  /**
   * If nothing but counting columns is left, those whose name does not say they identify rows are
   * features after all: {@code x} in a table of {@code x} and {@code y}.
   */
  private static List<ColumnProfile> withSomeFeature(RawTable raw, List<ColumnProfile> columns) {
    if (columns.stream().anyMatch(ColumnProfile::isFeature)) {
      return columns;
    }
    List<ColumnProfile> kept =
        columns.stream()
            .map(
                c ->
                    c.leftOut() == LeftOut.ROW_NUMBER && !RowNumbers.isIdentifier(c.name())
                        ? c.kept()
                        : c)
            .toList();
    if (kept.stream().noneMatch(ColumnProfile::isFeature)) {
      String reasons =
          String.join(
              ", ",
              kept.stream().map(c -> "\"%s\" (%s)".formatted(c.name(), leftOutReason(c))).toList());
      throw new DataException(
          "%s has no column to learn from besides the target%s"
              .formatted(raw.source(), kept.isEmpty() ? "" : "; left out are " + reasons));
    }
    return kept;
  }

  private static String leftOutReason(ColumnProfile column) {
    LeftOut leftOut = column.leftOut();
    return leftOut == null ? "" : leftOut.reason();
  }

  /** The table. */
  public RawTable raw() {
    return raw;
  }

  /** Name of the column to predict. */
  public String target() {
    return target.profile().name();
  }

  /** What is learned. */
  public TaskType task() {
    return target.task();
  }

  /** The labels in the order of their indices; empty for a regression. */
  public List<String> classes() {
    return target.labels();
  }

  /** Rows a class over all rows with a target; empty for a regression. */
  public Optional<ClassBalance> balance() {
    if (task() == TaskType.REGRESSION) {
      return Optional.empty();
    }
    Integer[] counts = new Integer[classes().size()];
    Arrays.fill(counts, 0);
    for (double value : target.values()) {
      counts[(int) value]++;
    }
    return Optional.of(new ClassBalance(classes(), Arrays.asList(counts)));
  }

  /** All columns but the target, in the order of the file. */
  public List<ColumnProfile> columns() {
    return columns;
  }

  /** The columns learned from. */
  public List<ColumnProfile> features() {
    return columns.stream().filter(ColumnProfile::isFeature).toList();
  }

  /** The columns left out. */
  public List<ColumnProfile> leftOut() {
    return columns.stream().filter(c -> !c.isFeature()).toList();
  }

  /** The rows with a target, ascending: only these are split and learned from. */
  public int[] rows() {
    return target.rows().clone();
  }

  /** Number of rows without a target, which are left out. */
  public int rowsWithoutTarget() {
    return raw.rows() - target.rows().length;
  }

  /**
   * SHA-256 of the file, as 64 hexadecimal digits: a study that goes on must go on with the same.
   */
  public String fingerprint() {
    return raw.fingerprint();
  }

  /**
   * Splits the rows that have a target, with about the same share of every class in each part; the
   * same seed gives the same split.
   *
   * @param validation share of the rows for validation, in [0, 1)
   * @param test share of the rows for test, in [0, 1); with {@code validation} below 1
   */
  public Split split(long seed, double validation, double test) {
    return Split.stratified(strata(), validation, test, new SplittableRandom(seed))
        .map(target.rows());
  }

  /**
   * The class of each row of {@link #rows()}, to make folds with; all 0 for a regression.
   *
   * @see dev.afina.data.KFold#split(int[], java.util.random.RandomGenerator)
   */
  public int[] strata() {
    return task() == TaskType.REGRESSION
        ? new int[target.rows().length]
        : Arrays.stream(target.values()).mapToInt(v -> (int) v).toArray();
  }

  /** A preprocessor that knows nothing but the given rows, which must have a target. */
  public TablePreprocessor fit(int[] trainRows) {
    TargetEncoder encoder =
        task() == TaskType.REGRESSION
            ? TargetEncoder.Value.fit(raw, target(), trainRows)
            : new TargetEncoder.Classes(
                target(), classes(), target.profile().kind() == ColumnKind.NUMBER && isNumeric());
    return TablePreprocessor.fit(raw, features(), encoder, trainRows);
  }

  private boolean isNumeric() {
    return target.profile().alsoMissing().isEmpty();
  }

  /** The columns learned from, typed, all rows. */
  public Table table() {
    int[] all = IntStream.range(0, raw.rows()).toArray();
    return new Table(features().stream().map(c -> ColumnReader.read(raw, c, all)).toList());
  }

  /** What was found, in lines for a person to read. */
  public List<String> summary() {
    return new ProblemSummary(this, target).lines();
  }

  /** What a person should know before trusting the result; often empty. */
  public List<String> warnings() {
    return new ProblemSummary(this, target).warnings();
  }
}
