package dev.afina.algorithms.gp;

import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialHistory;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Parameters as the coordinates of a Gaussian process.
 *
 * <p>A <em>point</em> has a coordinate for each parameter of the space, see {@link Axis}. Its
 * <em>features</em> are the same with parameters that it will not ask for held at a constant, and
 * for each parameter that some trials lack, one more that says whether it is there. What a point
 * will ask for is learnt from the trials, see {@link ActivityTree}.
 */
final class Encoding {

  private final SearchSpace space;
  private final Axis[] axes;
  private final @Nullable ActivityTree[] trees;
  private final int[] indicator;
  private final boolean[] hamming;
  private final boolean stepped;

  /**
   * Of a history.
   *
   * @param rows of trials to learn from which parameters are asked for when
   * @param stepped whether how far a trial was trained is a feature too, the last one
   */
  Encoding(SearchSpace space, TrialHistory history, int[] rows, boolean stepped) {
    this.space = space;
    this.stepped = stepped;
    int size = space.size();
    axes = new Axis[size];
    boolean[] categorical = new boolean[size];
    for (int j = 0; j < size; j++) {
      axes[j] = new Axis(space.distribution(j));
      categorical[j] = axes[j].isCategorical();
    }
    double[][] seen = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      seen[i] = point(history, rows[i]);
    }
    trees = new ActivityTree[size];
    indicator = new int[size];
    int features = size;
    for (int j = 0; j < size; j++) {
      boolean[] active = new boolean[rows.length];
      boolean all = true;
      for (int i = 0; i < rows.length; i++) {
        active[i] = seen[i][j] != ActivityTree.ABSENT;
        all &= active[i];
      }
      indicator[j] = all ? -1 : features++;
      trees[j] = all ? null : ActivityTree.learn(seen, active, categorical, j);
    }
    hamming = Arrays.copyOf(categorical, features + (stepped ? 1 : 0));
    Arrays.fill(hamming, size, features, true);
  }

  SearchSpace space() {
    return space;
  }

  Axis axis(int parameter) {
    return axes[parameter];
  }

  /** Number of parameters. */
  int parameters() {
    return axes.length;
  }

  /** Whether how far a trial was trained is the last feature. */
  boolean isStepped() {
    return stepped;
  }

  /** Which features are categories, {@code [features]}. */
  boolean[] hamming() {
    return hamming;
  }

  /** A row's point, {@link ActivityTree#ABSENT} where it lacks a parameter. */
  double[] point(TrialHistory history, int row) {
    double[] point = new double[axes.length];
    for (int j = 0; j < point.length; j++) {
      double[] column = history.column(space.name(j));
      point[j] =
          column == null || Double.isNaN(column[row])
              ? ActivityTree.ABSENT
              : axes[j].coordinate(column[row]);
    }
    return point;
  }

  /** Whether a point has a value for any parameter. */
  static boolean isEmpty(double[] point) {
    return Arrays.stream(point).allMatch(v -> v == ActivityTree.ABSENT);
  }

  /** A point with what it will not ask for marked as {@link ActivityTree#ABSENT}. */
  double[] prune(double[] point) {
    double[] pruned = point.clone();
    for (int j = 0; j < pruned.length; j++) {
      ActivityTree tree = trees[j];
      if (tree != null && !tree.predict(pruned)) {
        pruned[j] = ActivityTree.ABSENT;
      }
    }
    return pruned;
  }

  /** The features of a point that is already pruned, or of a row; trained to the end. */
  double[] features(double[] pruned) {
    return features(pruned, 1);
  }

  /**
   * The features of a point that is already pruned, or of a row.
   *
   * @param share of the training, in [0, 1]; it only matters where that is a feature
   */
  double[] features(double[] pruned, double share) {
    double[] features = Arrays.copyOf(pruned, hamming.length);
    if (stepped) {
      features[hamming.length - 1] = share;
    }
    for (int j = 0; j < axes.length; j++) {
      boolean absent = pruned[j] == ActivityTree.ABSENT;
      if (absent) {
        features[j] = hamming[j] ? -1 : 0.5;
      }
      if (indicator[j] >= 0) {
        features[indicator[j]] = absent ? 0 : 1;
      }
    }
    return features;
  }

  /** The internal values of a point, {@code [parameters]}. */
  double[] internals(double[] point) {
    double[] values = new double[axes.length];
    for (int j = 0; j < values.length; j++) {
      values[j] = axes[j].internal(point[j]);
    }
    return values;
  }
}
