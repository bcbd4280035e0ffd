package dev.afina.report;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Fewer points where a page could not show more. */
final class Thinning {

  private Thinning() {}

  /**
   * Positions of at most {@code limit} of {@code count} things, evenly spread, in ascending order,
   * always with the first and the last.
   *
   * @param limit at least 2
   */
  static List<Integer> even(int count, int limit) {
    List<Integer> kept = new ArrayList<>();
    if (count <= limit) {
      for (int i = 0; i < count; i++) {
        kept.add(i);
      }
      return kept;
    }
    for (int i = 0; i < limit; i++) {
      kept.add((int) Math.round((double) i * (count - 1) / (limit - 1)));
    }
    return kept;
  }

  /**
   * Positions of at most {@code limit} points of a curve that keep its shape: its first and last
   * point, and of each of evenly long pieces the lowest and the highest one. NaN counts as neither.
   *
   * @param limit at least 4
   */
  static List<Integer> curve(double[] values, int limit) {
    if (values.length <= limit) {
      return even(values.length, limit);
    }
    TreeSet<Integer> kept = new TreeSet<>(List.of(0, values.length - 1));
    int pieces = (limit - 2) / 2;
    for (int piece = 0; piece < pieces; piece++) {
      int from = (int) ((long) values.length * piece / pieces);
      int to = (int) ((long) values.length * (piece + 1) / pieces);
      int low = from;
      int high = from;
      for (int i = from; i < to; i++) {
        low = values[i] < values[low] || Double.isNaN(values[low]) ? i : low;
        high = values[i] > values[high] || Double.isNaN(values[high]) ? i : high;
      }
      kept.add(low);
      kept.add(high);
    }
    return List.copyOf(kept);
  }
}
