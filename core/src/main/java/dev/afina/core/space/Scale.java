package dev.afina.core.space;

/** How a numeric parameter's range is measured. */
public enum Scale {
  /** Equal differences count the same. */
  LINEAR,
  /** Equal ratios count the same; the range must be positive. */
  LOG
}
