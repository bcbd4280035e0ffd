package dev.afina.math;

import java.util.Arrays;

/**
 * The factor {@code A = LLᵀ} of a symmetric positive definite matrix, which can grow row by row.
 *
 * <p>Where A is not numerically positive definite, a multiple of the identity (the <em>jitter</em>)
 * is added, as small as suffices by powers of ten. What is kept are the rows of {@code Lᵀ}, so that
 * the inner loops of factorisation and forward substitution run along memory and are vectorised; a
 * library's dense factor can neither grow nor be told where to begin with the jitter.
 *
 * <p>Not thread-safe while it grows.
 */
public final class Cholesky {

  private static final double FIRST_JITTER = 1e-12;

  /** Rows that are worked at together: as many as registers hold factors and rows of. */
  private static final int BLOCK = 4;

  private final double jitter;
  private double[][] upper;
  private int size;

  private Cholesky(double[][] upper, double jitter) {
    this.upper = upper;
    this.size = upper.length;
    this.jitter = jitter;
  }

  /**
   * The factor of a matrix, O(n³/3).
   *
   * @param matrix {@code [n][n]}, symmetric; only its upper triangle is read, nothing is written
   * @throws IllegalArgumentException if an entry is not finite
   */
  public static Cholesky of(double[][] matrix) {
    int n = matrix.length;
    double scale = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        if (!Double.isFinite(matrix[i][j])) {
          throw new IllegalArgumentException(
              "entry (%d, %d) of the matrix is %s, expected a finite number"
                  .formatted(i, j, matrix[i][j]));
        }
        scale = Math.max(scale, Math.abs(matrix[i][j]));
      }
    }
    scale = scale > 0 ? scale : 1;
    double[][] upper = new double[n][n];
    for (double jitter = 0; ; jitter = jitter == 0 ? FIRST_JITTER * scale : 10 * jitter) {
      for (int i = 0; i < n; i++) {
        System.arraycopy(matrix[i], i, upper[i], i, n - i);
        upper[i][i] += jitter;
      }
      if (factor(upper, n, scale)) {
        return new Cholesky(upper, jitter);
      }
    }
  }

  /** Four rows at a time, which are factored first and then subtracted from those below. */
  private static boolean factor(double[][] upper, int n, double scale) {
    for (int first = 0; first < n; first += BLOCK) {
      int end = Math.min(n, first + BLOCK);
      for (int k = first; k < end; k++) {
        double[] row = upper[k];
        if (!(row[k] > 1e-15 * scale)) {
          return false;
        }
        double root = Math.sqrt(row[k]);
        for (int j = k; j < n; j++) {
          row[j] /= root;
        }
        for (int i = k + 1; i < end; i++) {
          subtract(upper[i], row[i], row, i, n);
        }
      }
      for (int i = end; i < n; i++) {
        subtract(upper[i], upper, first, i, i, n);
      }
    }
    return true;
  }

  /** {@code y -= f·x} at {@code [from, to)}; alone, so that it is compiled to vector code. */
  private static void subtract(double[] y, double f, double[] x, int from, int to) {
    for (int j = from; j < to; j++) {
      y[j] -= f * x[j];
    }
  }

  /**
   * {@code y -= Σ rows[first + b][column]·rows[first + b]} at {@code [from, to)}, over the four
   * rows of a block: one pass over y instead of four.
   */
  private static void subtract(
      double[] y, double[][] rows, int first, int column, int from, int to) {
    double[] x0 = rows[first];
    double[] x1 = rows[first + 1];
    double[] x2 = rows[first + 2];
    double[] x3 = rows[first + 3];
    subtract(y, x0[column], x0, x1[column], x1, x2[column], x2, x3[column], x3, from, to);
  }

  private static void subtract(
      double[] y,
      double f0,
      double[] x0,
      double f1,
      double[] x1,
      double f2,
      double[] x2,
      double f3,
      double[] x3,
      int from,
      int to) {
    for (int j = from; j < to; j++) {
      y[j] = y[j] - f0 * x0[j] - f1 * x1[j] - f2 * x2[j] - f3 * x3[j];
    }
  }

  /** Number of rows. */
  public int size() {
    return size;
  }

  /** What was added to the diagonal, at least 0. */
  public double jitter() {
    return jitter;
  }

  /** {@code L[row][column]}, 0 above the diagonal. */
  public double at(int row, int column) {
    return column > row ? 0 : upper[column][row];
  }

  /**
   * Grows A by one row and column, O(n²).
   *
   * <p>Where the grown matrix is not positive definite, the new diagonal entry of the factor is the
   * root of a tiny share of the new diagonal entry.
   *
   * @param column {@code [size + 1]}, the new entries, the diagonal one last
   */
  public void extend(double[] column) {
    int n = size;
    double[] x = Arrays.copyOf(column, n);
    solveLower(x);
    if (upper.length == n || upper[0].length == n) {
      int capacity = Math.max(8, n + n / 2);
      double[][] grown = new double[capacity][];
      for (int i = 0; i < capacity; i++) {
        grown[i] = i < n ? Arrays.copyOf(upper[i], capacity) : new double[capacity];
      }
      upper = grown;
    }
    double rest = column[n] + jitter;
    for (int k = 0; k < n; k++) {
      upper[k][n] = x[k];
      rest -= x[k] * x[k];
    }
    upper[n][n] = Math.sqrt(Math.max(rest, FIRST_JITTER * (column[n] > 0 ? column[n] : 1)));
    size++;
  }

  /** Replaces b, {@code [size]}, by the solution of {@code Lx = b}. */
  public void solveLower(double[] b) {
    for (int first = 0; first < size; first += BLOCK) {
      int end = Math.min(size, first + BLOCK);
      for (int k = first; k < end; k++) {
        double[] row = upper[k];
        b[k] /= row[k];
        for (int i = k + 1; i < end; i++) {
          b[i] -= b[k] * row[i];
        }
      }
      if (end < size) {
        subtract(
            b,
            b[first],
            upper[first],
            b[first + 1],
            upper[first + 1],
            b[first + 2],
            upper[first + 2],
            b[first + 3],
            upper[first + 3],
            end,
            size);
      }
    }
  }

  /**
   * Replaces each column of b by the solution of {@code Lx = b}, for many at once.
   *
   * @param b {@code [size][m]}
   */
  public void solveLower(double[][] b) {
    int m = size == 0 ? 0 : b[0].length;
    for (int first = 0; first < size; first += BLOCK) {
      int end = Math.min(size, first + BLOCK);
      for (int k = first; k < end; k++) {
        divide(b[k], upper[k][k], m);
        for (int i = k + 1; i < end; i++) {
          subtract(b[i], upper[k][i], b[k], 0, m);
        }
      }
      for (int i = end; i < size; i++) {
        subtract(
            b[i],
            upper[first][i],
            b[first],
            upper[first + 1][i],
            b[first + 1],
            upper[first + 2][i],
            b[first + 2],
            upper[first + 3][i],
            b[first + 3],
            0,
            m);
      }
    }
  }

  private static void divide(double[] y, double by, int to) {
    for (int j = 0; j < to; j++) {
      y[j] /= by;
    }
  }

  /** Replaces b, {@code [size]}, by the solution of {@code Lᵀx = b}. */
  public void solveUpper(double[] b) {
    for (int k = size - 1; k >= 0; k--) {
      b[k] = (b[k] - dot(upper[k], b, k + 1, size)) / upper[k][k];
    }
  }

  /** In four sums, because a single one may not be reordered and waits for each addition. */
  private static double dot(double[] a, double[] b, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int j = from;
    for (; j + 3 < to; j += 4) {
      s0 += a[j] * b[j];
      s1 += a[j + 1] * b[j + 1];
      s2 += a[j + 2] * b[j + 2];
      s3 += a[j + 3] * b[j + 3];
    }
    for (; j < to; j++) {
      s0 += a[j] * b[j];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** Replaces b, {@code [size]}, by the solution of {@code Ax = b}. */
  public void solve(double[] b) {
    solveLower(b);
    solveUpper(b);
  }

  /** The logarithm of A's determinant. */
  public double logDeterminant() {
    double sum = 0;
    for (int k = 0; k < size; k++) {
      sum += Math.log(upper[k][k]);
    }
    return 2 * sum;
  }

  /**
   * The lower triangle of A's inverse, O(2n³/3).
   *
   * @return {@code [size][]}, row i of length i + 1
   */
  public double[][] inverseLower() {
    double[][] v = new double[size][size];
    double[][] inverse = new double[size][];
    for (int k = 0; k < size; k++) {
      v[k][k] = 1;
      inverse[k] = new double[k + 1];
    }
    for (int first = 0; first < size; first += BLOCK) {
      int end = Math.min(size, first + BLOCK);
      for (int k = first; k < end; k++) {
        divide(v[k], upper[k][k], k + 1);
        for (int i = k + 1; i < end; i++) {
          subtract(v[i], upper[k][i], v[k], 0, k + 1);
        }
      }
      for (int i = end; i < size; i++) {
        subtract(
            v[i],
            upper[first][i],
            v[first],
            upper[first + 1][i],
            v[first + 1],
            upper[first + 2][i],
            v[first + 2],
            upper[first + 3][i],
            v[first + 3],
            0,
            end);
      }
      addSquares(inverse, v, first, end);
    }
    return inverse;
  }

  /** Adds to the lower triangle of a matrix the products of rows with themselves. */
  private static void addSquares(double[][] sums, double[][] rows, int first, int end) {
    for (int i = 0; i < end; i++) {
      if (end - first == BLOCK) {
        double[] x0 = rows[first];
        double[] x1 = rows[first + 1];
        double[] x2 = rows[first + 2];
        double[] x3 = rows[first + 3];
        subtract(sums[i], -x0[i], x0, -x1[i], x1, -x2[i], x2, -x3[i], x3, 0, i + 1);
      } else {
        for (int k = first; k < end; k++) {
          subtract(sums[i], -rows[k][i], rows[k], 0, i + 1);
        }
      }
    }
  }
}
