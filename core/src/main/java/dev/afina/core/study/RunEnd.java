package dev.afina.core.study;

import dev.afina.core.HopelessStudyException;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Ends a run whose results say so: one is good enough, or too many in a row failed.
 *
 * <p>Results count as they come, except in a deterministic study, where a {@link StopRule} goes by
 * their indices.
 */
final class RunEnd {

  private final Study study;
  private final Budget budget;
  private final StopRule rule;
  private final TreeMap<Integer, Throwable> causes = new TreeMap<>();
  private int failuresInARow;
  private @Nullable HopelessStudyException hopeless;

  /** For a run that begins now. */
  RunEnd(Study study, Budget budget) {
    this.study = study;
    this.budget = budget;
    double target = Double.NaN;
    if (budget.target().isPresent()) {
      target = study.directions().get(0).sign() * budget.target().getAsDouble();
    }
    rule = new StopRule(target, budget.failuresInARow(), study.ledger().frontier());
  }

  /** The rule of a deterministic study; others need none. */
  StopRule rule() {
    return rule;
  }

  private boolean isDeterministic() {
    return study.window().isPresent();
  }

  /** Whether the study was good enough before the run began. */
  boolean isReached() {
    return !isDeterministic()
        && budget.target().isPresent()
        && study.bestTrial().filter(this::reachesTarget).isPresent();
  }

  /** Stops the study if a trial's end says so. */
  synchronized void ended(FrozenTrial trial, @Nullable Throwable failure) {
    if (isDeterministic()) {
      remember(trial, failure);
      return;
    }
    if (trial.state() == TrialState.FAIL) {
      failuresInARow++;
      if (failuresInARow >= budget.failuresInARow() && hopeless == null) {
        hopeless = hopeless(trial, failure);
        study.stop();
      }
    } else {
      failuresInARow = 0;
    }
    if (reachesTarget(trial)) {
      study.stop();
    }
  }

  /** For when the study is given up, no more than a window's width of trials later. */
  private void remember(FrozenTrial trial, @Nullable Throwable failure) {
    if (failure != null) {
      causes.put(trial.index(), failure);
      if (causes.size() > 2 * study.window().orElse(0)) {
        causes.pollFirstEntry();
      }
    }
  }

  /** Says so if too many trials failed. */
  synchronized void throwIfHopeless() {
    if (isDeterministic() && study.ledger().isMet(rule) && rule.isHopeless()) {
      FrozenTrial last = study.ledger().trials(List.of(rule.metBy())).get(0);
      throw hopeless(last, causes.get(rule.metBy()));
    }
    if (hopeless != null) {
      throw hopeless;
    }
  }

  private HopelessStudyException hopeless(FrozenTrial last, @Nullable Throwable failure) {
    return new HopelessStudyException(
        "study \"%s\" was given up: %d trials in a row failed, the last (trial %d) with: %s"
            .formatted(
                study.name(),
                budget.failuresInARow(),
                last.number(),
                last.reason().orElse("no reason")),
        failure);
  }

  private boolean reachesTarget(FrozenTrial trial) {
    return budget.target().isPresent()
        && trial.state() == TrialState.COMPLETE
        && trial.isFeasible()
        && !study
            .directions()
            .get(0)
            .isBetter(budget.target().getAsDouble(), trial.values().get(0));
  }
}
