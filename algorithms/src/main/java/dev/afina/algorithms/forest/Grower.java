package dev.afina.algorithms.forest;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Grows a tree: again and again the split that leaves the least sum of squares.
 *
 * <p>A level of the tree costs O(features · rows). The choices of a node are ordered by their mean
 * target; the best of all subsets then is a beginning of that order (<a
 * href="https://doi.org/10.1080/01621459.1958.10501479">Fisher 1958</a>; Breiman et al. 1984,
 * section 9.4). A choice that a node has not seen goes to either side by chance, so that trees
 * disagree about it.
 */
final class Grower {

  private final Sample sample;
  private final double[] targets;
  private final int[] weights;
  private final Settings settings;
  private final RandomGenerator random;
  private final Tree tree = new Tree();

  /** Rows of all nodes, a node's together. */
  private final int[] rows;

  /** The same by each number, where the best threshold is looked for. */
  private final int[][] orders;

  private final boolean[] goesLeft;
  private final int[] aside;
  private final int[] candidates;
  private double[] sums = new double[8];
  private double[] counts = new double[8];
  private double bestScore;
  private @Nullable Split bestSplit;

  private Grower(
      Sample sample,
      double[] targets,
      int[] weights,
      int features,
      Settings settings,
      RandomGenerator random) {
    this.sample = sample;
    this.targets = targets;
    this.weights = weights;
    this.settings = settings;
    this.random = random;
    int size = 0;
    int[] taken = new int[weights.length];
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        taken[size++] = i;
      }
    }
    rows = Arrays.copyOf(taken, size);
    orders = new int[features][];
    candidates = new int[features];
    for (int j = 0; j < features; j++) {
      candidates[j] = j;
      boolean sorted = settings.cut() == Settings.Cut.BEST && sample.choices(j) == 0;
      int[] order = sorted ? sample.order(j) : new int[0];
      orders[j] = new int[sorted ? size : 0];
      int count = 0;
      for (int row : order) {
        if (weights[row] > 0) {
          orders[j][count++] = row;
        }
      }
    }
    goesLeft = new boolean[weights.length];
    aside = new int[size];
  }

  /**
   * A tree.
   *
   * @param targets {@code [n]}
   * @param weights {@code [n]}, how often each row counts
   * @param features only so many, the first ones, are looked at
   */
  static Tree grow(
      Sample sample,
      double[] targets,
      int[] weights,
      int features,
      Settings settings,
      RandomGenerator random) {
    Grower grower = new Grower(sample, targets, weights, features, settings, random);
    grower.run();
    return grower.tree;
  }

  private void run() {
    Deque<int[]> open = new ArrayDeque<>();
    open.push(new int[] {tree.addLeaf(), 0, rows.length});
    double average = Double.NaN;
    while (!open.isEmpty()) {
      int[] node = open.pop();
      int from = node[1];
      int to = node[2];
      double count = 0;
      double sum = 0;
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (int i = from; i < to; i++) {
        double target = targets[rows[i]];
        count += weights[rows[i]];
        sum += weights[rows[i]] * target;
        low = target < low ? target : low;
        high = target > high ? target : high;
      }
      double mean = sum / count;
      average = Double.isNaN(average) ? mean : average;
      Split split = low < high ? split(from, to, sum, count) : null;
      if (split == null) {
        double squares = 0;
        for (int i = from; i < to && low < high; i++) {
          double error = targets[rows[i]] - mean;
          squares += weights[rows[i]] * error * error;
        }
        double prior = settings.prior();
        tree.put(node[0], (sum + prior * average) / (count + prior), squares / count);
      } else {
        int middle = divide(split, from, to);
        int child = tree.split(node[0], split);
        open.push(new int[] {child, from, middle});
        open.push(new int[] {child + 1, middle, to});
      }
    }
  }

  /** The best split of some of the features, or of the others if those are constant. */
  private @Nullable Split split(int from, int to, double sum, double count) {
    bestSplit = null;
    bestScore = Double.NEGATIVE_INFINITY;
    int wanted = (int) Math.ceil(settings.share() * candidates.length);
    for (int k = 0; k < candidates.length && (k < wanted || bestSplit == null); k++) {
      if (settings.share() < 1) {
        int other = k + random.nextInt(candidates.length - k);
        int swapped = candidates[k];
        candidates[k] = candidates[other];
        candidates[other] = swapped;
      }
      if (sample.choices(candidates[k]) > 0) {
        trySubsets(candidates[k], from, to, sum, count);
      } else if (settings.cut() == Settings.Cut.BEST) {
        tryThresholds(candidates[k], from, to, sum, count);
      } else {
        tryAThreshold(candidates[k], from, to, sum, count);
      }
    }
    return bestSplit;
  }

  private void tryThresholds(int feature, int from, int to, double sum, double count) {
    double[] values = sample.column(feature);
    int[] order = orders[feature];
    double leftCount = 0;
    double leftSum = 0;
    for (int i = from; i < to - 1; i++) {
      int row = order[i];
      leftCount += weights[row];
      leftSum += weights[row] * targets[row];
      double below = values[row];
      double above = values[order[i + 1]];
      if (below < above) {
        double score = score(leftSum, leftCount, sum, count);
        if (score > bestScore) {
          double halfway = Math.min(0.5 * (below + above), Math.nextDown(above));
          bestScore = score;
          bestSplit = Split.atMost(feature, below == Encoding.ABSENT ? below : halfway);
        }
      }
    }
  }

  private void tryAThreshold(int feature, int from, int to, double sum, double count) {
    double[] values = sample.column(feature);
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      double value = values[rows[i]];
      least = value < least ? value : least;
      greatest = value > greatest ? value : greatest;
    }
    if (least == greatest) {
      return;
    }
    double drawn = least + random.nextDouble() * (greatest - least);
    boolean parts = least == Encoding.ABSENT && drawn < leastPresent(values, from, to);
    double threshold = parts ? Encoding.ABSENT : Math.min(drawn, Math.nextDown(greatest));
    double leftCount = 0;
    double leftSum = 0;
    for (int i = from; i < to; i++) {
      int row = rows[i];
      double weight = values[row] <= threshold ? weights[row] : 0;
      leftCount += weight;
      leftSum += weight * targets[row];
    }
    double score = score(leftSum, leftCount, sum, count);
    if (score > bestScore) {
      bestScore = score;
      bestSplit = Split.atMost(feature, threshold);
    }
  }

  private double leastPresent(double[] values, int from, int to) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = from; i < to; i++) {
      double value = values[rows[i]];
      least = value != Encoding.ABSENT && value < least ? value : least;
    }
    return least;
  }

  private static double score(double leftSum, double leftCount, double sum, double count) {
    double rightSum = sum - leftSum;
    return leftSum * leftSum / leftCount + rightSum * rightSum / (count - leftCount);
  }

  private void trySubsets(int feature, int from, int to, double sum, double count) {
    int size = sample.choices(feature) + 1;
    if (sums.length < size) {
      sums = new double[size];
      counts = new double[size];
    }
    Arrays.fill(sums, 0, size, 0);
    Arrays.fill(counts, 0, size, 0);
    double[] values = sample.column(feature);
    for (int i = from; i < to; i++) {
      int choice = (int) values[rows[i]] + 1;
      counts[choice] += weights[rows[i]];
      sums[choice] += weights[rows[i]] * targets[rows[i]];
    }
    int[] seen = new int[size];
    int kinds = 0;
    for (int choice = 0; choice < size; choice++) {
      if (counts[choice] > 0) {
        int at = kinds++;
        while (at > 0 && mean(seen[at - 1]) > mean(choice)) {
          seen[at] = seen[at - 1];
          at--;
        }
        seen[at] = choice;
      }
    }
    double leftCount = 0;
    double leftSum = 0;
    double score = Double.NEGATIVE_INFINITY;
    int last = 0;
    for (int k = 0; k < kinds - 1; k++) {
      leftCount += counts[seen[k]];
      leftSum += sums[seen[k]];
      double here = score(leftSum, leftCount, sum, count);
      if (here > score) {
        score = here;
        last = k;
      }
    }
    if (score > bestScore) {
      bestScore = score;
      bestSplit = Split.among(feature, subset(seen, last, size));
    }
  }

  private double mean(int choice) {
    return sums[choice] / counts[choice];
  }

  private long[] subset(int[] seen, int last, int size) {
    long[] set = Split.none(size - 1);
    for (int k = 0; k <= last; k++) {
      Split.add(set, seen[k] - 1);
    }
    for (int choice = 0; choice < size; choice++) {
      if (counts[choice] == 0 && random.nextBoolean()) {
        Split.add(set, choice - 1);
      }
    }
    return set;
  }

  /** Brings the rows of the left side before those of the right; returns where the latter begin. */
  private int divide(Split split, int from, int to) {
    double[] values = sample.column(split.feature());
    long[] choices = split.choices();
    for (int i = from; i < to; i++) {
      double value = values[rows[i]];
      goesLeft[rows[i]] =
          choices == null ? value <= split.threshold() : Split.contains(choices, value);
    }
    for (int[] order : orders) {
      if (order.length > 0) {
        divide(order, from, to);
      }
    }
    return divide(rows, from, to);
  }

  private int divide(int[] order, int from, int to) {
    int kept = from;
    int moved = 0;
    for (int i = from; i < to; i++) {
      int row = order[i];
      if (goesLeft[row]) {
        order[kept++] = row;
      } else {
        aside[moved++] = row;
      }
    }
    System.arraycopy(aside, 0, order, kept, moved);
    return kept;
  }
}
