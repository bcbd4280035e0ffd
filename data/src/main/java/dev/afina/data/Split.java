package dev.afina.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Row indices parted into training, validation and test: every row is in exactly one part, and each
 * part is in random order.
 *
 * <p>The same generator in the same state gives the same split on every Java version. Arrays are
 * handed out without a copy and must not be written to.
 *
 * @param train rows to learn from, never empty
 * @param validation rows to compare trials on
 * @param test rows that nothing but the last score ever sees
 */
@SuppressWarnings("ArrayRecordComponent") // large, shared without a copy, never compared
public record Split(int[] train, int[] validation, int[] test) {

  /**
   * Parts {@code rows} rows at random.
   *
   * @param validation share of the rows for validation, in [0, 1)
   * @param test share of the rows for test, in [0, 1); with {@code validation} below 1
   * @throws DataException if there are fewer rows than parts
   */
  public static Split of(int rows, double validation, double test, RandomGenerator random) {
    return stratified(new int[rows], validation, test, random);
  }

  /**
   * Parts rows so that every class has about the same share in each part.
   *
   * <p>A class with at least as many rows as there are parts appears in all of them. A class with
   * two rows appears in training and test, so that its score can be told; without a test part, in
   * training and validation. A single row is for training.
   *
   * @param classes the class of each row
   * @param validation share of the rows for validation, in [0, 1)
   * @param test share of the rows for test, in [0, 1); with {@code validation} below 1
   * @throws DataException if there are fewer rows than parts
   */
  public static Split stratified(
      int[] classes, double validation, double test, RandomGenerator random) {
    checkFractions(validation, test);
    double[] fractions = {1 - validation - test, test, validation};
    int parts = (int) Arrays.stream(fractions).filter(f -> f > 0).count();
    if (classes.length < parts) {
      throw new DataException(
          "%d rows cannot be split into %d parts; bring more data"
              .formatted(classes.length, parts));
    }
    List<IntList> out = List.of(new IntList(), new IntList(), new IntList());
    double[] ideal = new double[3];
    int[] given = new int[3];
    for (int[] members : membersByClass(classes)) {
      Shuffle.inPlace(members, random);
      int[] sizes = sizes(members.length, fractions, ideal, given);
      int from = 0;
      for (int p = 0; p < 3; p++) {
        out.get(p).addAll(members, from, from + sizes[p]);
        from += sizes[p];
      }
    }
    int[][] rows = out.stream().map(IntList::toArray).toArray(int[][]::new);
    for (int[] part : rows) {
      Shuffle.inPlace(part, random);
    }
    return new Split(rows[0], rows[2], rows[1]);
  }

  /** Rows of all parts together. */
  public int size() {
    return train.length + validation.length + test.length;
  }

  /** The same parts of other numbers: index {@code i} becomes {@code rows[i]}. */
  public Split map(int[] rows) {
    return new Split(pick(rows, train), pick(rows, validation), pick(rows, test));
  }

  private static int[] pick(int[] rows, int[] indices) {
    return Arrays.stream(indices).map(i -> rows[i]).toArray();
  }

  private static void checkFractions(double validation, double test) {
    if (!(validation >= 0 && test >= 0 && validation + test < 1)) {
      throw new IllegalArgumentException(
          "validation %s and test %s leave nothing to train on, expected shares of at least 0 that sum to less than 1"
              .formatted(validation, test));
    }
  }

  /**
   * Sizes of one class's parts. Whole rows are given out first, at least one a part while they
   * last; the rest goes where most is owed when all classes so far are counted together, so that
   * rounding does not favour the same part in every class.
   */
  private static int[] sizes(int rows, double[] fractions, double[] ideal, int[] given) {
    int[] sizes = new int[3];
    int left = rows;
    for (int p = 0; p < 3; p++) {
      ideal[p] += rows * fractions[p];
      if (fractions[p] > 0 && left > 0) {
        sizes[p] = 1;
        left--;
      }
    }
    for (int p = 0; p < 3; p++) {
      int more = Math.min(left, Math.max(0, (int) (rows * fractions[p]) - sizes[p]));
      sizes[p] += more;
      left -= more;
    }
    for (; left > 0; left--) {
      int most = 0;
      for (int p = 1; p < 3; p++) {
        double owed = ideal[p] - given[p] - sizes[p];
        if (fractions[p] > 0 && owed > ideal[most] - given[most] - sizes[most]) {
          most = p;
        }
      }
      sizes[most]++;
    }
    for (int p = 0; p < 3; p++) {
      given[p] += sizes[p];
    }
    return sizes;
  }

  /** Rows of each class, classes in the order of their numbers, rows ascending. */
  static List<int[]> membersByClass(int[] classes) {
    int most = -1;
    for (int c : classes) {
      if (c < 0) {
        throw new IllegalArgumentException("class %d is negative, expected an index".formatted(c));
      }
      most = Math.max(most, c);
    }
    int[] counts = new int[most + 1];
    for (int c : classes) {
      counts[c]++;
    }
    int[][] members = new int[most + 1][];
    for (int c = 0; c <= most; c++) {
      members[c] = new int[counts[c]];
    }
    int[] next = new int[most + 1];
    for (int row = 0; row < classes.length; row++) {
      members[classes[row]][next[classes[row]]++] = row;
    }
    List<int[]> filled = new ArrayList<>();
    for (int[] rows : members) {
      if (rows.length > 0) {
        filled.add(rows);
      }
    }
    return filled;
  }
}
