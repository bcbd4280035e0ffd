package dev.afina.algorithms.importance;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Grows a regression tree: at each node the split that leaves the least squared error, down to
 * nodes of one value.
 *
 * <p>Items are sorted once an axis; a node is the same interval of every axis's order. Choices are
 * split where their order by mean target is cut best, which is the best of all their subsets
 * (Breiman et al. 1984, section 4.2.2); choices that a node has not seen go with the larger side.
 * Of equally good splits a random axis wins. O(n·d) for n items and d axes on each level.
 */
final class RegressionTree {

  private final FeatureAxis[] axes;
  private final double[][] features;
  private final double[] targets;
  private final int[][] order;
  private final boolean[] left;
  private final int[] buffer;
  private final RandomGenerator random;
  private final List<Box> leaves = new ArrayList<>();

  private RegressionTree(
      FeatureAxis[] axes, double[][] features, double[] targets, RandomGenerator random) {
    this.axes = axes;
    this.features = features;
    this.targets = targets;
    this.random = random;
    left = new boolean[targets.length];
    buffer = new int[targets.length];
    order = new int[axes.length][];
    for (int j = 0; j < order.length; j++) {
      double[] places = features[j];
      order[j] =
          IntStream.range(0, targets.length)
              .boxed()
              .sorted(Comparator.comparingDouble(item -> places[item]))
              .mapToInt(Integer::intValue)
              .toArray();
    }
  }

  /**
   * The leaves of a tree.
   *
   * @param features {@code [axis][trial]}, places on the axes
   * @param targets one a trial
   * @param draws the trials that the tree sees, some of them repeatedly
   */
  static List<Box> grow(
      FeatureAxis[] axes,
      double[][] features,
      double[] targets,
      int[] draws,
      int depth,
      RandomGenerator random) {
    double[][] drawn = new double[axes.length][draws.length];
    double[] values = new double[draws.length];
    for (int i = 0; i < draws.length; i++) {
      values[i] = targets[draws[i]];
      for (int j = 0; j < axes.length; j++) {
        drawn[j][i] = features[j][draws[i]];
      }
    }
    RegressionTree tree = new RegressionTree(axes, drawn, values, random);
    tree.grow(Box.whole(axes), 0, draws.length, depth);
    return tree.leaves;
  }

  private void grow(Box box, int from, int to, int depth) {
    Split split = depth == 0 || isPure(from, to) ? Split.NONE : best(from, to);
    if (split.axis < 0) {
      leaves.add(box.predicting(mean(from, to)));
      return;
    }
    int middle = divide(split, from, to);
    if (!axes[split.axis].isCategorical()) {
      grow(box.half(split.axis, split.threshold, true), from, middle, depth - 1);
      grow(box.half(split.axis, split.threshold, false), middle, to, depth - 1);
    } else {
      grow(box.part(split.axis, split.set, true), from, middle, depth - 1);
      grow(box.part(split.axis, split.set, false), middle, to, depth - 1);
    }
  }

  private boolean isPure(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (targets[order[0][i]] != targets[order[0][from]]) {
        return false;
      }
    }
    return true;
  }

  private double mean(int from, int to) {
    return sum(from, to) / (to - from);
  }

  private double sum(int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += targets[order[0][i]];
    }
    return sum;
  }

  /** A division of a node: at a threshold, or into a set of choices and the others. */
  private record Split(int axis, double threshold, BitSet set, double gain) {

    static final Split NONE = new Split(-1, 0, new BitSet(), Double.NEGATIVE_INFINITY);
  }

  private Split best(int from, int to) {
    int[] shuffled = IntStream.range(0, axes.length).toArray();
    for (int i = shuffled.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = shuffled[i];
      shuffled[i] = shuffled[other];
      shuffled[other] = swapped;
    }
    double sum = sum(from, to);
    Split best = Split.NONE;
    for (int axis : shuffled) {
      Split split =
          axes[axis].isCategorical()
              ? ofChoices(axis, from, to, sum)
              : ofNumber(axis, from, to, sum);
      best = split.gain > best.gain ? split : best;
    }
    return best;
  }

  /** What is to be greatest for the squared error to be least. */
  private static double gain(double leftSum, int leftCount, double sum, int count) {
    double rightSum = sum - leftSum;
    return leftSum * leftSum / leftCount + rightSum * rightSum / (count - leftCount);
  }

  private Split ofNumber(int axis, int from, int to, double sum) {
    int[] items = order[axis];
    double[] places = features[axis];
    double leftSum = 0;
    double most = Double.NEGATIVE_INFINITY;
    int at = -1;
    for (int i = from; i + 1 < to; i++) {
      leftSum += targets[items[i]];
      if (places[items[i]] < places[items[i + 1]]) {
        double gain = gain(leftSum, i + 1 - from, sum, to - from);
        if (gain > most) {
          most = gain;
          at = i;
        }
      }
    }
    if (at < 0) {
      return Split.NONE;
    }
    double below = places[items[at]];
    double middle = below + (places[items[at + 1]] - below) / 2;
    return new Split(axis, middle < places[items[at + 1]] ? middle : below, new BitSet(), most);
  }

  private Split ofChoices(int axis, int from, int to, double sum) {
    int choices = axes[axis].choices();
    double[] sums = new double[choices];
    int[] counts = new int[choices];
    for (int i = from; i < to; i++) {
      int item = order[axis][i];
      sums[(int) features[axis][item]] += targets[item];
      counts[(int) features[axis][item]]++;
    }
    List<Integer> seen =
        IntStream.range(0, choices)
            .filter(c -> counts[c] > 0)
            .boxed()
            .sorted(Comparator.comparingDouble(c -> sums[c] / counts[c]))
            .toList();
    double leftSum = 0;
    int leftCount = 0;
    double most = Double.NEGATIVE_INFINITY;
    int kept = 0;
    boolean larger = false;
    for (int k = 0; k + 1 < seen.size(); k++) {
      leftSum += sums[seen.get(k)];
      leftCount += counts[seen.get(k)];
      double gain = gain(leftSum, leftCount, sum, to - from);
      if (gain > most) {
        most = gain;
        kept = k + 1;
        larger = 2 * leftCount > to - from;
      }
    }
    if (kept == 0) {
      return Split.NONE;
    }
    BitSet set = new BitSet(choices);
    for (int c = 0; c < choices; c++) {
      set.set(c, counts[c] == 0 ? larger : seen.indexOf(c) < kept);
    }
    return new Split(axis, 0, set, most);
  }

  /** Puts the left items before the right ones in every axis's order; the end of the left ones. */
  private int divide(Split split, int from, int to) {
    double[] places = features[split.axis];
    boolean choice = axes[split.axis].isCategorical();
    for (int i = from; i < to; i++) {
      int item = order[split.axis][i];
      left[item] = choice ? split.set.get((int) places[item]) : places[item] <= split.threshold;
    }
    int middle = from;
    for (int[] items : order) {
      int kept = from;
      int moved = 0;
      for (int i = from; i < to; i++) {
        if (left[items[i]]) {
          items[kept++] = items[i];
        } else {
          buffer[moved++] = items[i];
        }
      }
      System.arraycopy(buffer, 0, items, kept, moved);
      middle = kept;
    }
    return middle;
  }
}
