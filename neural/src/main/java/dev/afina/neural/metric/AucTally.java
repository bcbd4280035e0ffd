package dev.afina.neural.metric;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Keeps all scores, and ranks them in the end: exact, in O(n log n) time and O(n) memory. */
final class AucTally implements Metric.Tally {

  private int width;
  private int rows;
  private float[] scores = new float[0];
  private float[] labels = new float[0];

  @Override
  public void add(float[] predictions, int columns, float[] targets, int count) {
    width = columns;
    if (labels.length < rows + count) {
      int capacity = Math.max(rows + count, 2 * labels.length);
      labels = Arrays.copyOf(labels, capacity);
      scores = Arrays.copyOf(scores, Math.multiplyExact(capacity, columns));
    }
    System.arraycopy(targets, 0, labels, rows, count);
    System.arraycopy(predictions, 0, scores, rows * columns, count * columns);
    rows += count;
  }

  @Override
  public double value() {
    if (rows == 0) {
      return Double.NaN;
    }
    if (width <= 2) {
      return ofClass(1, width - 1);
    }
    return IntStream.range(0, width).mapToDouble(i -> ofClass(i, i)).average().orElseThrow();
  }

  /** The share of pairs in the right order, by the rank sum of Mann and Whitney. */
  private double ofClass(int positive, int column) {
    // Sorting value and label as one long: the score's bits in order, then the label.
    long[] order = new long[rows];
    for (int row = 0; row < rows; row++) {
      int bits = Float.floatToIntBits(scores[row * width + column] + 0f);
      int ordered = bits < 0 ? ~bits : bits | Integer.MIN_VALUE;
      order[row] = (ordered & 0xffffffffL) << 1 | ((int) labels[row] == positive ? 1 : 0);
    }
    Arrays.sort(order);
    double rankSum = 0;
    long positives = 0;
    for (int from = 0, to; from < rows; from = to) {
      long tied = 0;
      for (to = from; to < rows && order[to] >> 1 == order[from] >> 1; to++) {
        tied += order[to] & 1;
      }
      rankSum += tied * ((from + to + 1) / 2.0);
      positives += tied;
    }
    double pairs = (double) positives * (rows - positives);
    return pairs == 0 ? Double.NaN : (rankSum - positives * (positives + 1) / 2.0) / pairs;
  }
}
