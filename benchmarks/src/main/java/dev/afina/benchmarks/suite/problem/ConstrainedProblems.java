package dev.afina.benchmarks.suite.problem;

import static java.lang.Math.cos;
import static java.lang.Math.sin;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * The two simulations of <a href="https://proceedings.mlr.press/v32/gardner14.html">Gardner et al.
 * 2014</a>, section 4.1: two arguments of [0, 6] and one constraint.
 */
final class ConstrainedProblems {

  private ConstrainedProblems() {}

  static List<Problem> all() {
    return List.of(
        problem(
            "gardner1",
            -2, // at (3π/2, 0)
            p -> cos(2 * p.number("x")) * cos(p.number("y")) + sin(p.number("x")),
            p -> cos(p.number("x") + p.number("y")) - 0.5),
        problem(
            "gardner2",
            Math.asin(0.95) - 1, // at (3π/2, asin 0.95)
            p -> sin(p.number("x")) + p.number("y"),
            p -> sin(p.number("x")) * sin(p.number("y")) + 0.95));
  }

  private static Problem problem(
      String name,
      double optimum,
      ToDoubleFunction<Point> objective,
      ToDoubleFunction<Point> constraint) {
    return new Problem(
        name,
        Group.CONSTRAINED,
        Space.of(Parameter.real("x", 0, 6), Parameter.real("y", 0, 6)),
        OptionalDouble.of(optimum),
        1,
        0,
        (point, attempt) -> {
          double value = objective.applyAsDouble(point);
          return new Outcome(value, value, List.of(constraint.applyAsDouble(point)));
        });
  }
}
