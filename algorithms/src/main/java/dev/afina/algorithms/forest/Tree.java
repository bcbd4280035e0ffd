package dev.afina.algorithms.forest;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A binary regression tree: each leaf has the mean and variance of the targets that fell into it.
 *
 * <p>A split asks whether a number is at most a threshold, or whether a choice is among some. A
 * parameter that is not asked for counts as below all numbers, and as a choice of its own.
 */
final class Tree {

  private static final int LEAF = -1;

  private int nodes;
  private int[] features = new int[32];
  private double[] thresholds = new double[32];
  private long[] @Nullable [] choices = new long[32][];
  private int[] left = new int[32];
  private double[] means = new double[32];
  private double[] variances = new double[32];

  /** Adds a leaf and returns its number; the first one is the root. */
  int addLeaf() {
    if (nodes == features.length) {
      int capacity = 2 * nodes;
      features = Arrays.copyOf(features, capacity);
      thresholds = Arrays.copyOf(thresholds, capacity);
      choices = Arrays.copyOf(choices, capacity);
      left = Arrays.copyOf(left, capacity);
      means = Arrays.copyOf(means, capacity);
      variances = Arrays.copyOf(variances, capacity);
    }
    features[nodes] = LEAF;
    return nodes++;
  }

  /** Says what a leaf predicts. */
  void put(int leaf, double mean, double variance) {
    means[leaf] = mean;
    variances[leaf] = variance;
  }

  /**
   * Makes a split of a leaf, with two new leaves under it.
   *
   * @return the left one, which takes what the split holds of; the right one has the next number
   */
  int split(int leaf, Split split) {
    int child = addLeaf();
    addLeaf();
    features[leaf] = split.feature();
    thresholds[leaf] = split.threshold();
    choices[leaf] = split.choices();
    left[leaf] = child;
    return child;
  }

  /** The leaf of a point. */
  int leaf(double[] point) {
    int at = 0;
    while (features[at] != LEAF) {
      double x = point[features[at]];
      long[] among = choices[at];
      boolean holds = among == null ? x <= thresholds[at] : Split.contains(among, x);
      at = holds ? left[at] : left[at] + 1;
    }
    return at;
  }

  double mean(int leaf) {
    return means[leaf];
  }

  double variance(int leaf) {
    return variances[leaf];
  }
}
