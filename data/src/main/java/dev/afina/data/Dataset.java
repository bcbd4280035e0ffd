package dev.afina.data;

import java.util.Arrays;

/**
 * Samples ready for training: features as one row-major array {@code [n][featureShape...]} and one
 * target a sample, or several where a network gives several values.
 *
 * <p>For classification a target is the index of its class, in {@code [0, classes)}; for regression
 * it is the value, standardised where a preprocessor made the samples. Arrays are handed out
 * without a copy and must not be written to.
 *
 * @param features all samples behind each other, {@code n × featureCount} values
 * @param featureShape the shape of one sample, such as {@code [64]} or {@code [28, 28]}
 * @param targets the samples' targets behind each other, {@code n × targetWidth} values
 * @param targetWidth number of targets a sample, at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // large, shared without a copy, never compared
public record Dataset(float[] features, int[] featureShape, float[] targets, int targetWidth) {

  /** Checks that the arrays fit together. */
  public Dataset {
    int count = count(featureShape);
    if (targetWidth < 1 || targets.length % targetWidth != 0) {
      throw new IllegalArgumentException(
          "targets hold %d values, expected a multiple of the %d targets of a sample, at least 1"
              .formatted(targets.length, targetWidth));
    }
    int size = targets.length / targetWidth;
    if (features.length != (long) size * count) {
      throw new IllegalArgumentException(
          "features hold %d values, but %d samples of shape %s need %d"
              .formatted(
                  features.length, size, Arrays.toString(featureShape), (long) size * count));
    }
  }

  /**
   * With one target a sample.
   *
   * @param targets {@code [n]}
   */
  public Dataset(float[] features, int[] featureShape, float[] targets) {
    this(features, featureShape, targets, 1);
  }

  /** Number of samples. */
  public int size() {
    return targets.length / targetWidth;
  }

  /** Number of values in one sample. */
  public int featureCount() {
    return count(featureShape);
  }

  /** The given rows, in the given order, as a copy. */
  public Dataset select(int[] rows) {
    int width = featureCount();
    float[] x = new float[Math.multiplyExact(rows.length, width)];
    float[] y = new float[Math.multiplyExact(rows.length, targetWidth)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(features, rows[i] * width, x, i * width, width);
      System.arraycopy(targets, rows[i] * targetWidth, y, i * targetWidth, targetWidth);
    }
    return new Dataset(x, featureShape, y, targetWidth);
  }

  /** The first rows, as a copy; all of them where there are no more. */
  public Dataset first(int rows) {
    int kept = Math.min(rows, size());
    return new Dataset(
        Arrays.copyOf(features, kept * featureCount()),
        featureShape,
        Arrays.copyOf(targets, kept * targetWidth),
        targetWidth);
  }

  private static int count(int[] shape) {
    int count = 1;
    for (int size : shape) {
      if (size < 1) {
        throw new IllegalArgumentException(
            "feature shape %s holds %d, expected sizes of at least 1"
                .formatted(Arrays.toString(shape), size));
      }
      count = Math.multiplyExact(count, size);
    }
    return count;
  }
}
