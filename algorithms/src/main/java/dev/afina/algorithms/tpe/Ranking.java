package dev.afina.algorithms.tpe;

/** Chooses the best rows of many. */
final class Ranking {

  private Ranking() {}

  /** Whether a row is better (negative), as good (0), or worse than another. */
  @FunctionalInterface
  interface Order {
    int compare(int a, int b);
  }

  /**
   * Appends the best rows, as many as there is room for, the earlier of equals first.
   *
   * <p>O(rows · log room), and a shift of at most the room for each row that enters.
   *
   * @param rows ascending, {@code [count]}
   * @param chosen written from {@code from} on
   * @return the new number of chosen rows
   */
  static int best(int[] rows, int count, int[] chosen, int from, Order order) {
    int end = from;
    if (from == chosen.length) {
      return end;
    }
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (end == chosen.length && order.compare(row, chosen[end - 1]) >= 0) {
        continue;
      }
      int low = from;
      int high = end;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (order.compare(chosen[middle], row) <= 0) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      end = Math.min(chosen.length, end + 1);
      System.arraycopy(chosen, low, chosen, low + 1, end - 1 - low);
      chosen[low] = row;
    }
    return end;
  }
}
