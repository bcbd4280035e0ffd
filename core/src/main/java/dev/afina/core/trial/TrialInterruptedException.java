package dev.afina.core.trial;

/**
 * Thrown out of {@link Trial#report} and {@link Trial#shouldPrune} when the study was interrupted;
 * an objective lets it pass.
 *
 * <p>The trial is recorded as lost, does not count to the budget, and is evaluated again by whoever
 * resumes the study.
 */
public final class TrialInterruptedException extends RuntimeException {

  /** Without a stack trace. */
  public TrialInterruptedException() {
    super("the study was interrupted", null, false, false);
  }
}
