package dev.afina.core;

/** A study of this name exists already in the storage. */
public final class DuplicateStudyException extends AfinaException {

  /** With a message. */
  public DuplicateStudyException(String message) {
    super(message);
  }
}
