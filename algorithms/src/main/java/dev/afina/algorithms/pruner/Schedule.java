package dev.afina.algorithms.pruner;

import dev.afina.core.trial.TrialHistory;

/**
 * The steps at which a pruner decides: after a warm-up, once an interval.
 *
 * @param warmup the first step at which it does, at least 0
 * @param interval steps between two decisions, at least 1
 */
record Schedule(int warmup, int interval) {

  static final Schedule ALWAYS = new Schedule(0, 1);

  Schedule {
    if (warmup < 0 || interval < 1) {
      throw new IllegalArgumentException(
          "warmup (%d) must be at least 0, interval (%d) at least 1".formatted(warmup, interval));
    }
  }

  /** Whether the latest report is the first one in its interval after the warm-up. */
  boolean isDue(TrialHistory history, int row) {
    int last = history.reports(row) - 1;
    int step = history.step(row, last);
    if (step < warmup) {
      return false;
    }
    int begin = warmup + (step - warmup) / interval * interval;
    return last == 0 || history.step(row, last - 1) < begin;
  }
}
