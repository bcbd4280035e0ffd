package dev.afina.neural.exception;

import dev.afina.core.AfinaException;

/**
 * PyTorch, or Java for a network's first weights, could not get the memory it asked for. What was
 * being built has been released.
 */
public class NativeMemoryException extends AfinaException {

  private static final long serialVersionUID = 1L;

  /** With one sentence and the error of PyTorch, JavaCPP or Java. */
  public NativeMemoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
