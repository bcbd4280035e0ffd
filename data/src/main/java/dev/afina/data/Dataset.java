package dev.afina.data;

import java.util.Arrays;

/**
 * Samples ready for training: features as one row-major array {@code [n][featureShape...]} and one
 * target a sample.
 *
 * <p>For classification a target is the index of its class, in {@code [0, classes)}; for regression
 * it is the value, standardised where a preprocessor made the samples. Arrays are handed out
 * without a copy and must not be written to.
 *
 * @param features all samples behind each other, {@code n × featureCount} values
 * @param featureShape the shape of one sample, such as {@code [64]} or {@code [28, 28]}
 * @param targets one target a sample, {@code [n]}
 */
@SuppressWarnings("ArrayRecordComponent") // large, shared without a copy, never compared
public record Dataset(float[] features, int[] featureShape, float[] targets) {

  /** Checks that the arrays fit together. */
  public Dataset {
    int count = count(featureShape);
    if (features.length != (long) targets.length * count) {
      throw new IllegalArgumentException(
          "features hold %d values, but %d samples of shape %s need %d"
              .formatted(
                  features.length,
                  targets.length,
                  Arrays.toString(featureShape),
                  (long) targets.length * count));
    }
  }

  /** Number of samples. */
  public int size() {
    return targets.length;
  }

  /** Number of values in one sample. */
  public int featureCount() {
    return count(featureShape);
  }

  /** The given rows, in the given order, as a copy. */
  public Dataset select(int[] rows) {
    int width = featureCount();
    float[] x = new float[Math.multiplyExact(rows.length, width)];
    float[] y = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(features, rows[i] * width, x, i * width, width);
      y[i] = targets[rows[i]];
    }
    return new Dataset(x, featureShape, y);
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
