package dev.afina.benchmarks.suite.problem;

import dev.afina.core.space.DoubleDistribution;
import dev.afina.testkit.TestFunction;
import dev.afina.testkit.TestFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The testkit's functions, moved away from the centre of their bounds, some with noise. */
final class FunctionProblems {

  /** A tenth of the width of the bounds, up and down by turns. */
  private static final double SHIFT = 0.1;

  /** About 6 % of the range of Hartmann's function. */
  private static final double HARTMANN_NOISE = 0.2;

  /** About a tenth of the standard deviation of Branin's function over its bounds. */
  private static final double BRANIN_NOISE = 5;

  private FunctionProblems() {}

  static List<Problem> all() {
    TestFunction branin = TestFunctions.branin().shifted(SHIFT);
    TestFunction hartmann = TestFunctions.hartmann6().shifted(SHIFT);
    return List.of(
        plain("branin", branin),
        plain("hartmann6", hartmann),
        plain("ackley5", TestFunctions.ackley(5).shifted(SHIFT)),
        plain("ackley20", TestFunctions.ackley(20).shifted(SHIFT)),
        plain("rosenbrock5", TestFunctions.rosenbrock(5).shifted(SHIFT)),
        plain("levy5", TestFunctions.levy(5).shifted(SHIFT)),
        plain("rastrigin5", TestFunctions.rastrigin(5).shifted(SHIFT)),
        plain("styblinski-tang5", TestFunctions.styblinskiTang(5).shifted(SHIFT)),
        noisy("noisy-branin", branin, BRANIN_NOISE),
        noisy("noisy-hartmann6", hartmann, HARTMANN_NOISE));
  }

  private static Problem plain(String name, TestFunction function) {
    return Problem.of(
        name,
        Group.FUNCTION,
        space(function),
        function.minimum(),
        point -> function.at(coordinates(point, function)));
  }

  /** Gaussian noise of a standard deviation; it derives from the seed and the trial. */
  private static Problem noisy(String name, TestFunction function, double deviation) {
    return new Problem(
        name,
        Group.NOISY,
        space(function),
        OptionalDouble.of(function.minimum()),
        0,
        0,
        (point, attempt) -> {
          double value = function.at(coordinates(point, function));
          double noise = deviation * attempt.random().nextGaussian();
          return new Outcome(value + noise, value, List.of());
        });
  }

  private static Space space(TestFunction function) {
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < function.dimension(); i++) {
      DoubleDistribution range = (DoubleDistribution) function.space().distribution(i);
      parameters.add(Parameter.real(function.space().name(i), range.low(), range.high()));
    }
    return new Space(parameters);
  }

  private static double[] coordinates(Point point, TestFunction function) {
    return function.space().names().stream().mapToDouble(point::number).toArray();
  }
}
