package dev.afina.core;

import org.jspecify.annotations.Nullable;

/**
 * Something in a study, its storage or its data went wrong.
 *
 * <p>The message is one sentence for the person at the keyboard: what was wrong, what was expected,
 * how to mend it. Misuse of the API is an {@link IllegalArgumentException} or {@link
 * IllegalStateException} instead.
 */
public class AfinaException extends RuntimeException {

  /** With a message. */
  public AfinaException(String message) {
    super(message);
  }

  /** With a message and what caused it. */
  public AfinaException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
