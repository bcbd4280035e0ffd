package dev.afina.algorithms.halving;

import dev.afina.algorithms.qmc.UnitInterval;
import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialHistory;
import java.util.ArrayList;
import java.util.List;

/**
 * By how much members of a population became better in each interval, by their parameters, the
 * interval and the report it began with.
 *
 * <p>The last coordinate of a point is the report; it is left as it was made, to be scaled.
 */
final class Gains {

  /** The process takes O(n³), and forgets older ones anyway. */
  private static final int MOST = 128;

  private final TrialHistory history;
  private final Generations generations;
  private final SearchSpace space;
  private final List<ForgetfulProcess.Point> points = new ArrayList<>();
  private final List<Double> gains = new ArrayList<>();

  /**
   * Of all intervals up to a step, the latest first.
   *
   * @param space what is chosen; trials that lack some of it do not count
   */
  Gains(TrialHistory history, Generations generations, SearchSpace space, int step) {
    this.history = history;
    this.generations = generations;
    this.space = space;
    int interval = generations.interval();
    for (int end = step; end > interval; end -= interval) {
      for (int row = 0; row < history.size() && gains.size() < MOST; row++) {
        add(row, end - interval, end);
      }
    }
  }

  private void add(int row, int begin, int end) {
    double before = report(row, begin);
    double gain = before - history.reportedAt(row, end);
    if (Double.isFinite(gain) && hasAll(row)) {
      points.add(point(row, before, begin));
      gains.add(gain);
    }
  }

  /** A trial's report at a step; that of its parent where it began there as a copy. */
  private double report(int row, int step) {
    double own = history.reportedAt(row, step);
    if (!Double.isNaN(own) || history.leg(row).isEmpty()) {
      return own;
    }
    int first = history.reports(row) == 0 ? Integer.MAX_VALUE : history.step(row, 0);
    if (first <= step || first > step + generations.interval()) {
      return Double.NaN;
    }
    int parent = generations.parent(history, history.leg(row).get().bracket(), step);
    return parent < 0 ? Double.NaN : history.reportedAt(parent, step);
  }

  /** Whether a trial has all that is chosen. */
  boolean hasAll(int row) {
    for (int j = 0; j < space.size(); j++) {
      double[] column = history.column(space.name(j));
      if (column == null || !space.distribution(j).contains(column[row])) {
        return false;
      }
    }
    return true;
  }

  /** A trial's parameters, with the report that an interval begins with, at a step. */
  ForgetfulProcess.Point point(int row, double report, int step) {
    double[] x = new double[space.size() + 1];
    for (int j = 0; j < space.size(); j++) {
      double[] column = history.column(space.name(j));
      if (column == null) {
        throw new IllegalStateException("no trial has \"%s\"".formatted(space.name(j)));
      }
      x[j] =
          space.distribution(j) instanceof CategoricalDistribution
              ? column[row]
              : UnitInterval.position(space.distribution(j), column[row]);
    }
    x[space.size()] = report;
    return new ForgetfulProcess.Point(x, step / generations.interval());
  }

  /** Where they were made. */
  List<ForgetfulProcess.Point> points() {
    return points;
  }

  /** With mean 0 and variance 1; empty if they are all the same, or fewer than two. */
  double[] standardised() {
    double mean = gains.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    double squares = gains.stream().mapToDouble(gain -> (gain - mean) * (gain - mean)).sum();
    double deviation = Math.sqrt(squares / Math.max(1, gains.size()));
    return gains.size() < 2 || !(deviation > 0)
        ? new double[0]
        : gains.stream().mapToDouble(gain -> (gain - mean) / deviation).toArray();
  }
}
