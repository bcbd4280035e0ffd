package dev.afina.algorithms.pruner;

import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.trial.TrialHistory;

/**
 * Ends a trial whose latest report is NaN, or outside of two limits.
 *
 * <p>The rule of Optuna 5.0.0's {@code ThresholdPruner}. The limits are those of the values as they
 * are reported, whether the study minimises or maximises.
 */
public final class ThresholdPruner implements Pruner {

  private final double lower;
  private final double upper;
  private final Schedule schedule;

  private ThresholdPruner(double lower, double upper, Schedule schedule) {
    if (Double.isNaN(lower) || Double.isNaN(upper)) {
      throw new IllegalArgumentException(
          "the limits (%s and %s) must be numbers, not NaN".formatted(lower, upper));
    }
    if (lower > upper) {
      throw new IllegalArgumentException(
          "the lower limit (%s) must not exceed the upper one (%s); maybe they are swapped"
              .formatted(lower, upper));
    }
    this.lower = lower;
    this.upper = upper;
    this.schedule = schedule;
  }

  /** Ends trials that report less. */
  public static ThresholdPruner below(double lower) {
    return between(lower, Double.POSITIVE_INFINITY);
  }

  /** Ends trials that report more. */
  public static ThresholdPruner above(double upper) {
    return between(Double.NEGATIVE_INFINITY, upper);
  }

  /** Lets trials go on whose reports are from {@code lower} to {@code upper}. */
  public static ThresholdPruner between(double lower, double upper) {
    return new ThresholdPruner(lower, upper, Schedule.ALWAYS);
  }

  /** With another first step at which a trial may end; 0 by default. */
  public ThresholdPruner withWarmup(int steps) {
    return new ThresholdPruner(lower, upper, new Schedule(steps, schedule.interval()));
  }

  /** Deciding only every so many steps after the warm-up; 1 by default. */
  public ThresholdPruner withInterval(int steps) {
    return new ThresholdPruner(lower, upper, new Schedule(schedule.warmup(), steps));
  }

  @Override
  public String name() {
    return "threshold";
  }

  @Override
  public PruneDecision decide(TrialHistory history, int row) {
    if (!schedule.isDue(history, row)) {
      return PruneDecision.goOn();
    }
    int last = history.reports(row) - 1;
    double value = history.reportSign() * history.reported(row, last);
    return value >= lower && value <= upper
        ? PruneDecision.goOn()
        : PruneDecision.prune(
            "its report of %s at step %d is not from %s to %s"
                .formatted(value, history.step(row, last), lower, upper));
  }
}
