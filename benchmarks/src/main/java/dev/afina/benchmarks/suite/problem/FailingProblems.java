package dev.afina.benchmarks.suite.problem;

import static dev.afina.benchmarks.suite.problem.ConditionalProblems.square;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Problems of which 30 % of the volume throws, with the best points near the border, as with a
 * learning rate that is better the higher it is until the training diverges.
 */
final class FailingProblems {

  /** Above this sum of two numbers of [0, 1] lie 30 % of the square: (2 − s)² / 2 = 0.3. */
  private static final double OBLIQUE = 2 - Math.sqrt(0.6);

  private FailingProblems() {}

  static List<Problem> all() {
    Space cube =
        Space.of(
            Parameter.real("x0", 0, 1),
            Parameter.real("x1", 0, 1),
            Parameter.real("x2", 0, 1),
            Parameter.real("x3", 0, 1));
    Space choice =
        Space.of(
            Parameter.choice("kind", "a", "b", "c", "d"),
            Parameter.real("x0", 0, 1),
            Parameter.real("x1", 0, 1),
            Parameter.real("x2", 0, 1));
    return List.of(
        problem(
            "failing-axis",
            cube,
            p -> p.number("x0") > 0.7,
            p -> square(p.number("x0") - 0.65) + rest(p) + square(p.number("x3") - 0.55)),
        problem(
            "failing-oblique",
            cube,
            p -> p.number("x0") + p.number("x1") > OBLIQUE,
            p ->
                square(p.number("x0") + p.number("x1") - OBLIQUE + 0.05)
                    + square(p.number("x0") - p.number("x1") - 0.2)
                    + square(p.number("x2") - 0.4)
                    + square(p.number("x3") - 0.55)),
        problem(
            "failing-category",
            choice,
            p -> isHalf(p) && p.number("x0") > 0.2 && p.number("x0") < 0.8,
            p -> square(p.number("x0") - 0.83) + rest(p) + (isHalf(p) ? 0 : 0.05)));
  }

  private static boolean isHalf(Point point) {
    return point.text("kind").equals("a") || point.text("kind").equals("c");
  }

  private static double rest(Point point) {
    return square(point.number("x1") - 0.3) + square(point.number("x2") - 0.4);
  }

  /** All of these minima are 0 and feasible. */
  private static Problem problem(
      String name, Space space, Predicate<Point> fails, ToDoubleFunction<Point> function) {
    return new Problem(
        name,
        Group.FAILING,
        space,
        OptionalDouble.of(0),
        0,
        0,
        (point, attempt) ->
            fails.test(point) ? Outcome.failure() : Outcome.of(function.applyAsDouble(point)));
  }
}
