package dev.afina.benchmarks.suite.report;

/** Ranks of figures. */
final class Ranks {

  private Ranks() {}

  /**
   * The rank of each figure, 1 for the smallest; equal ones share the mean of theirs.
   *
   * @param figures none of them NaN
   */
  static double[] of(double[] figures) {
    double[] ranks = new double[figures.length];
    for (int i = 0; i < figures.length; i++) {
      int smaller = 0;
      int equal = 0;
      for (double figure : figures) {
        if (figure < figures[i]) {
          smaller++;
        } else if (figure == figures[i]) {
          equal++;
        }
      }
      ranks[i] = smaller + (equal + 1) / 2.0;
    }
    return ranks;
  }
}
