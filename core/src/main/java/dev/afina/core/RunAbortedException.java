package dev.afina.core;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by an objective to end the whole run, because no other trial could fare better: a full
 * disk, say. The trial counts as lost, so that a later run evaluates it again.
 */
public final class RunAbortedException extends AfinaException {

  /** With a message and what caused it. */
  public RunAbortedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
