package dev.afina.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BoundedLbfgsTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static double rosenbrock(double[] x, double[] g) {
    Arrays.fill(g, 0);
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double bend = x[i + 1] - x[i] * x[i];
      sum += 100 * bend * bend + (1 - x[i]) * (1 - x[i]);
      g[i] += -400 * x[i] * bend - 2 * (1 - x[i]);
      g[i + 1] += 200 * bend;
    }
    return sum;
  }

  private static double[] filled(int n, double value) {
    double[] x = new double[n];
    Arrays.fill(x, value);
    return x;
  }

  private static BoundedLbfgs.Result run(
      BoundedLbfgs.Function f, double[] start, double low, double high) {
    int n = start.length;
    return BoundedLbfgs.minimize(f, start, filled(n, low), filled(n, high), 500, 1e-8);
  }

  @Test
  void findsRosenbrocksMinimumWithoutBounds() {
    for (int n : new int[] {2, 5, 20}) {
      double[] start = filled(n, -1.2);
      BoundedLbfgs.Result result = run(BoundedLbfgsTest::rosenbrock, start, -INFINITY, INFINITY);
      assertThat(result.converged()).isTrue();
      assertThat(result.value()).isLessThan(5);
      assertThat(result.evaluations()).isLessThan(400);
    }
    BoundedLbfgs.Result result =
        run(BoundedLbfgsTest::rosenbrock, new double[] {-1.2, 1}, -INFINITY, INFINITY);
    assertThat(result.point()).containsExactly(new double[] {1, 1}, within(1e-7));
  }

  @Test
  void stopsAtABoundThatCutsOffTheMinimum() {
    BoundedLbfgs.Result result =
        run(BoundedLbfgsTest::rosenbrock, new double[] {-1.2, 1}, -1.5, 0.5);
    assertThat(result.converged()).isTrue();
    assertThat(result.point()).containsExactly(new double[] {0.5, 0.25}, within(1e-7));
  }

  @Test
  void takesEveryBoundOfAQuadraticThatItMeets() {
    // minimum of Σ (i+1)(x_i − i + 2)² within [−0.5, 1.5]: clipped coordinate by coordinate
    BoundedLbfgs.Function quadratic =
        (x, g) -> {
          double sum = 0;
          for (int i = 0; i < x.length; i++) {
            double d = x[i] - i + 2;
            sum += (i + 1) * d * d;
            g[i] = 2 * (i + 1) * d;
          }
          return sum;
        };
    BoundedLbfgs.Result result = run(quadratic, filled(5, 0.3), -0.5, 1.5);
    assertThat(result.converged()).isTrue();
    assertThat(result.point()).containsExactly(new double[] {-0.5, -0.5, 0, 1, 1.5}, within(1e-7));
  }

  @Test
  void leavesABoundThatItStartedAt() {
    BoundedLbfgs.Result result = run(BoundedLbfgsTest::rosenbrock, new double[] {-2, -2}, -2, 2);
    assertThat(result.point()).containsExactly(new double[] {1, 1}, within(1e-6));
  }

  @Test
  void movesAStartIntoTheBounds() {
    BoundedLbfgs.Result result = run(BoundedLbfgsTest::rosenbrock, new double[] {9, 9}, 2, 3);
    assertThat(result.point()).containsExactly(new double[] {2, 3}, within(1e-9));
  }

  @Test
  void worksThroughBadlyScaledQuadratics() {
    BoundedLbfgs.Function quadratic =
        (x, g) -> {
          double sum = 0;
          for (int i = 0; i < x.length; i++) {
            double w = Math.pow(10, i);
            sum += w * x[i] * x[i];
            g[i] = 2 * w * x[i];
          }
          return sum;
        };
    BoundedLbfgs.Result result = run(quadratic, filled(6, 1), -INFINITY, INFINITY);
    assertThat(result.value()).isLessThan(1e-12);
  }

  @Test
  void backsOffFromWhatIsNotFinite() {
    // −ln x + x has its minimum at 1 and is not defined from 0 down
    BoundedLbfgs.Function function =
        (x, g) -> {
          g[0] = 1 - 1 / x[0];
          return x[0] <= 0 ? Double.NaN : x[0] - Math.log(x[0]);
        };
    BoundedLbfgs.Result result = run(function, new double[] {4}, -INFINITY, INFINITY);
    assertThat(result.point()[0]).isCloseTo(1, within(1e-6));
  }

  @Test
  void keepsTheStartWhereNothingIsFinite() {
    BoundedLbfgs.Result result = run((x, g) -> Double.NaN, new double[] {0.25}, 0, 1);
    assertThat(result.point()).containsExactly(0.25);
    assertThat(result.converged()).isFalse();
  }

  @Test
  void repeatsItself() {
    double[] start = {-1.2, 1, 0.3};
    assertThat(run(BoundedLbfgsTest::rosenbrock, start, -2, 2).point())
        .isEqualTo(run(BoundedLbfgsTest::rosenbrock, start, -2, 2).point());
  }
}
