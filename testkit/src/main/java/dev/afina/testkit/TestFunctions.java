package dev.afina.testkit;

import static java.lang.Math.PI;
import static java.lang.Math.cos;
import static java.lang.Math.exp;
import static java.lang.Math.sin;
import static java.lang.Math.sqrt;

import dev.afina.core.space.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Functions that optimisers are compared by.
 *
 * <p>Formulas, bounds and minima as in the <a
 * href="https://www.sfu.ca/~ssurjano/optimization.html">Virtual Library of Simulation
 * Experiments</a> (Surjanovic and Bingham), minima refined to double precision.
 */
public final class TestFunctions {

  private static final double STYBLINSKI_TANG = -2.903534027771177;

  private static final double[] HARTMANN_WEIGHTS = {1.0, 1.2, 3.0, 3.2};
  private static final double[][] HARTMANN_SCALES = {
    {10, 3, 17, 3.5, 1.7, 8},
    {0.05, 10, 17, 0.1, 8, 14},
    {3, 3.5, 1.7, 10, 17, 8},
    {17, 8, 0.05, 10, 0.1, 14}
  };
  private static final double[][] HARTMANN_CENTRES = {
    {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
    {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
    {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
    {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
  };

  private TestFunctions() {}

  /** One of each, those of free dimension in five. */
  public static List<TestFunction> all() {
    return List.of(
        branin(), hartmann6(), ackley(5), rosenbrock(5), levy(5), rastrigin(5), styblinskiTang(5));
  }

  /**
   * Branin's, with three equal minima; two arguments. <a
   * href="https://www.sfu.ca/~ssurjano/branin.html">Source</a>.
   */
  public static TestFunction branin() {
    return new TestFunction(
        "branin",
        SearchSpace.builder().doubleRange("x0", -5, 10).doubleRange("x1", 0, 15).build(),
        1.25 / PI,
        List.of(new double[] {-PI, 12.275}, new double[] {PI, 2.275}, new double[] {3 * PI, 2.475}),
        x -> {
          double root = x[1] - 5.1 / (4 * PI * PI) * x[0] * x[0] + 5 / PI * x[0] - 6;
          return root * root + 10 * (1 - 1 / (8 * PI)) * cos(x[0]) + 10;
        });
  }

  /**
   * Hartmann's of six arguments, with six local minima. <a
   * href="https://www.sfu.ca/~ssurjano/hart6.html">Source</a>.
   */
  public static TestFunction hartmann6() {
    double[] minimizer = {
      0.20168951100670543,
      0.15001069182345797,
      0.47687397422189703,
      0.2753324304940561,
      0.31165161660011326,
      0.6573005340656204
    };
    return new TestFunction(
        "hartmann-6",
        cube(6, 0, 1),
        -3.322368011415515,
        List.of(minimizer),
        TestFunctions::hartmann);
  }

  private static double hartmann(double[] x) {
    double sum = 0;
    for (int i = 0; i < HARTMANN_WEIGHTS.length; i++) {
      double distance = 0;
      for (int j = 0; j < x.length; j++) {
        double d = x[j] - HARTMANN_CENTRES[i][j];
        distance += HARTMANN_SCALES[i][j] * d * d;
      }
      sum += HARTMANN_WEIGHTS[i] * exp(-distance);
    }
    return -sum;
  }

  /**
   * Ackley's: a narrow hole in a nearly flat, dimpled plane. <a
   * href="https://www.sfu.ca/~ssurjano/ackley.html">Source</a>.
   */
  public static TestFunction ackley(int dimension) {
    return everywhere(
        "ackley",
        dimension,
        32.768,
        0,
        0,
        x -> {
          double squares = mean(x, v -> v * v);
          double waves = mean(x, v -> cos(2 * PI * v));
          return 20 * -Math.expm1(-0.2 * sqrt(squares)) - (exp(waves) - Math.E);
        });
  }

  /**
   * Rosenbrock's: a long curved valley. <a
   * href="https://www.sfu.ca/~ssurjano/rosen.html">Source</a>.
   */
  public static TestFunction rosenbrock(int dimension) {
    return new TestFunction(
        "rosenbrock-" + dimension,
        cube(dimension, -5, 10),
        0,
        List.of(filled(dimension, 1)),
        x -> {
          double sum = 0;
          for (int i = 0; i + 1 < x.length; i++) {
            double bend = x[i + 1] - x[i] * x[i];
            sum += 100 * bend * bend + (1 - x[i]) * (1 - x[i]);
          }
          return sum;
        });
  }

  /** Levy's: waves in a bowl. <a href="https://www.sfu.ca/~ssurjano/levy.html">Source</a>. */
  public static TestFunction levy(int dimension) {
    return everywhere("levy", dimension, 10, 1, 0, TestFunctions::levy);
  }

  private static double levy(double[] x) {
    double first = sin(PI * (1 + (x[0] - 1) / 4));
    double sum = first * first;
    for (int i = 0; i < x.length; i++) {
      double w = 1 + (x[i] - 1) / 4;
      boolean last = i == x.length - 1;
      double wave = last ? sin(2 * PI * w) : sin(PI * w + 1);
      sum += (w - 1) * (w - 1) * (1 + (last ? 1 : 10) * wave * wave);
    }
    return sum;
  }

  /**
   * Rastrigin's: a bowl with a regular lattice of local minima. <a
   * href="https://www.sfu.ca/~ssurjano/rastr.html">Source</a>.
   */
  public static TestFunction rastrigin(int dimension) {
    return everywhere(
        "rastrigin",
        dimension,
        5.12,
        0,
        0,
        x -> x.length * (10 + mean(x, v -> v * v - 10 * cos(2 * PI * v))));
  }

  /**
   * Styblinski and Tang's: two to the power of the dimension local minima. <a
   * href="https://www.sfu.ca/~ssurjano/stybtang.html">Source</a>.
   */
  public static TestFunction styblinskiTang(int dimension) {
    return everywhere(
        "styblinski-tang",
        dimension,
        5,
        STYBLINSKI_TANG,
        -39.16616570377141 * dimension,
        x -> x.length * mean(x, v -> 0.5 * (v * v * v * v - 16 * v * v + 5 * v)));
  }

  /** With the same symmetric bounds and the same coordinate of the minimiser for each argument. */
  private static TestFunction everywhere(
      String name,
      int dimension,
      double bound,
      double minimizer,
      double minimum,
      ToDoubleFunction<double[]> formula) {
    return new TestFunction(
        name + "-" + dimension,
        cube(dimension, -bound, bound),
        minimum,
        List.of(filled(dimension, minimizer)),
        formula);
  }

  private static SearchSpace cube(int dimension, double low, double high) {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension (%d) must be at least 1".formatted(dimension));
    }
    SearchSpace.Builder space = SearchSpace.builder();
    for (int i = 0; i < dimension; i++) {
      space.doubleRange("x" + i, low, high);
    }
    return space.build();
  }

  private static double[] filled(int dimension, double value) {
    double[] point = new double[dimension];
    Arrays.fill(point, value);
    return point;
  }

  private static double mean(double[] x, java.util.function.DoubleUnaryOperator term) {
    double sum = 0;
    for (double value : x) {
      sum += term.applyAsDouble(value);
    }
    return sum / x.length;
  }
}
