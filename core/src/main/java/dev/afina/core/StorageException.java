package dev.afina.core;

import org.jspecify.annotations.Nullable;

/** The storage could not be opened, read or written. */
public final class StorageException extends AfinaException {

  /** With a message. */
  public StorageException(String message) {
    super(message);
  }

  /** With a message and what caused it. */
  public StorageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
