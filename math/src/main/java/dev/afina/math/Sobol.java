package dev.afina.math;

import java.util.random.RandomGenerator;
import org.hipparchus.random.SobolSequenceGenerator;

/**
 * Sobol points, scrambled.
 *
 * <p>Direction numbers of <a href="https://doi.org/10.1137/070709359">Joe and Kuo 2008</a>, by
 * Hipparchus. Each coordinate is scrambled after Owen by a hash (<a
 * href="https://jcgt.org/published/0009/04/01/">Burley 2020</a>, with the constants of Laine and
 * Karras 2011): every binary interval that holds one point before holds one after, and each point
 * is uniform. Coordinates beyond the {@link #LARGEST_DIMENSION}th are independent draws.
 */
public final class Sobol {

  /** The dimensions that the table of direction numbers covers. */
  public static final int LARGEST_DIMENSION = 1000;

  private static final double TWO_TO_32 = 4294967296.0;

  private Sobol() {}

  /**
   * The first points of the unscrambled sequence, beginning with the origin.
   *
   * @param dimension in {@code [1, LARGEST_DIMENSION]}
   * @return {@code [count][dimension]}, in [0, 1)
   */
  public static double[][] points(int count, int dimension) {
    SobolSequenceGenerator sequence = new SobolSequenceGenerator(dimension);
    double[][] points = new double[count][];
    for (int i = 0; i < count; i++) {
      points[i] = sequence.nextVector();
    }
    return points;
  }

  /**
   * The first points, scrambled.
   *
   * @param count best a power of two
   * @param dimension at least 1
   * @return {@code [count][dimension]}, in (0, 1)
   */
  public static double[][] scrambled(int count, int dimension, RandomGenerator random) {
    return scramble(points(count, Math.min(dimension, LARGEST_DIMENSION)), dimension, random);
  }

  /**
   * Scrambles points, which are left as they are.
   *
   * @param points {@code [count][at most dimension]}, of {@link #points}
   * @param dimension of the result; coordinates that the points lack are independent draws
   */
  public static double[][] scramble(double[][] points, int dimension, RandomGenerator random) {
    double[][] scrambled = new double[points.length][dimension];
    int known = points.length == 0 ? 0 : points[0].length;
    for (int j = 0; j < dimension; j++) {
      int seed = random.nextInt();
      for (int i = 0; i < points.length; i++) {
        long bits = j < known ? nested((int) (long) (points[i][j] * TWO_TO_32), seed) : 0;
        double within = j < known ? random.nextInt() + 0x80000000L : 0;
        scrambled[i][j] =
            j < known
                ? ((bits & 0xffffffffL) + (within + 0.5) / TWO_TO_32 * 0.999) / TWO_TO_32
                : random.nextDouble(Double.MIN_NORMAL, 1);
      }
    }
    return scrambled;
  }

  /** Flips each binary digit by a hash of the digits before it. */
  private static int nested(int digits, int seed) {
    int x = Integer.reverse(digits);
    x += seed;
    x ^= x * 0x6c50b47c;
    x ^= x * 0xb82f1e52;
    x ^= x * 0xc7afe638;
    x ^= x * 0x8d22f6e6;
    return Integer.reverse(x);
  }
}
