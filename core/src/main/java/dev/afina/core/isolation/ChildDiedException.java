package dev.afina.core.isolation;

import dev.afina.core.AfinaException;

/**
 * The process that evaluated a trial ended before the objective did: it crashed, it was killed, or
 * it left by {@code System.exit}. The message tells how, and the last lines that it wrote.
 */
public final class ChildDiedException extends AfinaException {

  /** With a message. */
  public ChildDiedException(String message) {
    super(message);
  }
}
