package dev.afina.math;

import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * One coordinate of the Halton sequence: the digits of the index in a prime base, mirrored at the
 * point.
 *
 * <p>Plain, or scrambled as in <a href="https://arxiv.org/abs/1706.02808">Owen 2017</a>: every
 * digit, the leading zeros among them, is permuted at random, independently of the others. Each
 * point is then uniform, intervals that held one point before hold one after, and the stripes that
 * large bases draw across pairs of coordinates are gone. Immutable.
 */
public final class Halton {

  /** How many coordinates there are; as many as {@link Sobol} has. */
  public static final int LARGEST_DIMENSION = Sobol.LARGEST_DIMENSION;

  private static final int LARGEST_BASE = 7919; // the 1000th prime
  private static final double BELOW_ONE = Math.nextDown(1.0);
  private static final int[] BASES = bases();

  private final int base;
  private final int[][] permutations;

  private Halton(int base, int[][] permutations) {
    this.base = base;
    this.permutations = permutations;
  }

  private static int[] bases() {
    int[] bases = new int[LARGEST_DIMENSION];
    BitSet composite = new BitSet();
    int found = 0;
    for (int n = 2; n <= LARGEST_BASE; n++) {
      if (!composite.get(n)) {
        bases[found++] = n;
        for (int multiple = n * n; multiple <= LARGEST_BASE; multiple += n) {
          composite.set(multiple);
        }
      }
    }
    return bases;
  }

  /** The prime of a coordinate: 2, 3, 5, … */
  private static int base(int coordinate) {
    if (coordinate < 0 || coordinate >= LARGEST_DIMENSION) {
      throw new IllegalArgumentException(
          "coordinate (%d) must be in [0, %d)".formatted(coordinate, LARGEST_DIMENSION));
    }
    return BASES[coordinate];
  }

  /**
   * The plain sequence.
   *
   * @param coordinate in {@code [0, }{@value #LARGEST_DIMENSION}{@code )}
   */
  public static Halton plain(int coordinate) {
    return new Halton(base(coordinate), new int[0][]);
  }

  /**
   * The scrambled sequence.
   *
   * @param coordinate in {@code [0, }{@value #LARGEST_DIMENSION}{@code )}
   * @param seed of the permutations
   */
  public static Halton scrambled(int coordinate, long seed) {
    int base = base(coordinate);
    SplittableRandom random = new SplittableRandom(seed);
    int digits = (int) Math.ceil(53 * Math.log(2) / Math.log(base)); // as many as a double tells
    int[][] permutations = new int[digits][];
    for (int k = 0; k < digits; k++) {
      permutations[k] = Permutations.random(base, random);
    }
    return new Halton(base, permutations);
  }

  /**
   * The coordinate of a point; O(digits).
   *
   * @param index at least 0
   * @return in [0, 1)
   */
  public double at(int index) {
    if (index < 0) {
      throw new IllegalArgumentException("index (%d) must be at least 0".formatted(index));
    }
    double sum = 0;
    double place = 1;
    int rest = index;
    for (int k = 0; permutations.length == 0 ? rest > 0 : k < permutations.length; k++) {
      place /= base;
      int digit = rest % base;
      sum += place * (permutations.length == 0 ? digit : permutations[k][digit]);
      rest /= base;
    }
    return Math.min(BELOW_ONE, sum);
  }
}
