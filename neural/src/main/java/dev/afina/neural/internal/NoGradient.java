package dev.afina.neural.internal;

import org.bytedeco.pytorch.GradMode;

/** While open, this thread's operations are not recorded for a backward pass. */
final class NoGradient implements AutoCloseable {

  private final boolean before = GradMode.is_enabled();

  private NoGradient() {
    GradMode.set_enabled(false);
  }

  static NoGradient open() {
    return new NoGradient();
  }

  @Override
  public void close() {
    GradMode.set_enabled(before);
  }
}
