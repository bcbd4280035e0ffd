package dev.afina.tensorboard;

import java.nio.ByteBuffer;

/**
 * Counts of values in intervals of equal width between the least and the greatest, the last one
 * closed. Of equal values all edges are the same, and the last interval counts them; of none, all
 * is 0.
 */
final class HistogramBuckets {

  /** Number of intervals, TensorFlow's default. */
  static final int COUNT = 30;

  private HistogramBuckets() {}

  /** Rows of left edge, right edge and count, as little-endian doubles. */
  static byte[] of(double[] values) {
    double[] counts = new double[COUNT];
    double min = values.length == 0 ? 0 : Double.POSITIVE_INFINITY;
    double max = values.length == 0 ? 0 : Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "a histogram was given the value %s, expected finite numbers".formatted(value));
      }
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    double width = (max - min) / COUNT;
    for (double value : values) {
      int bucket = width == 0 ? COUNT - 1 : (int) Math.min(COUNT - 1, (value - min) / width);
      counts[bucket]++;
    }
    byte[] bytes = new byte[3 * COUNT * Double.BYTES];
    ByteBuffer rows = ProtoMessage.littleEndian(bytes);
    for (int i = 0; i < COUNT; i++) {
      rows.putDouble(min + i * width);
      rows.putDouble(i == COUNT - 1 ? max : min + (i + 1) * width);
      rows.putDouble(counts[i]);
    }
    return bytes;
  }
}
