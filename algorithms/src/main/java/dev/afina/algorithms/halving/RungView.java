package dev.afina.algorithms.halving;

import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.Leg;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A history as one rung shows it: a trial that has come to its step is complete, with its value
 * there; one that has not is running.
 */
final class RungView implements TrialHistory {

  private final TrialHistory all;
  private final long version;
  private final double[] values;
  private int complete;
  private int failed;
  private int running;

  RungView(TrialHistory all, int step) {
    this.all = all;
    version = all.version();
    values = new double[all.size()];
    for (int row = 0; row < values.length; row++) {
      values[row] = Standings.reportedFrom(all, row, step);
      if (!all.isVacant(row)) {
        TrialState state = state(row);
        complete += state == TrialState.COMPLETE ? 1 : 0;
        failed += state == TrialState.FAIL ? 1 : 0;
        running += state == TrialState.RUNNING ? 1 : 0;
      }
    }
  }

  /** How many trials have come to the rung. */
  int complete() {
    return complete;
  }

  @Override
  public int size() {
    return all.size();
  }

  @Override
  public int objectives() {
    return 1;
  }

  @Override
  public long version() {
    return version;
  }

  @Override
  public boolean isVacant(int row) {
    return all.isVacant(row);
  }

  @Override
  public TrialState state(int row) {
    if (!Double.isNaN(values[row])) {
      return TrialState.COMPLETE;
    }
    TrialState state = all.state(row);
    return state == TrialState.FAIL || state == TrialState.WAITING ? state : TrialState.RUNNING;
  }

  @Override
  public double loss(int row, int objective) {
    return values[row];
  }

  @Override
  public double violation(int row) {
    return all.violation(row);
  }

  @Override
  public Map<String, Double> constraints(int row) {
    return all.constraints(row);
  }

  @Override
  public SearchSpace space(int row) {
    return all.space(row);
  }

  @Override
  public Set<SearchSpace> spaces() {
    return all.spaces();
  }

  @Override
  public Set<String> names() {
    return all.names();
  }

  @Override
  public double @Nullable [] column(String name) {
    return all.column(name);
  }

  @Override
  public int reports(int row) {
    return all.reports(row);
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
  public Optional<Leg> leg(int row) {
    return all.leg(row);
  }

  @Override
  public double seconds(int row) {
    return all.seconds(row);
  }

  @Override
  public int count(TrialState state) {
    return switch (state) {
      case COMPLETE -> complete;
      case FAIL -> failed;
      case RUNNING -> running;
      case WAITING -> all.count(TrialState.WAITING);
      case PRUNED -> 0;
    };
  }
}
