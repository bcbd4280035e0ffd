package dev.afina.core;

/** A parameter's distribution contradicts what the study recorded for its name. */
public final class IncompatibleDistributionException extends AfinaException {

  /** With a message. */
  public IncompatibleDistributionException(String message) {
    super(message);
  }
}
