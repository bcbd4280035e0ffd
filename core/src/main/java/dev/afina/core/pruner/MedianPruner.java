package dev.afina.core.pruner;

import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.util.Arrays;

/**
 * Ends a trial whose best report so far is worse than the median of what completed trials reported
 * at the same step.
 *
 * <p>The rule of Vizier, section 3.2.2 of <a href="https://doi.org/10.1145/3097983.3098043">Golovin
 * et al. 2017</a>, with the best report in place of the average, as in Optuna. A trial that has
 * only reported NaN is ended.
 */
public final class MedianPruner implements Pruner {

  /** Optuna's default. */
  public static final int DEFAULT_STARTUP_TRIALS = 5;

  private final int startupTrials;
  private final int warmupSteps;
  private final int interval;

  private MedianPruner(int startupTrials, int warmupSteps, int interval) {
    if (startupTrials < 0 || warmupSteps < 0 || interval < 1) {
      throw new IllegalArgumentException(
          "startupTrials (%d) and warmupSteps (%d) must be at least 0, interval (%d) at least 1"
              .formatted(startupTrials, warmupSteps, interval));
    }
    this.startupTrials = startupTrials;
    this.warmupSteps = warmupSteps;
    this.interval = interval;
  }

  /** With Optuna's defaults: 5 completed trials first, no warm-up, at every step. */
  public static MedianPruner create() {
    return new MedianPruner(DEFAULT_STARTUP_TRIALS, 0, 1);
  }

  /** That never ends a trial before its report of this step. */
  public static MedianPruner afterWarmup(int warmupSteps) {
    return create().withWarmup(warmupSteps);
  }

  /** With another number of completed trials before the first is pruned; 5 by default. */
  public MedianPruner withStartupTrials(int trials) {
    return new MedianPruner(trials, warmupSteps, interval);
  }

  /** With another first step at which a trial may end; 0 by default. */
  public MedianPruner withWarmup(int steps) {
    return new MedianPruner(startupTrials, steps, interval);
  }

  /** Deciding only every so many steps after the warm-up; 1 by default. */
  public MedianPruner withInterval(int steps) {
    return new MedianPruner(startupTrials, warmupSteps, steps);
  }

  @Override
  public String name() {
    return "median";
  }

  @Override
  public PruneDecision decide(TrialHistory history, int row) {
    int last = history.reports(row) - 1;
    int step = history.step(row, last);
    if (history.count(TrialState.COMPLETE) < Math.max(1, startupTrials)
        || step < warmupSteps
        || !isFirstOfInterval(history, row, last)) {
      return PruneDecision.goOn();
    }
    double best = Double.NaN;
    for (int i = 0; i <= last; i++) {
      double value = history.reported(row, i);
      if (!Double.isNaN(value) && !(value >= best)) {
        best = value;
      }
    }
    if (Double.isNaN(best)) {
      return PruneDecision.prune("every report up to step %d is NaN".formatted(step));
    }
    double median = median(history, step);
    return best > median
        ? PruneDecision.prune(
            "its best report is behind the median of completed trials at step %d".formatted(step))
        : PruneDecision.goOn();
  }

  private boolean isFirstOfInterval(TrialHistory history, int row, int last) {
    int step = history.step(row, last);
    int begin = warmupSteps + (step - warmupSteps) / interval * interval;
    return last == 0 || history.step(row, last - 1) < begin;
  }

  private static double median(TrialHistory history, int step) {
    double[] values = new double[history.count(TrialState.COMPLETE)];
    int count = 0;
    for (int row = 0; row < history.size(); row++) {
      if (history.state(row) == TrialState.COMPLETE) {
        double value = history.reportedAt(row, step);
        if (!Double.isNaN(value)) {
          values[count++] = value;
        }
      }
    }
    if (count == 0) {
      return Double.NaN;
    }
    Arrays.sort(values, 0, count);
    return count % 2 == 1
        ? values[count / 2]
        : 0.5 * values[count / 2 - 1] + 0.5 * values[count / 2];
  }
}
