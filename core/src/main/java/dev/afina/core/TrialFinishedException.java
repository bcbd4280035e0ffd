package dev.afina.core;

/** A trial that has ended was asked to change. */
public final class TrialFinishedException extends AfinaException {

  /** With a message. */
  public TrialFinishedException(String message) {
    super(message);
  }
}
