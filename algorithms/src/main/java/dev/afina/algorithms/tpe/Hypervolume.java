package dev.afina.algorithms.tpe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The volume that points dominate below a reference point; everything is minimised.
 *
 * <p>The WFG algorithm, <a href="https://doi.org/10.1109/TEVC.2010.2077298">While, Bradstreet and
 * Barone 2012</a>, equations 6 and 7; in two dimensions a sweep. Exponential in the number of
 * objectives at worst.
 */
final class Hypervolume {

  private Hypervolume() {}

  /** The volume between a point and the reference. */
  static double box(double[] point, double[] reference) {
    double volume = 1;
    for (int k = 0; k < point.length; k++) {
      volume *= reference[k] - point[k];
    }
    return volume;
  }

  /** What a point adds to the volume of others. */
  static double added(double[] point, double[][] others, double[] reference) {
    double[][] limited = new double[others.length][point.length];
    for (int i = 0; i < limited.length; i++) {
      for (int k = 0; k < point.length; k++) {
        limited[i][k] = Math.max(point[k], others[i][k]);
      }
    }
    return box(point, reference) - of(limited, reference);
  }

  /** The volume of points. */
  static double of(double[][] points, double[] reference) {
    double[][] front = front(points);
    double volume = 0;
    if (reference.length == 2) {
      double top = reference[1];
      for (double[] point : front) {
        volume += (reference[0] - point[0]) * (top - point[1]);
        top = point[1];
      }
      return volume;
    }
    for (int i = 0; i < front.length; i++) {
      volume += added(front[i], Arrays.copyOfRange(front, i + 1, front.length), reference);
    }
    return volume;
  }

  /** The points that no other dominates or equals, in lexicographic order. */
  private static double[][] front(double[][] points) {
    double[][] sorted = points.clone();
    Arrays.sort(sorted, Comparator.comparing(point -> point, Arrays::compare));
    List<double[]> front = new ArrayList<>();
    for (double[] point : sorted) {
      if (front.stream().noneMatch(better -> isNowhereWorse(better, point))) {
        front.add(point);
      }
    }
    return front.toArray(double[][]::new);
  }

  private static boolean isNowhereWorse(double[] a, double[] b) {
    for (int k = 0; k < a.length; k++) {
      if (a[k] > b[k]) {
        return false;
      }
    }
    return true;
  }
}
