package dev.afina.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Cross-validation: rows are dealt into {@code k} folds, and each fold is the validation part once.
 *
 * <p>Fold sizes differ by at most one row. Plain folds are runs of neighbouring rows; {@link
 * #shuffled()} folds are drawn at random; {@link #stratified()} folds hold about the same share of
 * every class.
 *
 * @param folds number of folds, at least 2
 * @param isShuffled whether rows are dealt in random order; default no
 * @param isStratified whether classes are spread evenly; default no
 */
public record KFold(int folds, boolean isShuffled, boolean isStratified) {

  /**
   * One round of a cross-validation.
   *
   * @param train rows to learn from, ascending
   * @param validation rows to score on, ascending
   */
  @SuppressWarnings("ArrayRecordComponent") // large, shared without a copy, never compared
  public record Fold(int[] train, int[] validation) {}

  /** Checks the number of folds. */
  public KFold {
    if (folds < 2) {
      throw new IllegalArgumentException("folds (%d) must be at least 2".formatted(folds));
    }
  }

  /** Plain folds: neighbouring rows, in order. */
  public static KFold of(int folds) {
    return new KFold(folds, false, false);
  }

  /** The same with rows dealt in random order. */
  public KFold shuffled() {
    return new KFold(folds, true, isStratified);
  }

  /** The same with every class spread evenly over the folds. */
  public KFold stratified() {
    return new KFold(folds, isShuffled, true);
  }

  /**
   * Deals rows without classes.
   *
   * @param random used only by {@link #shuffled()} folds
   * @throws IllegalStateException if the folds are stratified: that takes classes
   * @throws DataException if there are fewer rows than folds
   */
  public List<Fold> split(int rows, RandomGenerator random) {
    if (isStratified) {
      throw new IllegalStateException("stratified folds need the class of each row");
    }
    return split(new int[rows], random);
  }

  /**
   * Deals rows whose classes are known.
   *
   * @param classes the class of each row; plain folds do not look at it
   * @param random used only by {@link #shuffled()} folds
   * @throws DataException if there are fewer rows than folds
   */
  public List<Fold> split(int[] classes, RandomGenerator random) {
    int rows = classes.length;
    if (rows < folds) {
      throw new DataException(
          "%d rows cannot be dealt into %d folds; ask for fewer folds".formatted(rows, folds));
    }
    int[] foldOf = isStratified ? stratifiedFolds(classes, random) : plainFolds(rows, random);
    List<Fold> result = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      result.add(fold(foldOf, fold));
    }
    return result;
  }

  private int[] plainFolds(int rows, RandomGenerator random) {
    int[] order = isShuffled ? Shuffle.permutation(rows, random) : ascending(rows);
    int[] foldOf = new int[rows];
    for (int i = 0; i < rows; i++) {
      foldOf[order[i]] = (int) ((long) i * folds / rows);
    }
    return foldOf;
  }

  /** Deals class after class like cards, going on where the last class stopped. */
  private int[] stratifiedFolds(int[] classes, RandomGenerator random) {
    int[] foldOf = new int[classes.length];
    int next = 0;
    for (int[] members : Split.membersByClass(classes)) {
      if (isShuffled) {
        Shuffle.inPlace(members, random);
      }
      for (int row : members) {
        foldOf[row] = next++ % folds;
      }
    }
    return foldOf;
  }

  private static Fold fold(int[] foldOf, int fold) {
    int[] rows = ascending(foldOf.length);
    return new Fold(
        Arrays.stream(rows).filter(row -> foldOf[row] != fold).toArray(),
        Arrays.stream(rows).filter(row -> foldOf[row] == fold).toArray());
  }

  private static int[] ascending(int rows) {
    int[] order = new int[rows];
    Arrays.setAll(order, i -> i);
    return order;
  }
}
