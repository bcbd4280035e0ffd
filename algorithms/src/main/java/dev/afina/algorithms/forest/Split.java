package dev.afina.algorithms.forest;

import org.jspecify.annotations.Nullable;

/** A question to a point: whether a number is at most a threshold, or a choice among some. */
final class Split {

  private final int feature;
  private final double threshold;
  private final long @Nullable [] choices;

  private Split(int feature, double threshold, long @Nullable [] choices) {
    this.feature = feature;
    this.threshold = threshold;
    this.choices = choices;
  }

  /** Of a number. */
  static Split atMost(int feature, double threshold) {
    return new Split(feature, threshold, null);
  }

  /**
   * Of a choice.
   *
   * @param choices a bit for each that the answer is yes for, see {@link #contains}
   */
  static Split among(int feature, long[] choices) {
    return new Split(feature, 0, choices);
  }

  int feature() {
    return feature;
  }

  double threshold() {
    return threshold;
  }

  /** The set of choices; {@code null} of a number. */
  long @Nullable [] choices() {
    return choices;
  }

  /** An empty set for so many choices and the absence of any. */
  static long[] none(int choices) {
    return new long[choices / Long.SIZE + 1];
  }

  /** Adds a choice, or {@link Encoding#ABSENT}, to a set. */
  static void add(long[] set, int choice) {
    set[(choice + 1) >>> 6] |= 1L << (choice + 1);
  }

  /** Whether a set has a choice. */
  static boolean contains(long[] set, double choice) {
    int bit = (int) choice + 1;
    return ((set[bit >>> 6] >>> bit) & 1) != 0;
  }
}
