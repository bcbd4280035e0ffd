package dev.afina.core.trial;

/** Where a trial stands; the five states of Optuna. */
public enum TrialState {
  /** Being evaluated, or paused. */
  RUNNING,
  /** Ended with a value for each objective. */
  COMPLETE,
  /** Ended early because it looked hopeless; its last reported value counts. */
  PRUNED,
  /** Ended without a usable value: an exception, NaN, too little memory, or a lost worker. */
  FAIL,
  /** Enqueued, to be evaluated with values given in advance. */
  WAITING;

  /** Whether a trial in this state never changes again. */
  public boolean isFinished() {
    return this == COMPLETE || this == PRUNED || this == FAIL;
  }
}
