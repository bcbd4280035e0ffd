package dev.afina.neural.metric;

/** Classes that probabilities speak for. */
public final class Classes {

  private Classes() {}

  /**
   * The most probable class of a row, the first of equally probable ones; with a single probability
   * class 1 from 0.5 on.
   *
   * @param probabilities row by row
   * @param width number of probabilities a row
   */
  public static int predicted(float[] probabilities, int row, int width) {
    int start = row * width;
    if (width == 1) {
      return probabilities[start] >= 0.5f ? 1 : 0;
    }
    int best = 0;
    for (int i = 1; i < width; i++) {
      if (probabilities[start + i] > probabilities[start + best]) {
        best = i;
      }
    }
    return best;
  }

  /** The probability of one class of a row. */
  static float probability(float[] probabilities, int row, int width, int index) {
    if (width == 1) {
      return index == 1 ? probabilities[row] : 1 - probabilities[row];
    }
    return probabilities[row * width + index];
  }
}
