package dev.afina.core.study;

import dev.afina.core.trial.FrozenTrial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the wish for a trial: one was started, or another trial must end first, or nothing
 * is left to start.
 *
 * @param trial the trial, if one was started
 * @param awaited the index of the trial that must end first; negative if there is none
 * @param surplus trials that were set aside, and are to be ended now
 * @param isUndrawn whether the trial's joint parameters are yet to be drawn
 */
record Next(@Nullable LiveTrial trial, int awaited, List<FrozenTrial> surplus, boolean isUndrawn) {

  private static final Next NOTHING = new Next(null, -1, List.of());

  Next(@Nullable LiveTrial trial, int awaited, List<FrozenTrial> surplus) {
    this(trial, awaited, surplus, false);
  }

  static Next nothing() {
    return NOTHING;
  }

  static Next started(LiveTrial trial) {
    return new Next(trial, -1, List.of());
  }

  static Next after(int index) {
    return new Next(null, index, List.of());
  }

  /** Whether a trial can be had later. */
  boolean isLater() {
    return awaited >= 0;
  }
}
