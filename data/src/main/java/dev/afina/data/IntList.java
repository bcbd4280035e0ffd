package dev.afina.data;

import java.util.Arrays;

/** A growing array of ints. */
final class IntList {
  private int[] values = new int[16];
  private int size;

  void addAll(int[] source, int from, int to) {
    int needed = size + to - from;
    if (needed > values.length) {
      values = Arrays.copyOf(values, Math.max(needed, 2 * values.length));
    }
    System.arraycopy(source, from, values, size, to - from);
    size = needed;
  }

  int[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
