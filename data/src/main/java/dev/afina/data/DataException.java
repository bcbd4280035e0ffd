package dev.afina.data;

/**
 * Thrown when data cannot be used: its message is one sentence for the person who brought the data,
 * saying what was found, what was expected, and where.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the sentence to show. */
  public DataException(String message) {
    super(message);
  }

  /** With the sentence to show and what lies behind it. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
