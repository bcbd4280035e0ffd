package dev.afina.neural.exception;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A training that could not be saved after an epoch, on a full disk for instance. */
public class TrainingNotSavedException extends UncheckedIOException {

  private static final long serialVersionUID = 1L;

  /** With one sentence that names the file, and what went wrong with it. */
  public TrainingNotSavedException(String message, IOException cause) {
    super(message, cause);
  }
}
