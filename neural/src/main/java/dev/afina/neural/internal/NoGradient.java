package dev.afina.neural.internal;

import org.bytedeco.pytorch.GradMode;

/** While open, this thread's operations are not recorded for a backward pass, or again are. */
final class NoGradient implements AutoCloseable {

  private final boolean before = GradMode.is_enabled();

  private NoGradient(boolean recorded) {
    GradMode.set_enabled(recorded);
  }

  static NoGradient open() {
    return new NoGradient(false);
  }

  /** Records again, within another one. */
  static NoGradient suspended() {
    return new NoGradient(true);
  }

  @Override
  public void close() {
    GradMode.set_enabled(before);
  }
}
