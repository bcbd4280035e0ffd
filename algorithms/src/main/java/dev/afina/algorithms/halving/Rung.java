package dev.afina.algorithms.halving;

/**
 * A step at which trials are compared, and how many come so far.
 *
 * @param size number of trials, at least 1
 * @param maxStep the step up to which they are trained, counted from each trial's beginning
 */
public record Rung(int size, int maxStep) {

  /** Refuses empty rungs. */
  public Rung {
    if (size < 1 || maxStep < 1) {
      throw new IllegalArgumentException(
          "a rung's size (%d) and last step (%d) must be at least 1".formatted(size, maxStep));
    }
  }
}
