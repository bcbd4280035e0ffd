package dev.afina.data;

import java.util.Arrays;
import java.util.List;

/**
 * How many rows each class has.
 *
 * @param classes the labels, in the order of their indices
 * @param counts rows a class, as long as {@code classes}
 */
public record ClassBalance(List<String> classes, List<Integer> counts) {

  /** From this ratio of the largest to the smallest class on, classes are called imbalanced: 3. */
  public static final double IMBALANCE_RATIO = 3;

  /** Copies the lists and checks that they fit together. */
  public ClassBalance {
    classes = List.copyOf(classes);
    counts = List.copyOf(counts);
    if (classes.isEmpty() || classes.size() != counts.size()) {
      throw new IllegalArgumentException(
          "%d counts do not fit %d classes, expected one a class and at least one"
              .formatted(counts.size(), classes.size()));
    }
  }

  /** Counts the targets of a classification: class indices in {@code [0, classes.size())}. */
  public static ClassBalance of(List<String> classes, float[] targets) {
    Integer[] counts = new Integer[classes.size()];
    Arrays.fill(counts, 0);
    for (float target : targets) {
      int index = (int) target;
      if (index != target || index < 0 || index >= counts.length) {
        throw new IllegalArgumentException(
            "target %s is no class index, expected an integer in [0, %d)"
                .formatted(target, counts.length));
      }
      counts[index]++;
    }
    return new ClassBalance(classes, Arrays.asList(counts));
  }

  /** Rows of all classes. */
  public int total() {
    return counts.stream().mapToInt(Integer::intValue).sum();
  }

  /** Index of the class with the most rows; the first of several. */
  public int largest() {
    int best = 0;
    for (int i = 1; i < counts.size(); i++) {
      best = counts.get(i) > counts.get(best) ? i : best;
    }
    return best;
  }

  /** Index of the class with the fewest rows; the first of several. */
  public int smallest() {
    int best = 0;
    for (int i = 1; i < counts.size(); i++) {
      best = counts.get(i) < counts.get(best) ? i : best;
    }
    return best;
  }

  /** Rows of the largest class over rows of the smallest, at least 1; ∞ for an empty class. */
  public double ratio() {
    return (double) counts.get(largest()) / counts.get(smallest());
  }

  /** Whether {@link #ratio()} reaches {@link #IMBALANCE_RATIO}. */
  public boolean isImbalanced() {
    return ratio() >= IMBALANCE_RATIO;
  }

  /**
   * Balanced class weights {@code n / (k · count)}, one a class: each class weighs the same as a
   * whole, and the mean weight of a row is 1. A class without rows gets 0.
   */
  public double[] weights() {
    double n = total();
    return counts.stream()
        .mapToDouble(c -> c == 0 ? 0 : n / (counts.size() * (double) c))
        .toArray();
  }
}
