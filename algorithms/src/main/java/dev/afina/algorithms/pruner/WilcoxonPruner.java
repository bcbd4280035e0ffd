package dev.afina.algorithms.pruner;

import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.util.Arrays;

/**
 * Ends a trial that is worse than the best one at the steps that both have reported, by Wilcoxon's
 * signed-rank test: for objectives that are a mean over problem instances or folds, each a step.
 *
 * <p>The rule of Optuna 5.0.0's {@code WilcoxonPruner}: one-sided, with differences of zero shared
 * out, and never against a trial whose mean so far is no worse than the best one's. A trial, or a
 * best one, with a report that is not finite, is left alone.
 */
public final class WilcoxonPruner implements Pruner {

  /** Optuna's default. */
  public static final double DEFAULT_THRESHOLD = 0.1;

  /** Optuna's default. */
  public static final int DEFAULT_STARTUP_STEPS = 2;

  private final double threshold;
  private final int startupSteps;

  private WilcoxonPruner(double threshold, int startupSteps) {
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          "the threshold of the p-value (%s) must be from 0 to 1".formatted(threshold));
    }
    if (startupSteps < 0) {
      throw new IllegalArgumentException(
          "startupSteps (%d) must be at least 0".formatted(startupSteps));
    }
    this.threshold = threshold;
    this.startupSteps = startupSteps;
  }

  /** With Optuna's defaults: p below 0.1, from 2 common steps on. */
  public static WilcoxonPruner create() {
    return new WilcoxonPruner(DEFAULT_THRESHOLD, DEFAULT_STARTUP_STEPS);
  }

  /** With another p-value below which a trial ends, in [0, 1]; 0.1 by default. */
  public WilcoxonPruner withThreshold(double p) {
    return new WilcoxonPruner(p, startupSteps);
  }

  /** With another number of common steps before a trial may end, at least 2 in effect. */
  public WilcoxonPruner withStartupSteps(int steps) {
    return new WilcoxonPruner(threshold, steps);
  }

  @Override
  public String name() {
    return "wilcoxon";
  }

  @Override
  public PruneDecision decide(TrialHistory history, int row) {
    int best = best(history);
    if (best < 0
        || history.reports(best) == 0
        || !isFinite(history, row)
        || !isFinite(history, best)) {
      return PruneDecision.goOn();
    }
    double[] differences = new double[history.reports(row)];
    int count = 0;
    for (int i = 0; i < history.reports(row); i++) {
      double there = history.reportedAt(best, history.step(row, i));
      if (!Double.isNaN(there)) {
        differences[count++] = history.reported(row, i) - there;
      }
    }
    if (count < Math.max(2, startupSteps)) {
      return PruneDecision.goOn();
    }
    double p = SignedRanks.of(Arrays.copyOf(differences, count)).pOfGreater();
    return p < threshold && mean(history, best) < mean(history, row)
        ? PruneDecision.prune(
            "it is worse than the best trial at %d common steps, with p = %.3g".formatted(count, p))
        : PruneDecision.goOn();
  }

  private static int best(TrialHistory history) {
    int best = -1;
    for (int row = 0; row < history.size(); row++) {
      if (history.state(row) == TrialState.COMPLETE
          && !(history.violation(row) > 0)
          && (best < 0
              || history.loss(row, history.reportedObjective())
                  < history.loss(best, history.reportedObjective()))) {
        best = row;
      }
    }
    return best;
  }

  private static boolean isFinite(TrialHistory history, int row) {
    for (int i = 0; i < history.reports(row); i++) {
      if (!Double.isFinite(history.reported(row, i))) {
        return false;
      }
    }
    return true;
  }

  private static double mean(TrialHistory history, int row) {
    double sum = 0;
    for (int i = 0; i < history.reports(row); i++) {
      sum += history.reported(row, i);
    }
    return sum / history.reports(row);
  }
}
