package dev.afina.core;

/** No study of this name is in the storage. */
public final class StudyNotFoundException extends AfinaException {

  /** With a message. */
  public StudyNotFoundException(String message) {
    super(message);
  }
}
