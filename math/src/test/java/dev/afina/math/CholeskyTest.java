package dev.afina.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CholeskyTest {

  /** {@code BBᵀ + I/10} of a random B. */
  private static double[][] positiveDefinite(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] b = new double[n][n];
    for (double[] row : b) {
      Arrays.setAll(row, j -> random.nextDouble(-1, 1));
    }
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          a[i][j] += b[i][k] * b[j][k];
        }
        a[i][j] += i == j ? 0.1 : 0;
      }
    }
    return a;
  }

  private static double[][] leading(double[][] a, int n) {
    return Arrays.stream(a).limit(n).map(row -> Arrays.copyOf(row, n)).toArray(double[][]::new);
  }

  @Test
  void factorTimesItsTransposeIsTheMatrix() {
    for (int n : new int[] {1, 2, 7, 60}) {
      double[][] a = positiveDefinite(n, n);
      Cholesky factor = Cholesky.of(a);
      assertThat(factor.jitter()).isZero();
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          double sum = 0;
          for (int k = 0; k < n; k++) {
            sum += factor.at(i, k) * factor.at(j, k);
          }
          assertThat(sum).isCloseTo(a[i][j], within(1e-12 * n));
        }
      }
    }
  }

  @Test
  void solvesAndInverts() {
    int n = 23;
    double[][] a = positiveDefinite(n, 5);
    Cholesky factor = Cholesky.of(a);
    double[][] inverse = factor.inverseLower();
    for (int column = 0; column < n; column++) {
      double[] x = new double[n];
      x[column] = 1;
      factor.solve(x);
      for (int i = 0; i < n; i++) {
        double product = 0;
        for (int k = 0; k < n; k++) {
          product += a[i][k] * x[k];
        }
        assertThat(product).isCloseTo(i == column ? 1 : 0, within(1e-10));
        assertThat(inverse[Math.max(i, column)][Math.min(i, column)]).isCloseTo(x[i], within(1e-9));
      }
    }
  }

  @Test
  void solvesForManyColumnsAsForEach() {
    Cholesky factor = Cholesky.of(positiveDefinite(9, 3));
    double[][] many = new double[9][4];
    for (int i = 0; i < 9; i++) {
      for (int c = 0; c < 4; c++) {
        many[i][c] = i * c - 3.5;
      }
    }
    double[] third = new double[9];
    Arrays.setAll(third, i -> many[i][2]);
    factor.solveLower(many);
    factor.solveLower(third);
    for (int i = 0; i < 9; i++) {
      assertThat(many[i][2]).isCloseTo(third[i], within(1e-14 * (1 + Math.abs(third[i]))));
    }
  }

  @Test
  void growsIntoTheFactorOfTheWhole() {
    double[][] a = positiveDefinite(40, 8);
    Cholesky grown = Cholesky.of(leading(a, 3));
    for (int n = 3; n < 40; n++) {
      grown.extend(Arrays.copyOf(a[n], n + 1));
    }
    Cholesky whole = Cholesky.of(a);
    assertThat(grown.size()).isEqualTo(40);
    assertThat(grown.logDeterminant()).isCloseTo(whole.logDeterminant(), within(1e-10));
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j <= i; j++) {
        assertThat(grown.at(i, j)).isCloseTo(whole.at(i, j), within(1e-11));
      }
    }
  }

  @Test
  void growsFromNothing() {
    Cholesky factor = Cholesky.of(new double[0][0]);
    factor.extend(new double[] {4});
    assertThat(factor.at(0, 0)).isEqualTo(2);
    assertThat(factor.logDeterminant()).isCloseTo(Math.log(4), within(1e-15));
  }

  @Test
  void addsTheSmallestJitterThatHelps() {
    double[][] ones = new double[20][20];
    for (double[] row : ones) {
      Arrays.fill(row, 5);
    }
    Cholesky factor = Cholesky.of(ones);
    assertThat(factor.jitter()).isBetween(1e-13, 1e-9);
    assertThat(Cholesky.of(new double[][] {{1, 2}, {2, 1}}).jitter()).isBetween(1.0, 10.1);
    assertThat(Cholesky.of(new double[3][3]).jitter()).isPositive();
  }

  @Test
  void growsByADuplicate() {
    Cholesky factor = Cholesky.of(new double[][] {{1}});
    factor.extend(new double[] {1, 1});
    assertThat(factor.at(1, 1)).isPositive();
    double[] b = {1, 1};
    factor.solve(b);
    assertThat(b[0] + b[1]).isCloseTo(1, within(1e-6));
  }

  @Test
  void refusesWhatIsNotFinite() {
    assertThatThrownBy(() -> Cholesky.of(new double[][] {{1, Double.NaN}, {0, 1}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("entry (0, 1) of the matrix is NaN");
  }
}
