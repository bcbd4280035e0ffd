package dev.afina.algorithms.gp;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Predicts whether a trial will ask for a parameter, from those it asked for before: a decision
 * tree on the trials seen (Gini impurity, grown until pure).
 *
 * <p>Where an objective branches on single parameters, as they do, few trials teach the rule
 * exactly. A parameter not asked for counts as below all numbers, and as a category of its own.
 */
final class ActivityTree {

  /** The coordinate of a parameter that was not asked for. */
  static final double ABSENT = -1e9;

  private static final int DEEPEST = 12;
  private static final int MOST_THRESHOLDS = 64;

  private final boolean majority;
  private final @Nullable Split split;
  private final @Nullable ActivityTree yes;
  private final @Nullable ActivityTree no;

  private ActivityTree(
      boolean majority,
      @Nullable Split split,
      @Nullable ActivityTree yes,
      @Nullable ActivityTree no) {
    this.majority = majority;
    this.split = split;
    this.yes = yes;
    this.no = no;
  }

  private record Split(int feature, boolean equality, double threshold) {
    boolean holds(double[] row) {
      return equality ? row[feature] == threshold : row[feature] <= threshold;
    }
  }

  /**
   * Learns from trials.
   *
   * @param rows {@code [n][at least before]} coordinates, {@link #ABSENT} where not asked for
   * @param active {@code [n]}, whether the parameter was asked for
   * @param categorical of each coordinate
   * @param before only this many coordinates are looked at
   */
  static ActivityTree learn(double[][] rows, boolean[] active, boolean[] categorical, int before) {
    return grow(rows, active, categorical, before, 0);
  }

  private static ActivityTree grow(
      double[][] rows, boolean[] active, boolean[] categorical, int before, int depth) {
    int n = rows.length;
    int hits = (int) IntStream.range(0, n).filter(i -> active[i]).count();
    Split split =
        hits == 0 || hits == n || depth == DEEPEST ? null : best(rows, active, categorical, before);
    if (split == null) {
      return new ActivityTree(2 * hits >= n, null, null, null);
    }
    ActivityTree[] sides = new ActivityTree[2];
    for (int side = 0; side < 2; side++) {
      boolean wanted = side == 0;
      int[] kept = IntStream.range(0, n).filter(i -> split.holds(rows[i]) == wanted).toArray();
      double[][] part = new double[kept.length][];
      boolean[] labels = new boolean[kept.length];
      for (int i = 0; i < kept.length; i++) {
        part[i] = rows[kept[i]];
        labels[i] = active[kept[i]];
      }
      sides[side] = grow(part, labels, categorical, before, depth + 1);
    }
    return new ActivityTree(2 * hits >= n, split, sides[0], sides[1]);
  }

  private static @Nullable Split best(
      double[][] rows, boolean[] active, boolean[] categorical, int before) {
    Split best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < before; j++) {
      for (double threshold : thresholds(rows, j, categorical[j])) {
        Split split = new Split(j, categorical[j], threshold);
        double impurity = impurity(rows, active, split);
        if (impurity < least - 1e-9) {
          best = split;
          least = impurity;
        }
      }
    }
    return best;
  }

  /** Each category, or what lies between neighbouring numbers; none if all are the same. */
  private static double[] thresholds(double[][] rows, int feature, boolean categorical) {
    double[] distinct =
        Arrays.stream(rows).mapToDouble(r -> r[feature]).sorted().distinct().toArray();
    if (distinct.length == 1) {
      return new double[0];
    }
    int count = categorical ? distinct.length : distinct.length - 1;
    int kept = Math.min(count, MOST_THRESHOLDS);
    double[] thresholds = new double[kept];
    for (int k = 0; k < kept; k++) {
      int i = (int) ((long) k * count / kept);
      boolean exact = categorical || distinct[i] == ABSENT;
      thresholds[k] = exact ? distinct[i] : 0.5 * (distinct[i] + distinct[i + 1]);
    }
    return thresholds;
  }

  private static double impurity(double[][] rows, boolean[] active, Split split) {
    int[] count = new int[2];
    int[] hits = new int[2];
    for (int i = 0; i < rows.length; i++) {
      int side = split.holds(rows[i]) ? 0 : 1;
      count[side]++;
      hits[side] += active[i] ? 1 : 0;
    }
    return gini(count[0], hits[0]) + gini(count[1], hits[1]);
  }

  private static double gini(int n, int hits) {
    return n == 0 ? 0 : 2.0 * hits * (n - hits) / n;
  }

  /** Whether a trial with these coordinates will ask for the parameter. */
  boolean predict(double[] coordinates) {
    if (split == null || yes == null || no == null) {
      return majority;
    }
    return (split.holds(coordinates) ? yes : no).predict(coordinates);
  }
}
