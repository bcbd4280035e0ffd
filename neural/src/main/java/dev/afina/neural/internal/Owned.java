package dev.afina.neural.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.javacpp.Pointer;

/** Native objects that outlive the scope they were made in, released together. */
final class Owned implements AutoCloseable {

  private final Deque<Pointer> pointers = new ArrayDeque<>();

  /** Keeps an object beyond the current scope. */
  <T extends Pointer> T keep(T pointer) {
    pointer.retainReference();
    pointers.push(pointer);
    return pointer;
  }

  /** Releases everything, the youngest first; again does nothing. */
  @Override
  public void close() {
    while (!pointers.isEmpty()) {
      pointers.pop().releaseReference();
    }
  }
}
