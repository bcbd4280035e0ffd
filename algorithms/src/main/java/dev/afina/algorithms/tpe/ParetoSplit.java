package dev.afina.algorithms.tpe;

import dev.afina.core.trial.TrialHistory;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Chooses the best trials of several objectives: whole fronts of non-dominated ones, and of the
 * front that does not fit those that together dominate most.
 */
final class ParetoSplit {

  private static final double NOT_ZERO = 1e-12;

  private ParetoSplit() {}

  private static final class Point {
    private final int row;
    private final double[] losses;

    private Point(int row, double[] losses) {
      this.row = row;
      this.losses = losses;
    }
  }

  /**
   * Writes the best rows to the front of {@code chosen}, as many as there is room for.
   *
   * <p>Equal ones are of the same front.
   *
   * @param rows of completed trials, {@code [count]}
   * @return how many were written
   */
  static int best(TrialHistory history, int[] rows, int count, int[] chosen) {
    if (count <= chosen.length) {
      System.arraycopy(rows, 0, chosen, 0, count);
      return count;
    }
    Point[] rest = points(history, rows, count);
    int end = 0;
    while (end < chosen.length) {
      boolean[] leads = front(rest);
      Point[] front = pick(rest, leads, true);
      int room = chosen.length - end;
      if (front.length > room) {
        front = subset(front, room);
      }
      for (Point point : front) {
        chosen[end++] = point.row;
      }
      rest = pick(rest, leads, false);
    }
    return end;
  }

  /** In lexicographic order of their losses, NaN as infinity. */
  private static Point[] points(TrialHistory history, int[] rows, int count) {
    Point[] points = new Point[count];
    for (int i = 0; i < count; i++) {
      double[] losses = new double[history.objectives()];
      for (int k = 0; k < losses.length; k++) {
        double loss = history.loss(rows[i], k);
        losses[k] = Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss + 0.0;
      }
      points[i] = new Point(rows[i], losses);
    }
    Arrays.sort(
        points,
        Comparator.comparing((Point p) -> p.losses, Arrays::compare).thenComparingInt(p -> p.row));
    return points;
  }

  /** Whether each of the sorted points is dominated by none. */
  private static boolean[] front(Point[] sorted) {
    boolean[] leads = new boolean[sorted.length];
    int[] leaders = new int[sorted.length];
    int count = 0;
    for (int i = 0; i < sorted.length; i++) {
      boolean dominated = false;
      for (int j = 0; j < count && !dominated; j++) {
        dominated = dominates(sorted[leaders[j]].losses, sorted[i].losses);
      }
      if (!dominated) {
        leads[i] = true;
        leaders[count++] = i;
      }
    }
    return leads;
  }

  private static boolean dominates(double[] a, double[] b) {
    boolean better = false;
    for (int k = 0; k < a.length; k++) {
      if (a[k] > b[k]) {
        return false;
      }
      better |= a[k] < b[k];
    }
    return better;
  }

  private static Point[] pick(Point[] points, boolean[] leads, boolean wanted) {
    Point[] picked = new Point[points.length];
    int count = 0;
    for (int i = 0; i < points.length; i++) {
      if (leads[i] == wanted) {
        picked[count++] = points[i];
      }
    }
    return Arrays.copyOf(picked, count);
  }

  /**
   * Greedily those that add most to the dominated volume; by index if that is not finite.
   *
   * <p>A point adds the less the more are chosen, so one that adds more than the others did before
   * is the next.
   */
  private static Point[] subset(Point[] front, int size) {
    Point[] byRow = front.clone();
    Arrays.sort(byRow, Comparator.comparingInt(p -> p.row));
    double[] reference = reference(byRow);
    if (!Arrays.stream(reference).allMatch(Double::isFinite)) {
      return Arrays.copyOf(byRow, size);
    }
    double[] gains = new double[byRow.length];
    boolean[] taken = new boolean[byRow.length];
    for (int i = 0; i < gains.length; i++) {
      gains[i] = Hypervolume.box(byRow[i].losses, reference);
    }
    Point[] chosen = new Point[size];
    double[][] volume = new double[size][];
    for (int count = 0; count < size; count++) {
      boolean[] fresh = new boolean[gains.length];
      int best = greatest(gains, taken);
      while (!fresh[best]) {
        gains[best] =
            Hypervolume.added(byRow[best].losses, Arrays.copyOf(volume, count), reference);
        fresh[best] = true;
        best = greatest(gains, taken);
      }
      taken[best] = true;
      chosen[count] = byRow[best];
      volume[count] = byRow[best].losses;
    }
    return chosen;
  }

  private static int greatest(double[] gains, boolean[] taken) {
    int best = -1;
    for (int i = 0; i < gains.length; i++) {
      if (!taken[i] && (best < 0 || gains[i] > gains[best])) {
        best = i;
      }
    }
    return best;
  }

  /** A tenth of its size worse than the worst in each objective. */
  private static double[] reference(Point[] front) {
    double[] reference = new double[front[0].losses.length];
    for (int k = 0; k < reference.length; k++) {
      double worst = Double.NEGATIVE_INFINITY;
      for (Point point : front) {
        worst = Math.max(worst, point.losses[k]);
      }
      double beyond = Math.max(1.1 * worst, 0.9 * worst);
      reference[k] = beyond == 0 ? NOT_ZERO : beyond;
    }
    return reference;
  }
}
