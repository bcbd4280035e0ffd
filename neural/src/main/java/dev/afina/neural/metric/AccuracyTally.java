package dev.afina.neural.metric;

/** Counts rows whose class is among the k most probable ones. */
final class AccuracyTally implements Metric.Tally {

  private final int k;
  private long rows;
  private long right;

  AccuracyTally(int k) {
    this.k = k;
  }

  @Override
  public void add(float[] predictions, int width, float[] targets, int count) {
    for (int row = 0; row < count; row++) {
      int target = (int) targets[row];
      boolean hit =
          k == 1
              ? Classes.predicted(predictions, row, width) == target
              : ahead(predictions, row * width, width, target) < k;
      if (hit) {
        right++;
      }
    }
    rows += count;
  }

  /** Number of classes that are more probable than the target, or as probable and before it. */
  private static int ahead(float[] predictions, int start, int width, int target) {
    float probability = predictions[start + target];
    int ahead = 0;
    for (int i = 0; i < width; i++) {
      float other = predictions[start + i];
      if (other > probability || (other == probability && i < target)) {
        ahead++;
      }
    }
    return ahead;
  }

  @Override
  public double value() {
    return (double) right / rows;
  }
}
