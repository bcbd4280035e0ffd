package dev.afina.report;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How often each class was taken for each: {@code [true class][predicted class]}. Immutable. */
public final class ConfusionMatrix {

  private final List<String> labels;
  private final long[][] counts;

  private ConfusionMatrix(List<String> labels, long[][] counts) {
    this.labels = List.copyOf(labels);
    this.counts = counts;
  }

  /**
   * Of counts.
   *
   * @param labels one name a class, at least one
   * @param counts {@code [n][n]}, row = true class, column = predicted class; none below 0
   */
  public static ConfusionMatrix of(List<String> labels, long[][] counts) {
    if (labels.isEmpty() || counts.length != labels.size()) {
      throw new IllegalArgumentException(
          "%d rows of counts for %d classes; expected one row a class, at least one"
              .formatted(counts.length, labels.size()));
    }
    long[][] copy = new long[counts.length][];
    for (int i = 0; i < counts.length; i++) {
      if (counts[i].length != labels.size() || Arrays.stream(counts[i]).anyMatch(n -> n < 0)) {
        throw new IllegalArgumentException(
            "row %d is %s; expected %d counts of at least 0"
                .formatted(i, Arrays.toString(counts[i]), labels.size()));
      }
      copy[i] = counts[i].clone();
    }
    return new ConfusionMatrix(labels, copy);
  }

  /**
   * Counts pairs of true and predicted classes.
   *
   * @param labels one name a class
   * @param truth indices into the labels
   * @param predicted indices into the labels, as many as {@code truth}
   */
  public static ConfusionMatrix count(List<String> labels, int[] truth, int[] predicted) {
    if (truth.length != predicted.length) {
      throw new IllegalArgumentException(
          "%d true classes but %d predicted ones".formatted(truth.length, predicted.length));
    }
    long[][] counts = new long[labels.size()][labels.size()];
    for (int i = 0; i < truth.length; i++) {
      counts[index(truth[i], labels)][index(predicted[i], labels)]++;
    }
    return of(labels, counts);
  }

  private static int index(int value, List<String> labels) {
    if (value < 0 || value >= labels.size()) {
      throw new IllegalArgumentException(
          "class %d, expected 0 to %d".formatted(value, labels.size() - 1));
    }
    return value;
  }

  /** The names of the classes. */
  public List<String> labels() {
    return labels;
  }

  /** How many samples of one class were taken for another, or for the same. */
  public long count(int truth, int predicted) {
    return counts[truth][predicted];
  }

  /** The part of a class's samples that was recognised, in [0, 1]; NaN if it has no samples. */
  public double recall(int label) {
    return (double) counts[label][label] / Arrays.stream(counts[label]).sum();
  }

  /** The part of all samples that was recognised, in [0, 1]; NaN if there are none. */
  public double accuracy() {
    long right = 0;
    long all = 0;
    for (int i = 0; i < counts.length; i++) {
      right += counts[i][i];
      all += Arrays.stream(counts[i]).sum();
    }
    return (double) right / all;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ConfusionMatrix that
        && labels.equals(that.labels)
        && Arrays.deepEquals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * labels.hashCode() + Arrays.deepHashCode(counts);
  }

  @Override
  public String toString() {
    return labels + " " + Arrays.deepToString(counts);
  }
}
