package dev.afina.neural.exception;

/** A saved model that cannot be read: missing, cut short, changed, or of a newer version. */
public class ModelFormatException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** With one sentence that names the file and what is wrong with it. */
  public ModelFormatException(String message) {
    super(message);
  }

  /** With the cause. */
  public ModelFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
