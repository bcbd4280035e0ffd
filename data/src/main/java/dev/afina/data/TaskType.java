package dev.afina.data;

/** What is to be learned from a target: one of several classes, or a number. */
public enum TaskType {
  /** The target is one of a few labels. */
  CLASSIFICATION,
  /** The target is a number. */
  REGRESSION
}
