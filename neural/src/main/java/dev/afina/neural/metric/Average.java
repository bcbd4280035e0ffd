package dev.afina.neural.metric;

import java.util.Locale;

/** How a score of every class becomes one number; the words are scikit-learn's. */
public enum Average {
  /** The score of class 1, of two classes. */
  BINARY,
  /** The plain mean over the classes that occur among targets or predictions. */
  MACRO,
  /** The score of all decisions thrown together. */
  MICRO,
  /** The mean weighted by how often a class occurs among the targets. */
  WEIGHTED;

  /** What the names of metrics end in: nothing for {@link #BINARY}, else such as {@code _macro}. */
  String suffix() {
    return this == BINARY ? "" : "_" + name().toLowerCase(Locale.ROOT);
  }
}
