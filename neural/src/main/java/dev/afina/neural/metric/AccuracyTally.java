package dev.afina.neural.metric;

/** Counts right classes. */
final class AccuracyTally implements Metric.Tally {

  private long rows;
  private long right;

  @Override
  public void add(float[] predictions, int width, float[] targets, int count) {
    for (int row = 0; row < count; row++) {
      int start = row * width;
      int best = 0;
      if (width == 1) {
        best = predictions[start] >= 0.5f ? 1 : 0;
      } else {
        for (int i = 1; i < width; i++) {
          if (predictions[start + i] > predictions[start + best]) {
            best = i;
          }
        }
      }
      if (best == (int) targets[row]) {
        right++;
      }
    }
    rows += count;
  }

  @Override
  public double value() {
    return (double) right / rows;
  }
}
