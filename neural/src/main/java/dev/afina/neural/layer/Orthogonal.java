package dev.afina.neural.layer;

import java.util.random.RandomGenerator;

/** Random rows at right angles. */
final class Orthogonal {

  private Orthogonal() {}

  /**
   * Fills a matrix {@code [rows][columns]} with rows at right angles or, where there are more of
   * them than columns, with columns. By Gram and Schmidt on normal draws, twice, as once leaves too
   * much of rounding.
   */
  static void fill(float[] values, int rows, RandomGenerator random) {
    int columns = values.length / rows;
    boolean tall = rows > columns;
    int count = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    double[][] vectors = new double[count][length];
    for (int v = 0; v < count; v++) {
      for (int i = 0; i < length; i++) {
        vectors[v][i] = random.nextGaussian();
      }
      for (int pass = 0; pass < 2; pass++) {
        for (int before = 0; before < v; before++) {
          add(vectors[v], -dot(vectors[v], vectors[before]), vectors[before]);
        }
      }
      double norm = Math.sqrt(dot(vectors[v], vectors[v]));
      for (int i = 0; i < length; i++) {
        vectors[v][i] /= norm;
      }
    }
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        values[i * columns + j] = (float) (tall ? vectors[j][i] : vectors[i][j]);
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double[] to, double factor, double[] what) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * what[i];
    }
  }
}
