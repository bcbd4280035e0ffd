package dev.afina.algorithms.importance;

import java.util.Arrays;
import java.util.List;

/** The variances of a tree's prediction: over the whole space, and along each axis alone. */
final class Marginals {

  private final FeatureAxis[] axes;
  private final List<Box> leaves;

  Marginals(FeatureAxis[] axes, List<Box> leaves) {
    this.axes = axes;
    this.leaves = leaves;
  }

  /** Over the whole space. */
  double variance() {
    double[] values = new double[leaves.size()];
    double[] weights = new double[leaves.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = leaves.get(i).value();
      weights[i] = leaves.get(i).volume();
    }
    return variance(values, weights);
  }

  /** Of the mean prediction as a function of one axis. */
  double variance(int axis) {
    return axes[axis].isCategorical() ? ofChoices(axis) : ofNumber(axis);
  }

  private double ofChoices(int axis) {
    double[] means = new double[axes[axis].choices()];
    for (Box leaf : leaves) {
      double term = leaf.value() * leaf.volumeWithout(axis);
      for (int c = 0; c < means.length; c++) {
        means[c] += leaf.has(axis, c) ? term : 0;
      }
    }
    double[] weights = new double[means.length];
    Arrays.fill(weights, 1.0 / means.length);
    return variance(means, weights);
  }

  /**
   * The marginal is constant between the ends of the leaves; each adds its term between its own.
   */
  private double ofNumber(int axis) {
    double[] cuts =
        leaves.stream().mapToDouble(leaf -> leaf.low(axis)).sorted().distinct().toArray();
    double[] changes = new double[cuts.length + 1];
    for (Box leaf : leaves) {
      double term = leaf.value() * leaf.volumeWithout(axis);
      int end = Arrays.binarySearch(cuts, leaf.high(axis));
      changes[Arrays.binarySearch(cuts, leaf.low(axis))] += term;
      changes[end < 0 ? cuts.length : end] -= term;
    }
    double[] means = new double[cuts.length];
    double[] weights = new double[cuts.length];
    double mean = 0;
    for (int i = 0; i < cuts.length; i++) {
      mean += changes[i];
      means[i] = mean;
      weights[i] = (i + 1 < cuts.length ? cuts[i + 1] : 1) - cuts[i];
    }
    return variance(means, weights);
  }

  private static double variance(double[] values, double[] weights) {
    double mean = 0;
    for (int i = 0; i < values.length; i++) {
      mean += weights[i] * values[i];
    }
    double variance = 0;
    for (int i = 0; i < values.length; i++) {
      variance += weights[i] * (values[i] - mean) * (values[i] - mean);
    }
    return variance;
  }
}
