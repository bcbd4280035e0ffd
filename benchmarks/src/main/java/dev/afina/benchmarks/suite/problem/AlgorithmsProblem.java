package dev.afina.benchmarks.suite.problem;

import static dev.afina.benchmarks.suite.problem.ConditionalProblems.square;
import static java.lang.Math.exp;
import static java.lang.Math.log10;

/**
 * A made-up error of three learning algorithms, each with parameters and scales of its own: a
 * support vector machine, a random forest and boosted trees.
 *
 * <p>Each one's error is {@code floor + height (1 − exp(−s))}, where s is the sum of squared
 * distances from its best parameters, each in units of what is felt. Floors are 0.12, 0.15 and
 * 0.10, so that boosting is best; but its best region is the smallest, and a support vector machine
 * is good sooner. Minimum 0.10.
 */
final class AlgorithmsProblem {

  private AlgorithmsProblem() {}

  static Problem problem() {
    return Problem.of(
        "algorithms",
        Group.CONDITIONAL,
        Space.of(
            Parameter.choice("algorithm", "svm", "forest", "boosting"),
            Parameter.logReal("svm_c", 1e-3, 1e3).when("algorithm", "svm"),
            Parameter.choice("svm_kernel", "linear", "poly", "rbf").when("algorithm", "svm"),
            Parameter.logReal("svm_gamma", 1e-5, 10).when("svm_kernel", "poly", "rbf"),
            Parameter.logInteger("forest_trees", 10, 1000).when("algorithm", "forest"),
            Parameter.integer("forest_depth", 1, 30).when("algorithm", "forest"),
            Parameter.real("forest_features", 0.05, 1).when("algorithm", "forest"),
            Parameter.logReal("boosting_rate", 1e-3, 1).when("algorithm", "boosting"),
            Parameter.logInteger("boosting_rounds", 10, 1000).when("algorithm", "boosting"),
            Parameter.integer("boosting_depth", 1, 12).when("algorithm", "boosting"),
            Parameter.real("boosting_subsample", 0.3, 1).when("algorithm", "boosting")),
        0.1,
        AlgorithmsProblem::error);
  }

  private static double error(Point point) {
    return switch (point.text("algorithm")) {
      case "svm" -> supportVectors(point);
      case "forest" -> forest(point);
      default -> boosting(point);
    };
  }

  private static double supportVectors(Point point) {
    double distance = distance(log10(point.number("svm_c")), 1.2, 1.2);
    return switch (point.text("svm_kernel")) {
      case "rbf" ->
          error(0.12, 0.5, distance + distance(log10(point.number("svm_gamma")), -2.3, 0.9));
      case "poly" ->
          error(0.16, 0.5, distance + distance(log10(point.number("svm_gamma")), -1.1, 0.7));
      default -> error(0.22, 0.3, distance);
    };
  }

  private static double forest(Point point) {
    double distance =
        distance(Math.min(log10(point.number("forest_trees")), 2.5), 2.5, 1.5)
            + distance(point.number("forest_depth"), 21, 12)
            + distance(point.number("forest_features"), 0.35, 0.4);
    return error(0.15, 0.35, distance);
  }

  private static double boosting(Point point) {
    double rate = log10(point.number("boosting_rate"));
    double work = rate + log10(point.number("boosting_rounds"));
    double distance =
        distance(rate, -1.4, 0.8)
            + distance(work, 1, 0.6)
            + distance(point.number("boosting_depth"), 5, 3)
            + distance(point.number("boosting_subsample"), 0.75, 0.3);
    return error(0.1, 0.6, distance);
  }

  private static double distance(double x, double best, double unit) {
    return square((x - best) / unit);
  }

  private static double error(double floor, double height, double distance) {
    return floor + height * (1 - exp(-distance));
  }
}
