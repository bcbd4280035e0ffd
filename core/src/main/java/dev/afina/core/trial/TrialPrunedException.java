package dev.afina.core.trial;

/**
 * Thrown by an objective to end its trial as {@link TrialState#PRUNED}.
 *
 * <p>A signal, not a failure: it carries no stack trace.
 */
public final class TrialPrunedException extends RuntimeException {

  /** Without a reason. */
  public TrialPrunedException() {
    this("pruned");
  }

  /** With a reason. */
  public TrialPrunedException(String reason) {
    super(reason, null, false, false);
  }
}
