package dev.afina.core.trial;

/**
 * Thrown out of {@link Trial#report} and {@link Trial#shouldPrune} when the study was interrupted,
 * or the time of a deterministic study's run is up; an objective lets it pass.
 *
 * <p>The trial is recorded as lost, does not count to the budget, and is evaluated again by whoever
 * resumes the study.
 */
public final class TrialInterruptedException extends RuntimeException {

  /** Without a stack trace. */
  public TrialInterruptedException() {
    super("the run was interrupted", null, false, false);
  }
}
