package dev.afina.algorithms.pruner;

import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.trial.TrialHistory;

/**
 * Lets another pruner end a trial only when the trial has not become better for some reports.
 *
 * <p>The rule of Optuna 5.0.0's {@code PatientPruner}: the best of the latest {@code patience + 1}
 * reports is worse than the best before them, by more than a smallest difference.
 */
public final class PatientPruner implements Pruner {

  private final Pruner wrapped;
  private final int patience;
  private final double minDelta;
  private final boolean isAlone;

  private PatientPruner(Pruner wrapped, int patience, double minDelta, boolean isAlone) {
    if (patience < 0) {
      throw new IllegalArgumentException("patience (%d) must be at least 0".formatted(patience));
    }
    if (!(minDelta >= 0)) {
      throw new IllegalArgumentException("minDelta (%s) must be at least 0".formatted(minDelta));
    }
    if (wrapped instanceof Scheduler) {
      throw new IllegalArgumentException(
          "%s sets trials aside and continues them, which no patience can put off; wrap a pruner that only ends trials"
              .formatted(wrapped.name()));
    }
    this.wrapped = wrapped;
    this.patience = patience;
    this.minDelta = minDelta;
    this.isAlone = isAlone;
  }

  /**
   * Ends a trial as soon as it has not become better for so many reports.
   *
   * @param patience at least 0
   */
  public static PatientPruner patience(int patience) {
    return new PatientPruner(Pruner.none(), patience, 0, true);
  }

  /**
   * Asks another pruner when a trial has not become better for so many reports.
   *
   * @param patience at least 0
   */
  public static PatientPruner around(Pruner wrapped, int patience) {
    return new PatientPruner(wrapped, patience, 0, false);
  }

  /** With another difference that is worth nothing; 0 by default. */
  public PatientPruner withMinDelta(double delta) {
    return new PatientPruner(wrapped, patience, delta, isAlone);
  }

  @Override
  public String name() {
    return "patient";
  }

  @Override
  public PruneDecision decide(TrialHistory history, int row) {
    int reports = history.reports(row);
    if (reports <= patience + 1) {
      return PruneDecision.goOn();
    }
    double before = best(history, row, 0, reports - patience - 1);
    double after = best(history, row, reports - patience - 1, reports);
    if (!(before + minDelta < after)) {
      return PruneDecision.goOn();
    }
    return isAlone
        ? PruneDecision.prune("it has not become better for %d reports".formatted(patience + 1))
        : wrapped.decide(history, row);
  }

  private static double best(TrialHistory history, int row, int from, int to) {
    double best = Double.NaN;
    for (int i = from; i < to; i++) {
      double value = history.reported(row, i);
      if (!Double.isNaN(value) && !(value >= best)) {
        best = value;
      }
    }
    return best;
  }
}
