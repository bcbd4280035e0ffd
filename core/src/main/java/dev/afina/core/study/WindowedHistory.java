package dev.afina.core.study;

import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import dev.afina.core.trial.TrialTable;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What one trial of a deterministic study sees of the others: the first so many results, and after
 * these only running trials, with what was drawn for them together when they started.
 *
 * <p>Times are not shown, for they are never the same twice.
 *
 * <p>One object that is {@linkplain #show turned} from one trial to the next. What lies behind a
 * result's row is read from the study's table; only columns are copied, for samplers read them as
 * arrays, and of these a turn rewrites no more than the rows in which the two views differ:
 * O(window · parameters). All that is asked of it costs O(1), sets of spaces and names their size.
 */
final class WindowedHistory implements TrialHistory {

  private final TrialTable all;
  private final Map<SearchSpace, Integer> firstOfSpace = new LinkedHashMap<>();
  private final Map<String, Integer> firstOfName = new LinkedHashMap<>();
  private final Map<String, double[]> columns = new LinkedHashMap<>();
  private final Map<TrialState, Integer> counts = new EnumMap<>(TrialState.class);
  private int scanned;

  private int results;
  private int size;
  private SortedMap<Integer, JointDraw> draws = Collections.emptySortedMap();
  private @Nullable Params own;
  private int ownReports;
  private long version;

  WindowedHistory(TrialTable all) {
    this.all = all;
  }

  /**
   * Shows what a trial sees.
   *
   * @param row its row, the last one to be seen
   * @param results how many rows show their results; their trials have ended
   * @param draws of running trials, the trial itself among them, by row
   * @param own what the trial was given so far; {@code null} if it is yet to start
   */
  WindowedHistory show(
      int row, int results, SortedMap<Integer, JointDraw> draws, @Nullable Params own) {
    int size = own == null ? row : row + 1;
    int reports = own == null || row >= all.size() ? 0 : all.reports(row);
    if (this.size == size
        && this.results == results
        && this.draws.equals(draws)
        && sizeOf(this.own) == sizeOf(own)
        && ownReports == reports) {
      return this;
    }
    int from = Math.min(this.results, results);
    count(this.results, results, 1);
    count(results, this.results, -1);
    scan(results);
    this.size = size;
    this.results = results;
    this.draws = draws;
    this.own = own;
    ownReports = reports;
    version++;
    columns.replaceAll((name, column) -> write(name, column, from));
    return this;
  }

  private static int sizeOf(@Nullable Params params) {
    return params == null ? -1 : params.size();
  }

  private void count(int from, int to, int change) {
    for (int row = from; row < to; row++) {
      if (!all.isVacant(row)) {
        counts.merge(all.state(row), change, Integer::sum);
      }
    }
  }

  private void scan(int rows) {
    for (; scanned < rows; scanned++) {
      SearchSpace space = all.space(scanned);
      if (firstOfSpace.putIfAbsent(space, scanned) == null) {
        for (String name : space.names()) {
          firstOfName.putIfAbsent(name, scanned);
        }
      }
    }
  }

  private double[] write(String name, double[] column, int from) {
    double[] written =
        column.length < size ? Arrays.copyOf(column, Math.max(size, 2 * column.length)) : column;
    double[] truth = all.column(name);
    for (int row = from; row < size; row++) {
      written[row] = row < results && truth != null ? truth[row] : Double.NaN;
    }
    draws.forEach(
        (row, draw) -> {
          Double drawn = draw.params().get(name);
          if (drawn != null) {
            written[row] = drawn;
          }
        });
    if (own != null && own.contains(name)) {
      written[size - 1] = own.internal(name);
    }
    return written;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int objectives() {
    return all.objectives();
  }

  @Override
  public int reportedObjective() {
    return all.reportedObjective();
  }

  @Override
  public double reportSign() {
    return all.reportSign();
  }

  @Override
  public long version() {
    return version;
  }

  @Override
  public boolean isVacant(int row) {
    return row < results && all.isVacant(row);
  }

  @Override
  public TrialState state(int row) {
    return row < results ? all.state(row) : TrialState.RUNNING;
  }

  @Override
  public double loss(int row, int objective) {
    return row < results ? all.loss(row, objective) : Double.NaN;
  }

  @Override
  public double violation(int row) {
    return row < results ? all.violation(row) : Double.NaN;
  }

  @Override
  public Map<String, Double> constraints(int row) {
    return row < results ? all.constraints(row) : Map.of();
  }

  @Override
  public SearchSpace space(int row) {
    if (row < results) {
      return all.space(row);
    }
    return own != null && row == size - 1 ? own.space() : SearchSpace.empty();
  }

  @Override
  public Set<SearchSpace> spaces() {
    return Collections.unmodifiableSet(shown(firstOfSpace));
  }

  @Override
  public Set<String> names() {
    Set<String> names = shown(firstOfName);
    draws.values().forEach(draw -> names.addAll(draw.params().keySet()));
    if (own != null) {
      names.addAll(own.names());
    }
    return Collections.unmodifiableSet(names);
  }

  private <T> Set<T> shown(Map<T, Integer> firsts) {
    Set<T> shown = new LinkedHashSet<>();
    for (Map.Entry<T, Integer> first : firsts.entrySet()) {
      if (first.getValue() >= results) {
        break;
      }
      shown.add(first.getKey());
    }
    return shown;
  }

  @Override
  public double @Nullable [] column(String name) {
    boolean isThere =
        firstOfName.getOrDefault(name, Integer.MAX_VALUE) < results
            || (own != null && own.contains(name))
            || draws.values().stream().anyMatch(draw -> draw.params().containsKey(name));
    return isThere
        ? columns.computeIfAbsent(name, n -> write(n, new double[Math.max(16, size)], 0))
        : null;
  }

  @Override
  public int reports(int row) {
    if (row < results) {
      return all.reports(row);
    }
    return row == size - 1 ? ownReports : 0;
  }

  @Override
  public int step(int row, int report) {
    return all.step(row, report);
  }

  @Override
  public double reported(int row, int report) {
    return all.reported(row, report);
  }

  @Override
  public double seconds(int row) {
    return Double.NaN;
  }

  @Override
  public int count(TrialState state) {
    return counts.getOrDefault(state, 0) + (state == TrialState.RUNNING ? size - results : 0);
  }
}
