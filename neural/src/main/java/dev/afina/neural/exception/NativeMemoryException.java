package dev.afina.neural.exception;

import dev.afina.core.AfinaException;

/** PyTorch could not get the memory it asked for. What was being built has been released. */
public class NativeMemoryException extends AfinaException {

  private static final long serialVersionUID = 1L;

  /** With one sentence and PyTorch's or JavaCPP's own error. */
  public NativeMemoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
