package dev.afina.core.trial;

import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The trial history that a study fills.
 *
 * <p>One growing array a column. Putting a trial costs the length of its row; nothing is ever
 * shifted. Not thread-safe: the study guards it.
 */
public final class TrialTable implements TrialHistory {

  private static final int[] NO_STEPS = new int[0];
  private static final double[] NO_VALUES = new double[0];

  private final double[] signs;
  private final int reportedObjective;
  private final Map<SearchSpace, SearchSpace> spaces = new LinkedHashMap<>();
  private final Map<String, double[]> columns = new LinkedHashMap<>();
  private final Map<TrialState, Integer> counts = new EnumMap<>(TrialState.class);

  private int size;
  private long version;
  private @Nullable TrialState[] states = new TrialState[16];
  private SearchSpace[] spaceOf = new SearchSpace[16];
  private final List<double[]> losses = new ArrayList<>();
  private double[] violations = new double[16];
  private final Map<Integer, Map<String, Double>> constraints = new HashMap<>();
  private final BitSet discarded = new BitSet();
  private double[] seconds = new double[16];
  private @Nullable Leg[] legs = new Leg[16];
  private boolean[] running = new boolean[16];
  private boolean[] paused = new boolean[16];
  private int[][] steps = new int[16][];
  private double[][] reported = new double[16][];

  /**
   * An empty table.
   *
   * @param signs one an objective: 1 where it is minimised, −1 where it is maximised
   */
  public TrialTable(double[] signs) {
    this(signs, 0);
  }

  /**
   * An empty table.
   *
   * @param signs one an objective: 1 where it is minimised, −1 where it is maximised
   * @param reportedObjective the objective whose values are reported
   */
  public TrialTable(double[] signs, int reportedObjective) {
    this.signs = signs.clone();
    this.reportedObjective = reportedObjective;
    for (int i = 0; i < signs.length; i++) {
      losses.add(new double[16]);
    }
  }

  private TrialTable(TrialTable other) {
    this(other.signs, other.reportedObjective);
    size = other.size;
    version = other.version;
    states = other.states.clone();
    spaceOf = other.spaceOf.clone();
    violations = other.violations.clone();
    seconds = other.seconds.clone();
    legs = other.legs.clone();
    running = other.running.clone();
    paused = other.paused.clone();
    steps = other.steps.clone(); // rows of these two are replaced, never written to
    reported = other.reported.clone();
    losses.clear();
    other.losses.forEach(loss -> losses.add(loss.clone()));
    other.columns.forEach((name, column) -> columns.put(name, column.clone()));
    constraints.putAll(other.constraints);
    discarded.or(other.discarded);
    counts.putAll(other.counts);
    spaces.putAll(other.spaces);
  }

  /** A table that is the same now, and does not change when this one does. */
  public TrialTable copy() {
    return new TrialTable(this);
  }

  /** Writes a trial into the row of its index, over what stood there. */
  public void put(FrozenTrial trial) {
    int row = trial.index();
    ensure(row + 1);
    clear(row);
    version++;
    discarded.set(row, trial.isDiscarded());
    legs[row] = trial.isDiscarded() ? null : trial.leg().orElse(null);
    if (trial.isLost() || trial.isDiscarded()) {
      return;
    }
    boolean wasPaused =
        trial.state() == TrialState.RUNNING
            && trial.systemAttributes().containsKey(FrozenTrial.PAUSED);
    TrialState state = wasPaused ? TrialState.PRUNED : trial.state();
    paused[row] = trial.isPaused();
    running[row] = trial.state() == TrialState.RUNNING && !paused[row];
    states[row] = state;
    counts.merge(state, 1, Integer::sum);
    putColumns(row, trial.params());
    spaceOf[row] = state.isFinished() ? intern(trial.params().space()) : trial.params().space();
    putReports(row, trial);
    for (int k = 0; k < signs.length; k++) {
      losses.get(k)[row] = loss(trial, k, row);
    }
    if (!trial.constraints().isEmpty()) {
      violations[row] =
          trial.constraints().values().stream().mapToDouble(v -> Math.max(0, v)).sum();
      constraints.put(row, trial.constraints());
    }
    seconds[row] =
        trial.systemAttributes().get(FrozenTrial.WORKED) instanceof Number worked
            ? worked.doubleValue()
            : trial.duration().map(d -> d.toNanos() / 1e9).orElse(Double.NaN);
  }

  /** Replaces the parameters of a running trial; values announced for others stay. */
  public void putParams(int row, Params params) {
    spaceOf[row] = params.space();
    putColumns(row, params);
    version++;
  }

  /** Shows values that a running trial is going to be given, so that others keep off them. */
  public void announce(int row, Params params) {
    putColumns(row, params);
    version++;
  }

  private void putColumns(int row, Params params) {
    for (int i = 0; i < params.size(); i++) {
      columnToWrite(params.space().name(i))[row] = params.internal(i);
    }
  }

  /** Adds a report of a running trial; the first report of a step stands. */
  public void putReport(int row, int step, double value) {
    int count = steps[row].length;
    int at = -Arrays.binarySearch(steps[row], step) - 1;
    if (at < 0) {
      return;
    }
    int[] newSteps = Arrays.copyOf(steps[row], count + 1);
    double[] newValues = Arrays.copyOf(reported[row], count + 1);
    System.arraycopy(newSteps, at, newSteps, at + 1, count - at);
    System.arraycopy(newValues, at, newValues, at + 1, count - at);
    newSteps[at] = step;
    newValues[at] = reportSign() * value;
    steps[row] = newSteps;
    reported[row] = newValues;
    if (states[row] == TrialState.PRUNED && signs.length == 1) {
      losses.get(0)[row] = lastReported(row);
    }
    version++;
  }

  /** Says for how long a running trial has been worked at. */
  public void putSeconds(int row, double worked) {
    seconds[row] = worked;
  }

  private SearchSpace intern(SearchSpace space) {
    SearchSpace known = spaces.putIfAbsent(space, space);
    return known == null ? space : known;
  }

  private void putReports(int row, FrozenTrial trial) {
    int count = trial.intermediateValues().size();
    if (count == 0) {
      return;
    }
    int[] s = new int[count];
    double[] v = new double[count];
    int i = 0;
    for (Map.Entry<Integer, Double> entry : trial.intermediateValues().entrySet()) {
      s[i] = entry.getKey();
      v[i++] = reportSign() * entry.getValue();
    }
    steps[row] = s;
    reported[row] = v;
  }

  private double loss(FrozenTrial trial, int objective, int row) {
    if (trial.state() == TrialState.COMPLETE && objective < trial.values().size()) {
      return signs[objective] * trial.values().get(objective);
    }
    return states[row] == TrialState.PRUNED && signs.length == 1 ? lastReported(row) : Double.NaN;
  }

  private double lastReported(int row) {
    for (int i = reported[row].length - 1; i >= 0; i--) {
      if (!Double.isNaN(reported[row][i])) {
        return reported[row][i];
      }
    }
    return Double.NaN;
  }

  private void clear(int row) {
    TrialState state = states[row];
    if (state != null) {
      counts.merge(state, -1, Integer::sum);
    }
    states[row] = null;
    legs[row] = null;
    running[row] = false;
    paused[row] = false;
    for (double[] column : columns.values()) {
      column[row] = Double.NaN;
    }
    spaceOf[row] = SearchSpace.empty();
    for (double[] loss : losses) {
      loss[row] = Double.NaN;
    }
    violations[row] = Double.NaN;
    constraints.remove(row);
    seconds[row] = Double.NaN;
    steps[row] = NO_STEPS;
    reported[row] = NO_VALUES;
  }

  private double[] columnToWrite(String name) {
    double[] column = columns.get(name);
    if (column == null) {
      column = new double[states.length];
      Arrays.fill(column, Double.NaN);
      columns.put(name, column);
    }
    return column;
  }

  private void ensure(int rows) {
    if (rows > states.length) {
      int capacity = Math.max(rows, states.length * 2);
      states = Arrays.copyOf(states, capacity);
      spaceOf = Arrays.copyOf(spaceOf, capacity);
      violations = Arrays.copyOf(violations, capacity);
      seconds = Arrays.copyOf(seconds, capacity);
      legs = Arrays.copyOf(legs, capacity);
      running = Arrays.copyOf(running, capacity);
      paused = Arrays.copyOf(paused, capacity);
      steps = Arrays.copyOf(steps, capacity);
      reported = Arrays.copyOf(reported, capacity);
      losses.replaceAll(loss -> Arrays.copyOf(loss, capacity));
      columns.replaceAll(
          (name, column) -> {
            double[] grown = Arrays.copyOf(column, capacity);
            Arrays.fill(grown, column.length, capacity, Double.NaN);
            return grown;
          });
    }
    while (size < rows) {
      spaceOf[size] = SearchSpace.empty();
      clear(size++);
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int objectives() {
    return signs.length;
  }

  @Override
  public int reportedObjective() {
    return reportedObjective;
  }

  @Override
  public double reportSign() {
    return signs[reportedObjective];
  }

  @Override
  public long version() {
    return version;
  }

  @Override
  public boolean isVacant(int row) {
    return states[row] == null;
  }

  /** Whether a row is vacant because its trial was discarded, and not to be retried. */
  public boolean isDiscarded(int row) {
    return discarded.get(row);
  }

  @Override
  public TrialState state(int row) {
    TrialState state = states[row];
    return state == null ? TrialState.WAITING : state;
  }

  @Override
  public boolean isRunning(int row) {
    return running[row];
  }

  @Override
  public boolean isPaused(int row) {
    return paused[row];
  }

  @Override
  public Optional<Leg> leg(int row) {
    return Optional.ofNullable(legs[row]);
  }

  @Override
  public double loss(int row, int objective) {
    return losses.get(objective)[row];
  }

  @Override
  public double violation(int row) {
    return violations[row];
  }

  @Override
  public Map<String, Double> constraints(int row) {
    return constraints.getOrDefault(row, Map.of());
  }

  @Override
  public SearchSpace space(int row) {
    return spaceOf[row];
  }

  @Override
  public Set<SearchSpace> spaces() {
    return Collections.unmodifiableSet(spaces.keySet());
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(columns.keySet());
  }

  @Override
  public double @Nullable [] column(String name) {
    return columns.get(name);
  }

  @Override
  public int reports(int row) {
    return steps[row].length;
  }

  @Override
  public int step(int row, int report) {
    return steps[row][report];
  }

  @Override
  public double reported(int row, int report) {
    return reported[row][report];
  }

  @Override
  public double seconds(int row) {
    return seconds[row];
  }

  @Override
  public int count(TrialState state) {
    return counts.getOrDefault(state, 0);
  }
}
