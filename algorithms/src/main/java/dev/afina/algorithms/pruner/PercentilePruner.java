package dev.afina.algorithms.pruner;

import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.util.Arrays;

/**
 * Ends a trial whose best report so far is not among the best so many percent of what completed
 * trials reported at the same step.
 *
 * <p>The rule of Optuna 5.0.0's {@code PercentilePruner}; with 50 percent that of {@link
 * dev.afina.core.pruner.MedianPruner}. Percentiles are interpolated linearly. A trial that has only
 * reported NaN is ended.
 */
public final class PercentilePruner implements Pruner {

  /** Optuna's default. */
  public static final int DEFAULT_STARTUP_TRIALS = 5;

  private final double percentile;
  private final int startupTrials;
  private final int minTrials;
  private final Schedule schedule;

  private PercentilePruner(double percentile, int startupTrials, int minTrials, Schedule schedule) {
    if (!(percentile >= 0 && percentile <= 100)) {
      throw new IllegalArgumentException(
          "the percentile (%s) must be from 0 to 100".formatted(percentile));
    }
    if (startupTrials < 0 || minTrials < 1) {
      throw new IllegalArgumentException(
          "startupTrials (%d) must be at least 0, minTrials (%d) at least 1"
              .formatted(startupTrials, minTrials));
    }
    this.percentile = percentile;
    this.startupTrials = startupTrials;
    this.minTrials = minTrials;
    this.schedule = schedule;
  }

  /**
   * With Optuna's defaults: 5 completed trials first, no warm-up, at every step.
   *
   * @param percentile of the trials that go on, in [0, 100]
   */
  public static PercentilePruner keeping(double percentile) {
    return new PercentilePruner(percentile, DEFAULT_STARTUP_TRIALS, 1, Schedule.ALWAYS);
  }

  /** With another number of completed trials before the first is pruned; 5 by default. */
  public PercentilePruner withStartupTrials(int trials) {
    return new PercentilePruner(percentile, trials, minTrials, schedule);
  }

  /** With another first step at which a trial may end; 0 by default. */
  public PercentilePruner withWarmup(int steps) {
    return new PercentilePruner(
        percentile, startupTrials, minTrials, new Schedule(steps, schedule.interval()));
  }

  /** Deciding only every so many steps after the warm-up; 1 by default. */
  public PercentilePruner withInterval(int steps) {
    return new PercentilePruner(
        percentile, startupTrials, minTrials, new Schedule(schedule.warmup(), steps));
  }

  /** Deciding only where so many completed trials reported at the same step; 1 by default. */
  public PercentilePruner withMinTrials(int trials) {
    return new PercentilePruner(percentile, startupTrials, trials, schedule);
  }

  @Override
  public String name() {
    return "percentile";
  }

  @Override
  public PruneDecision decide(TrialHistory history, int row) {
    if (history.count(TrialState.COMPLETE) < Math.max(1, startupTrials)
        || !schedule.isDue(history, row)) {
      return PruneDecision.goOn();
    }
    int step = history.step(row, history.reports(row) - 1);
    double best = Double.NaN;
    for (int i = 0; i < history.reports(row); i++) {
      double value = history.reported(row, i);
      if (!Double.isNaN(value) && !(value >= best)) {
        best = value;
      }
    }
    if (Double.isNaN(best)) {
      return PruneDecision.prune("every report up to step %d is NaN".formatted(step));
    }
    return best > limit(history, step)
        ? PruneDecision.prune(
            "its best report is not among the best %s %% of completed trials at step %d"
                .formatted(percentile, step))
        : PruneDecision.goOn();
  }

  private double limit(TrialHistory history, int step) {
    double[] values = new double[history.count(TrialState.COMPLETE)];
    int reported = 0;
    int count = 0;
    for (int row = 0; row < history.size(); row++) {
      if (history.state(row) == TrialState.COMPLETE && hasReported(history, row, step)) {
        reported++;
        double value = history.reportedAt(row, step);
        if (!Double.isNaN(value)) {
          values[count++] = value;
        }
      }
    }
    if (reported < minTrials || count == 0) {
      return Double.NaN;
    }
    Arrays.sort(values, 0, count);
    double place = percentile / 100 * (count - 1);
    int below = (int) place;
    double low = values[below];
    double high = values[Math.min(below + 1, count - 1)];
    double part = place - below;
    return part == 0 || low == high ? low : low + (high - low) * part;
  }

  private static boolean hasReported(TrialHistory history, int row, int step) {
    int low = 0;
    int high = history.reports(row);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (history.step(row, middle) < step) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < history.reports(row) && history.step(row, low) == step;
  }
}
