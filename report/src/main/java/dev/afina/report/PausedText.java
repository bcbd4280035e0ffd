package dev.afina.report;

import dev.afina.core.trial.FrozenTrial;
import java.util.SortedMap;

/** What people are told of a trial that is set aside. */
final class PausedText {

  private PausedText() {}

  /** Such as {@code paused at step 9}, of the last step reported. */
  static String of(FrozenTrial trial) {
    SortedMap<Integer, Double> reports = trial.intermediateValues();
    return reports.isEmpty() ? "paused" : "paused at step " + reports.lastKey();
  }

  /** Why a trial failed or was pruned, or that it is set aside; empty otherwise. */
  static String orReason(FrozenTrial trial) {
    return trial.isPaused() ? of(trial) : trial.reason().orElse("");
  }
}
