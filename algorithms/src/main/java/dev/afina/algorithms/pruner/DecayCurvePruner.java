package dev.afina.algorithms.pruner;

import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;

/**
 * Ends a trial whose learning curve, extrapolated to the last step, is unlikely to become better
 * than the best completed trial.
 *
 * <p>The stopping rule of <a href="https://www.ijcai.org/Abstract/15/487">Domhan, Springenberg,
 * Hutter 2015</a>, section 4, with δ = 0.05 and the power law y = a + b·t^−c of its table 1 (pow3)
 * alone. Deviation: where the paper samples the parameters, c is taken from a grid here, weighed by
 * its likelihood, and a and b are those of least squares with their predictive error, so that the
 * decision needs no randomness.
 *
 * <p>The last step is the furthest that a completed trial has reported. NaN reports are passed
 * over.
 */
public final class DecayCurvePruner implements Pruner {

  /** That of the paper, section 4. */
  public static final double DEFAULT_CHANCE = 0.05;

  /** Enough for three parameters and their error. */
  public static final int DEFAULT_MIN_REPORTS = 5;

  /** Optuna's default for its median rule. */
  public static final int DEFAULT_STARTUP_TRIALS = 5;

  private final double chance;
  private final int minReports;
  private final int startupTrials;

  private DecayCurvePruner(double chance, int minReports, int startupTrials) {
    if (!(chance > 0 && chance < 1)) {
      throw new IllegalArgumentException(
          "the chance (%s) must be above 0 and below 1".formatted(chance));
    }
    if (minReports < DEFAULT_MIN_REPORTS || startupTrials < 1) {
      throw new IllegalArgumentException(
          "minReports (%d) must be at least %d, startupTrials (%d) at least 1"
              .formatted(minReports, DEFAULT_MIN_REPORTS, startupTrials));
    }
    this.chance = chance;
    this.minReports = minReports;
    this.startupTrials = startupTrials;
  }

  /** With a chance of 0.05, 5 reports and 5 completed trials first. */
  public static DecayCurvePruner create() {
    return new DecayCurvePruner(DEFAULT_CHANCE, DEFAULT_MIN_REPORTS, DEFAULT_STARTUP_TRIALS);
  }

  /** Ending trials with a smaller chance than this, in (0, 1); 0.05 by default. */
  public DecayCurvePruner withChance(double smallest) {
    return new DecayCurvePruner(smallest, minReports, startupTrials);
  }

  /** With another number of reports before a trial may end, at least 5. */
  public DecayCurvePruner withMinReports(int reports) {
    return new DecayCurvePruner(chance, reports, startupTrials);
  }

  /** With another number of completed trials before the first is pruned; 5 by default. */
  public DecayCurvePruner withStartupTrials(int trials) {
    return new DecayCurvePruner(chance, minReports, trials);
  }

  @Override
  public String name() {
    return "decay-curve";
  }

  @Override
  public PruneDecision decide(TrialHistory history, int row) {
    if (history.count(TrialState.COMPLETE) < startupTrials || history.reports(row) < minReports) {
      return PruneDecision.goOn();
    }
    double best = Double.POSITIVE_INFINITY;
    int end = -1;
    for (int other = 0; other < history.size(); other++) {
      if (history.state(other) == TrialState.COMPLETE && history.reports(other) > 0) {
        end = Math.max(end, history.step(other, history.reports(other) - 1));
        if (history.loss(other, history.reportedObjective()) < best) {
          best = history.loss(other, history.reportedObjective());
        }
      }
    }
    PowerLaw law = PowerLaw.of(history, row);
    int step = history.step(row, history.reports(row) - 1);
    if (step >= end || !Double.isFinite(best) || law.size() < minReports) {
      return PruneDecision.goOn();
    }
    double probability = law.chanceOfBelow(best, end);
    return probability < chance
        ? PruneDecision.prune(
            "its curve is better than the best trial at step %d with a chance of %.2g"
                .formatted(end, probability))
        : PruneDecision.goOn();
  }
}
