package dev.afina.core.study;

import java.util.List;
import java.util.function.Consumer;

/** A study's listeners, told one thing at a time. */
final class Listeners {

  private final List<StudyListener> listeners;

  Listeners(List<StudyListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  synchronized void tell(Consumer<StudyListener> event) {
    listeners.forEach(event);
  }
}
