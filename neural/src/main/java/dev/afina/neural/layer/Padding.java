package dev.afina.neural.layer;

import java.util.Locale;

/** What stands around a sample where a window reaches over its border. */
public enum Padding {
  /** Nothing: windows stay inside, and the output is smaller than the input. */
  VALID,

  /**
   * As much as lets the output have ⌈input / stride⌉ places, the odd one of it behind: TensorFlow's
   * and so Keras's rule.
   */
  SAME;

  /** The name in lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
