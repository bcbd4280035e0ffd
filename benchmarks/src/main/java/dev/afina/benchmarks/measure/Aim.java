package dev.afina.benchmarks.measure;

/**
 * What a benchmark should show, and whether it did.
 *
 * @param what is aimed at, in words with the limit
 * @param reached the measured figure
 * @param limit the aimed-at figure
 * @param met whether it was reached
 */
public record Aim(String what, double reached, double limit, boolean met) {

  /** A figure that should be at least so large. */
  public static Aim atLeast(double limit, double reached, String what) {
    return new Aim(what, reached, limit, reached >= limit);
  }

  /** A figure that should be below. */
  public static Aim below(double limit, double reached, String what) {
    return new Aim(what, reached, limit, reached < limit);
  }
}
