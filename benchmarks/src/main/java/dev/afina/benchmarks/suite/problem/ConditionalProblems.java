package dev.afina.benchmarks.suite.problem;

import java.util.List;

/** Problems in which some parameters exist only with some values of others. */
final class ConditionalProblems {

  private ConditionalProblems() {}

  static List<Problem> all() {
    return List.of(jenatton(), LayersProblem.problem(), AlgorithmsProblem.problem());
  }

  /**
   * The tree of <a href="https://proceedings.mlr.press/v70/jenatton17a.html">Jenatton et al.
   * 2017</a>, section 5.1: two binary choices lead to one of four leaves with a parameter each, and
   * each half of the tree shares one. As published, but for the leaves' minima, which are moved
   * away from the centre of their bounds. Minimum 0.1.
   */
  private static Problem jenatton() {
    return Problem.of(
        "jenatton",
        Group.CONDITIONAL,
        Space.of(
            Parameter.choice("x1", "0", "1"),
            Parameter.choice("x2", "0", "1").when("x1", "0"),
            Parameter.choice("x3", "0", "1").when("x1", "1"),
            Parameter.real("x4", -1, 1).when("x2", "0"),
            Parameter.real("x5", -1, 1).when("x2", "1"),
            Parameter.real("x6", -1, 1).when("x3", "0"),
            Parameter.real("x7", -1, 1).when("x3", "1"),
            Parameter.real("r8", 0, 1).when("x1", "0"),
            Parameter.real("r9", 0, 1).when("x1", "1")),
        0.1,
        point -> {
          if (point.has("x4")) {
            return square(point.number("x4") - 0.3) + 0.1 + point.number("r8");
          }
          if (point.has("x5")) {
            return square(point.number("x5") + 0.4) + 0.2 + point.number("r8");
          }
          if (point.has("x6")) {
            return square(point.number("x6") - 0.2) + 0.3 + point.number("r9");
          }
          return square(point.number("x7") + 0.1) + 0.4 + point.number("r9");
        });
  }

  static double square(double x) {
    return x * x;
  }
}
