package dev.afina.core;

import org.jspecify.annotations.Nullable;

/** So many trials in a row failed that a study was ended early. */
public final class HopelessStudyException extends AfinaException {

  /** With a message and the last trial's failure. */
  public HopelessStudyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
