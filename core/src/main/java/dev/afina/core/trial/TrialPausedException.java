package dev.afina.core.trial;

/**
 * Thrown by an objective to set its trial aside, after {@link Trial#shouldPause} said so and what
 * is needed to continue was saved under {@link Trial#checkpointDirectory}.
 *
 * <p>A signal, not a failure: it carries no stack trace.
 */
public final class TrialPausedException extends RuntimeException {

  /** After the last step that was reported. */
  public TrialPausedException() {
    super("paused", null, false, false);
  }
}
