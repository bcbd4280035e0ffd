package dev.afina.benchmarks.suite.problem;

import static java.lang.Math.PI;
import static java.lang.Math.cos;
import static java.lang.Math.exp;
import static java.lang.Math.log10;
import static java.lang.Math.sqrt;

import java.util.List;

/** Functions of real numbers, integers and categories. */
final class MixedProblems {

  /** Minimum of the six-hump camel, at ±(0.0898420131, −0.7126564032). */
  private static final double CAMEL = -1.0316284534898774;

  /** What the categories {@code a} to {@code d} are worth to Ackley's function, in no order. */
  private static final double[] FIRST = {3.0, 0.0, 4.5, 1.5};

  private static final double[] SECOND = {1.5, 4.5, 3.0, 0.0};

  private static final double BEST_REAL = 1.7;
  private static final double BEST_RATE = 2e-4;

  private MixedProblems() {}

  static List<Problem> all() {
    Parameter first = Parameter.choice("h1", "rosenbrock", "camel", "beale");
    Parameter second = Parameter.choice("h2", "rosenbrock", "camel", "beale", "beale-2", "beale-3");
    Parameter third = Parameter.choice("h3", "camel", "rosenbrock", "beale-2", "beale-3");
    Parameter x0 = Parameter.real("x0", -1, 1);
    Parameter x1 = Parameter.real("x1", -1, 1);
    return List.of(
        Problem.of(
            "func2c",
            Group.MIXED,
            Space.of(first, second, x0, x1),
            2 * CAMEL / 10,
            MixedProblems::two),
        Problem.of(
            "func3c",
            Group.MIXED,
            Space.of(first, second, third, x0, x1),
            7 * CAMEL / 10,
            point -> two(point) + weighted(point.text("h3"), point)),
        Problem.of("ackley-mixed", Group.MIXED, ackleySpace(), 0, MixedProblems::ackley));
  }

  /**
   * Func2C and, with a third summand, Func3C of <a href="https://arxiv.org/abs/1906.08878">Ru et
   * al. 2020</a> (section 5 and its code): categories choose the summands, and the last three of
   * the second category are the same.
   */
  private static double two(Point point) {
    return summand(point.text("h1"), point) + summand(point.text("h2"), point);
  }

  private static double weighted(String name, Point point) {
    return switch (name) {
      case "camel" -> 5 * summand(name, point);
      case "rosenbrock", "beale-2" -> 2 * summand(name, point);
      default -> 3 * summand(name, point);
    };
  }

  private static double summand(String name, Point point) {
    double x = 2 * point.number("x0");
    double y = 2 * point.number("x1");
    double xx = x * x;
    double yy = y * y;
    return switch (name) {
      case "rosenbrock" -> (100 * (y - xx) * (y - xx) + (x - 1) * (x - 1)) / 300;
      case "camel" -> ((4 - 2.1 * xx + xx * xx / 3) * xx + x * y + (4 * yy - 4) * yy) / 10;
      default -> {
        double a = 1.5 - x + x * y;
        double b = 2.25 - x + x * yy;
        double c = 2.625 - x + x * yy * y;
        yield (a * a + b * b + c * c) / 50;
      }
    };
  }

  private static Space ackleySpace() {
    return Space.of(
        Parameter.integer("n0", 0, 10),
        Parameter.integer("n1", 0, 10),
        Parameter.integer("n2", 0, 10),
        Parameter.choice("c0", "a", "b", "c", "d"),
        Parameter.choice("c1", "a", "b", "c", "d"),
        Parameter.real("x", -5, 5),
        Parameter.logReal("rate", 1e-5, 1));
  }

  /**
   * Ackley's function of seven coordinates, each about ten wide: three integers, two categories, a
   * real number, and twice a decimal logarithm. Its minimum, 0, lies off the centre of the bounds.
   */
  private static double ackley(Point point) {
    double[] z = {
      point.integer("n0") - 7,
      point.integer("n1") - 2,
      point.integer("n2") - 8,
      FIRST[point.text("c0").charAt(0) - 'a'],
      SECOND[point.text("c1").charAt(0) - 'a'],
      point.number("x") - BEST_REAL,
      2 * log10(point.number("rate") / BEST_RATE)
    };
    double squares = 0;
    double waves = 0;
    for (double v : z) {
      squares += v * v / z.length;
      waves += cos(2 * PI * v) / z.length;
    }
    return 20 - 20 * exp(-0.2 * sqrt(squares)) + Math.E - exp(waves);
  }
}
